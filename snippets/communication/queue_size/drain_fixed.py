import time
from multiprocessing import Process, Queue


def worker(queue):
    queue.put("first")
    time.sleep(0.3)  # slow work
    queue.put("second")
    queue.put(None)


if __name__ == "__main__":
    queue = Queue()
    process = Process(target=worker, args=(queue,))
    process.start()

    results = []
    while (item := queue.get()) is not None:
        results.append(item)
    print(f"results: {results}")
    process.join()
