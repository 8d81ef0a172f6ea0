import multiprocessing


def worker(path):
    with open(path, encoding="utf-8") as file:
        print(f"Worker read: {file.readline().strip()}")


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker, args=(__file__,))
    p.start()
    p.join()
