import multiprocessing
import queue


def worker(results):
    results.put("Data from worker")


if __name__ == "__main__":
    results = multiprocessing.Queue()
    p = multiprocessing.Process(target=worker, args=(results,))
    p.start()
    try:
        print(results.get(timeout=30))
    except queue.Empty:
        print("nothing arrived")
    p.join()
