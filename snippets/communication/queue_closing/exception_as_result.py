import multiprocessing


def worker(results, number):
    try:
        results.put((number, 10 / number))
    except Exception as error:
        results.put((number, error))


def main():
    results = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=worker, args=(results, number))
        for number in (0, 2, 5)
    ]
    for p in processes:
        p.start()
    found = dict(results.get() for _ in processes)
    for p in processes:
        p.join()

    for number, result in sorted(found.items()):
        if isinstance(result, Exception):
            print(f"{number}: {type(result).__name__}: {result}")
        else:
            print(f"{number}: {result}")


if __name__ == "__main__":
    main()
