import multiprocessing.pool
import threading

begun, go, ended = (threading.Event() for _ in range(3))


def work():
    begun.set()
    go.wait()
    ended.set()


def main():
    with multiprocessing.pool.ThreadPool(1) as pool:
        pool.apply_async(work)
        begun.wait()
    print("the pool is terminated")
    print(f"ended: {ended.is_set()}")

    go.set()
    print(f"ended later: {ended.wait(5)}")


if __name__ == "__main__":
    main()
