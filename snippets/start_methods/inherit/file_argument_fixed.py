import multiprocessing


def worker(path):
    with open(path) as file:
        print("First line:", file.readline().strip())


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker, args=(__file__,))
    p.start()
    p.join()
