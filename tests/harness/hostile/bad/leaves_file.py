"""Writes into its folder and leaves the file there."""

with open("note.txt", "w") as file:
    file.write("seen")
print("done")
