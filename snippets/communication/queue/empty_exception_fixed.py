import multiprocessing
from queue import Empty

if __name__ == "__main__":
    queue = multiprocessing.Queue()
    try:
        queue.get(timeout=0.1)
    except Empty:
        print("get(timeout=0.1): nothing came")

    try:
        queue.get_nowait()
    except Empty:
        print("get_nowait(): nothing there")
