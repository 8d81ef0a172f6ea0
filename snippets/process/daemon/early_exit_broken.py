import multiprocessing


def worker(go):
    go.wait()
    print("worker: finished")


if __name__ == "__main__":
    go = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(go,))
    p.start()
    go.set()
