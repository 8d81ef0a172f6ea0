import multiprocessing
import time


def worker():
    time.sleep(1)


def watcher(p):
    print(f"worker is alive: {p.is_alive()}")


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker)
    p.start()
    w = multiprocessing.Process(target=watcher, args=(p,))
    w.start()
    w.join()
    p.join()
