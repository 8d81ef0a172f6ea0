import multiprocessing
import os


def work():
    print(f"Worker PID: {os.getpid()}")


if __name__ == "__main__":
    print(f"Main process PID: {os.getpid()}")
    p = multiprocessing.Process(target=work)
    p.start()
    p.join()
    print(f"Child pid: {p.pid}")
