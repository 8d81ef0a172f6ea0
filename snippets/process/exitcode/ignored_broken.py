import multiprocessing


def worker():
    raise ValueError("the report is empty")


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker)
    p.start()
    p.join()
    print("report written")
