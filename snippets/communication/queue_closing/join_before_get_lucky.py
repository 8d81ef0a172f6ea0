import multiprocessing


def worker(results):
    results.put("Data from worker")


if __name__ == "__main__":
    results = multiprocessing.Queue()
    p = multiprocessing.Process(target=worker, args=(results,))
    p.start()
    p.join()

    while not results.empty():
        print(results.get())
