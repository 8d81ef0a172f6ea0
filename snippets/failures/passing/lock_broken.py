import multiprocessing


def work(lock, number):
    with lock:
        return number * number


if __name__ == "__main__":
    lock = multiprocessing.Lock()
    with multiprocessing.Pool(2) as pool:
        tasks = [(lock, number) for number in range(4)]
        print(f"squares: {pool.starmap(work, tasks)}")
