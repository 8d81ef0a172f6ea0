import multiprocessing
import os


def worker():
    print(f"Worker PID: {os.getpid()}")


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker)
    print(f"Main process PID: {os.getpid()}")
    p.start()
    p.join()
