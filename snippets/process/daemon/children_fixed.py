import multiprocessing


def helper():
    print("helper: done")


def worker():
    p = multiprocessing.Process(target=helper)
    p.start()
    p.join()


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker)
    p.start()
    p.join()
    print(f"worker ended with {p.exitcode}")
