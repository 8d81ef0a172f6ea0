import multiprocessing


def worker(lock):
    with lock:
        print("The child holds the lock")


if __name__ == "__main__":
    spawn = multiprocessing.get_context("spawn")
    lock = spawn.Lock()  # made by the same context as the process
    p = spawn.Process(target=worker, args=(lock,))
    p.start()
    p.join()
