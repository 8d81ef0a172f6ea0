import multiprocessing


def worker(finish):
    finish.wait()


def watcher(alive):
    print(f"worker is alive: {alive}")


if __name__ == "__main__":
    finish = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(finish,))
    p.start()
    # The process that created p asks, and hands the answer on.
    w = multiprocessing.Process(target=watcher, args=(p.is_alive(),))
    w.start()
    w.join()
    finish.set()
    p.join()
