import multiprocessing
import os


def worker(queue):
    queue.put(os.getpid())


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    p = multiprocessing.Process(target=worker, args=(queue,))
    print(f"Before start: pid {p.pid}")

    p.start()
    print(f"After start: pid {p.pid}")
    print(f"The child says: pid {queue.get()}")

    p.join()
    print(f"After join: pid {p.pid}")
