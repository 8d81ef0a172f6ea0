import multiprocessing
import time

import _executors

NUMBERS = [1, 2, 3]


def square(n):
    time.sleep(0.2 if n == 1 else 0)
    return n * n


def main():
    with multiprocessing.Pool(3) as pool:
        print(f"Pool: {pool.map(square, NUMBERS)}")
    for make in _executors.EXECUTORS:
        with make(3) as executor:
            results = list(executor.map(square, NUMBERS))
        print(f"{make.__name__}: {results}")


if __name__ == "__main__":
    main()
