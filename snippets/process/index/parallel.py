import multiprocessing
import time

NUMBERS = [1, 2, 3]


def slow_square(n):
    time.sleep(1)  # stands for a second of work
    return n * n


def worker(n, results):
    results.put((n, slow_square(n)))


def main():
    start = time.perf_counter()
    one_by_one = [slow_square(n) for n in NUMBERS]
    middle = time.perf_counter()

    results = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=worker, args=(n, results))
        for n in NUMBERS
    ]
    for p in processes:
        p.start()
    found = dict(results.get() for _ in processes)
    for p in processes:
        p.join()
    end = time.perf_counter()

    parallel = [found[n] for n in NUMBERS]
    print(f"squares, in order: {parallel}")
    print(f"same results: {parallel == one_by_one}")
    print(f"parallel is faster: {end - middle < middle - start}")


if __name__ == "__main__":
    main()
