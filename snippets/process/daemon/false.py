import multiprocessing
import time


def worker():
    time.sleep(0.5)
    print("worker: finished")


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker)
    print("Main process: my last line is start()")
    p.start()
