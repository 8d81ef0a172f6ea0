import multiprocessing


def worker(queue):
    queue.put("from the child")


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    p = multiprocessing.Process(target=worker, args=(queue,))
    p.start()
    print(queue.get())
    p.join()
