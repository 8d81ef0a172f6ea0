import multiprocessing


def work(lock, progress, number):
    with lock:
        progress.put(number)
    return number * number


def main():
    with (
        multiprocessing.Manager() as manager,
        multiprocessing.Pool(2) as pool,
    ):
        lock, progress = manager.Lock(), manager.Queue()
        tasks = [(lock, progress, number) for number in range(4)]
        print(f"squares: {pool.starmap(work, tasks)}")
        print(f"begun: {sorted(progress.get() for _ in range(4))}")
        print(f"type of the lock: {type(lock).__name__}")


if __name__ == "__main__":
    main()
