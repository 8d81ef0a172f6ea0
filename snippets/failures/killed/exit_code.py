import concurrent.futures
import os
import re


def crash():
    os._exit(7)


def main():
    for _ in range(30):  # not every error has a cause
        with concurrent.futures.ProcessPoolExecutor(1) as executor:
            error = executor.submit(crash).exception()
        if error.__cause__:
            break
    print(f"{type(error).__name__}: {error}")
    cause = re.sub("Process [0-9]+", "Process N", str(error.__cause__))
    print(f"cause: {cause}")


if __name__ == "__main__":
    main()
