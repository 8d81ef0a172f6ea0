import multiprocessing
import time


def worker():
    time.sleep(1)


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker)
    p.start()
    p.join()
    print(f"Process Exit Code: {p.exitcode}")
