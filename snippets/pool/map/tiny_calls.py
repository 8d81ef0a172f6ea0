import multiprocessing
import time


def increment(n):
    return n + 1


def seconds(pool, chunksize):
    start = time.perf_counter()
    pool.map(increment, range(5000), chunksize)
    return time.perf_counter() - start


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        pool.map(increment, range(8))  # the workers have started
        one_by_one = seconds(pool, chunksize=1)
        default = min(seconds(pool, chunksize=None) for _ in range(5))
    slower = one_by_one > 3 * default
    print(f"chunksize=1 took 3 times as long: {slower}")
