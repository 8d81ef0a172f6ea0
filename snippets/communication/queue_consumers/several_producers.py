import multiprocessing


def produce(jobs, numbers):
    for number in numbers:
        jobs.put(number)


def consume(jobs, results):
    while (number := jobs.get()) is not None:
        results.put(number * number)


def main():
    jobs, results = multiprocessing.Queue(), multiprocessing.Queue()
    consumers = [
        multiprocessing.Process(target=consume, args=(jobs, results))
        for _ in range(2)
    ]
    producers = [
        multiprocessing.Process(target=produce, args=(jobs, numbers))
        for numbers in ([1, 2, 3], [4, 5, 6])
    ]
    for p in consumers + producers:
        p.start()

    for p in producers:
        p.join()
    for _ in consumers:
        jobs.put(None)

    print(sorted(results.get() for _ in range(6)))
    for p in consumers:
        p.join()


if __name__ == "__main__":
    main()
