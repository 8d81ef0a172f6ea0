import multiprocessing


def worker(results):
    results.put("Data from worker" * 100_000)


if __name__ == "__main__":
    results = multiprocessing.Queue()
    p = multiprocessing.Process(target=worker, args=(results,))
    p.start()
    print("waiting for the worker")
    p.join()

    while not results.empty():
        print(f"got {len(results.get())} characters")
