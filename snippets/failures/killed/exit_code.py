import concurrent.futures
import multiprocessing
import os
import re


def crash():
    os._exit(7)


def main():
    context = multiprocessing.get_context("forkserver")
    with concurrent.futures.ProcessPoolExecutor(1, context) as executor:
        error = executor.submit(crash).exception()
    print(f"{type(error).__name__}: {error}")
    cause = re.sub("Process [0-9]+", "Process N", str(error.__cause__))
    print(f"cause: {cause}")


if __name__ == "__main__":
    main()
