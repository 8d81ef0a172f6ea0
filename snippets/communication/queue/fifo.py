import multiprocessing


def worker(results):
    for item in ["first", "second", "third"]:
        results.put(item)


if __name__ == "__main__":
    results = multiprocessing.Queue()
    p = multiprocessing.Process(target=worker, args=(results,))
    p.start()
    for _ in range(3):
        print(results.get())
    p.join()
