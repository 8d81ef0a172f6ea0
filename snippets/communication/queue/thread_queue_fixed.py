from multiprocessing import Process, Queue
from queue import Empty


def worker(queue):
    queue.put("Data from worker")


if __name__ == "__main__":
    queue = Queue()

    process = Process(target=worker, args=(queue,))
    process.start()
    try:
        print(queue.get(timeout=30))
    except Empty:
        print("nothing arrived")
    process.join()
