import multiprocessing


def worker(file):
    print("First line:", file.readline().strip())


if __name__ == "__main__":
    with open(__file__) as file:
        p = multiprocessing.Process(target=worker, args=(file,))
        p.start()
        p.join()
