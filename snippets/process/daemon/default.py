import multiprocessing


def worker(queue):
    p = multiprocessing.Process(target=print)
    queue.put(p.daemon)


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    for daemon in (False, True):
        p = multiprocessing.Process(
            target=worker, args=(queue,), daemon=daemon
        )
        p.start()
        print(f"created by daemon={daemon}: daemon={queue.get()}")
        p.join()
