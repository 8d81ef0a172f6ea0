from multiprocessing import Process, Queue


def worker(results):
    results.put(1 / 0)


if __name__ == "__main__":
    results = Queue()
    process = Process(target=worker, args=(results,))
    process.start()
    print(f"got {results.get()}")
    process.join()
