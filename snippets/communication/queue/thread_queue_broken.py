from multiprocessing import Process
from queue import Empty, Queue


def worker(queue):
    queue.put("Data from worker")


if __name__ == "__main__":
    queue = Queue()

    process = Process(target=worker, args=(queue,))
    process.start()
    process.join()
    try:
        print(queue.get_nowait())
    except Empty:
        print("nothing arrived")
