import multiprocessing


def worker(results):
    p = multiprocessing.Process(target=print)
    results.put(p.daemon)


if __name__ == "__main__":
    results = multiprocessing.Queue()
    for daemon in (False, True):
        p = multiprocessing.Process(
            target=worker, args=(results,), daemon=daemon
        )
        p.start()
        print(f"created by daemon={daemon}: daemon={results.get()}")
        p.join()
