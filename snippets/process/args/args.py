import multiprocessing


def worker(x, y):
    print(f"Worker received: {x} and {y}")


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker, args=(10, 20))
    p.start()
    p.join()
