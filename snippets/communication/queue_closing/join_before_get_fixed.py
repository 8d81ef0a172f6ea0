import multiprocessing


def worker(results):
    results.put("Data from worker" * 100_000)


if __name__ == "__main__":
    results = multiprocessing.Queue()
    p = multiprocessing.Process(target=worker, args=(results,))
    p.start()
    print(f"got {len(results.get())} characters")
    print("waiting for the worker")
    p.join()
    print(f"exit code: {p.exitcode}")
