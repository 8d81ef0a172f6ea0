import multiprocessing


def worker(value):
    print(f"Worker received: {value!r}")


if __name__ == "__main__":
    for args in (("ab",), (5,)):
        p = multiprocessing.Process(target=worker, args=args)
        p.start()
        p.join()
