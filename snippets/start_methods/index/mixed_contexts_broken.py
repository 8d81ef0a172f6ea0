import multiprocessing


def worker(lock):
    with lock:
        print("The child holds the lock")


if __name__ == "__main__":
    lock = multiprocessing.Lock()  # made by the default start method
    spawn = multiprocessing.get_context("spawn")
    p = spawn.Process(target=worker, args=(lock,))
    p.start()
    p.join()
