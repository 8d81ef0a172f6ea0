import multiprocessing
import queue


def worker(results):
    results.put("Data from worker")


if __name__ == "__main__":
    results = queue.Queue()
    p = multiprocessing.Process(target=worker, args=(results,))
    p.start()
    p.join()
    try:
        print(results.get_nowait())
    except queue.Empty:
        print("nothing arrived")
