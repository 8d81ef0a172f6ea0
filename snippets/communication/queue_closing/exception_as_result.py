from multiprocessing import Process, Queue


def worker(results, number):
    try:
        results.put((number, 10 / number))
    except Exception as error:
        results.put((number, error))


if __name__ == "__main__":
    results = Queue()
    processes = [
        Process(target=worker, args=(results, number))
        for number in (0, 2, 5)
    ]
    for process in processes:
        process.start()

    found = dict(results.get() for _ in processes)
    for process in processes:
        process.join()
    for number, result in sorted(found.items()):
        if isinstance(result, Exception):
            print(f"{number}: {type(result).__name__}: {result}")
        else:
            print(f"{number}: {result}")
