import multiprocessing


def worker(finish):
    finish.wait()


def watcher(p):
    print(f"worker is alive: {p.is_alive()}")


if __name__ == "__main__":
    finish = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(finish,))
    p.start()
    w = multiprocessing.Process(target=watcher, args=(p,))
    try:
        w.start()
        w.join()
    finally:
        finish.set()
        p.join()
