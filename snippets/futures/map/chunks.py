import concurrent.futures
import time

NUMBERS = range(2000)


def square(number):
    return number * number


def timed(executor, chunksize):
    start = time.perf_counter()
    results = executor.map(square, NUMBERS, chunksize=chunksize)
    total = sum(results)
    return total, time.perf_counter() - start


def main():
    with concurrent.futures.ProcessPoolExecutor() as executor:
        timed(executor, 500)  # starts the workers
        single, slow = timed(executor, 1)
        chunked, quick = timed(executor, 500)
    print(f"the same results: {single == chunked}")
    print(f"chunks of 500 at least 3 times as fast: {slow > 3 * quick}")


if __name__ == "__main__":
    main()
