import multiprocessing


def set_up(shared_lock):
    global lock
    lock = shared_lock


def work(number):
    with lock:
        return number * number


if __name__ == "__main__":
    lock = multiprocessing.Lock()
    with multiprocessing.Pool(2, set_up, (lock,)) as pool:
        print(f"squares: {pool.map(work, range(4))}")
