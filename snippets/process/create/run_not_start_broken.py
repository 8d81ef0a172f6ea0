import multiprocessing
import os


def work():
    print(f"Worker PID: {os.getpid()}")


if __name__ == "__main__":
    print(f"Main process PID: {os.getpid()}")
    p = multiprocessing.Process(target=work)
    p.run()
    print(f"Child pid: {p.pid}")
    try:
        p.join()
    except AssertionError as error:
        print(f"join: {error}")
