import multiprocessing


def worker(queue):
    queue.put("x" * 1_000_000)


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    p = multiprocessing.Process(target=worker, args=(queue,))
    p.start()
    print("waiting for the child")
    p.join()
    print(len(queue.get()))
