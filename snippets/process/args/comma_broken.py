import multiprocessing


def worker(value):
    print(f"Worker received: {value!r}")


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker, args=("ab"))
    p.start()
    p.join()
    p = multiprocessing.Process(target=worker, args=(5))
