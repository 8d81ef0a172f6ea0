import itertools
import multiprocessing
import time


def work(n):
    start = time.monotonic()
    time.sleep(0.4)
    return start, time.monotonic()


def overlap(times):
    pairs = itertools.pairwise(sorted(times))
    return any(start < end for (_, end), (start, _) in pairs)


if __name__ == "__main__":
    with multiprocessing.Pool(4) as pool:
        results = [pool.apply_async(work, (n,)) for n in range(4)]
        times = [result.get() for result in results]
    print(f"two at the same time: {overlap(times)}")
