import multiprocessing
import time


def worker(ready):
    try:
        print("worker: file opened")
        ready.set()
        time.sleep(60)
    finally:
        print("worker: file saved")


if __name__ == "__main__":
    ready = multiprocessing.Event()
    p = multiprocessing.Process(
        target=worker, args=(ready,), daemon=True
    )
    p.start()
    ready.wait()
    print("main: end")
