from multiprocessing import Process, Queue


def worker(queue):
    for item in ["first", "second", "third"]:
        queue.put(item)


if __name__ == "__main__":
    queue = Queue()
    process = Process(target=worker, args=(queue,))
    process.start()
    for _ in range(3):
        print(queue.get())
    process.join()
