import multiprocessing
import queue

if __name__ == "__main__":
    results = multiprocessing.Queue()
    try:
        results.get(timeout=0.1)
    except queue.Empty:
        print("get(timeout=0.1): nothing came")

    try:
        results.get_nowait()
    except queue.Empty:
        print("get_nowait(): nothing there")
