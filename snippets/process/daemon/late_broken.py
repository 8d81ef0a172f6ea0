import multiprocessing
import time


def worker():
    time.sleep(0.2)


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker)
    p.start()
    p.daemon = True
