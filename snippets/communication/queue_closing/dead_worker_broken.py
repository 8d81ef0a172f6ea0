import multiprocessing


def worker(results, number):
    results.put((number, 10 / number))


def main():
    results = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=worker, args=(results, number))
        for number in (0, 2, 5)
    ]
    for p in processes:
        p.start()
    found = dict(results.get() for _ in processes)
    print(f"found: {found}")
    for p in processes:
        p.join()


if __name__ == "__main__":
    main()
