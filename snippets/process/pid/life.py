import multiprocessing
import os


def worker(results):
    results.put(os.getpid())


if __name__ == "__main__":
    results = multiprocessing.Queue()
    p = multiprocessing.Process(target=worker, args=(results,))
    print(f"Before start: pid {p.pid}")

    p.start()
    print(f"After start: pid {p.pid}")
    print(f"The child says: pid {results.get()}")

    p.join()
    print(f"After join: pid {p.pid}")
