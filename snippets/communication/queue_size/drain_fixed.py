import multiprocessing
import time


def worker(results):
    results.put("first")
    time.sleep(0.3)  # slow work
    results.put("second")
    results.put(None)


if __name__ == "__main__":
    results = multiprocessing.Queue()
    p = multiprocessing.Process(target=worker, args=(results,))
    p.start()

    received = []
    while (item := results.get()) is not None:
        received.append(item)
    print(f"results: {received}")
    p.join()
