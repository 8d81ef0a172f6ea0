import multiprocessing


def worker(file):
    print(f"Worker read: {file.readline().strip()}")


if __name__ == "__main__":
    with open(__file__, encoding="utf-8") as file:
        p = multiprocessing.Process(target=worker, args=(file,))
        p.start()
        p.join()
