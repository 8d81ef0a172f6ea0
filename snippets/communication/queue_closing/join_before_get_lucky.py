from multiprocessing import Process, Queue


def worker(queue):
    queue.put("Data from worker")


if __name__ == "__main__":
    queue = Queue()

    process = Process(target=worker, args=(queue,))
    process.start()
    process.join()

    while not queue.empty():
        print(queue.get())
