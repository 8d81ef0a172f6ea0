"""Asks its reader."""

name = input()
print("done")
