from multiprocessing import Process, Queue


def produce(jobs, numbers):
    for number in numbers:
        jobs.put(number)


def consume(jobs, results):
    while (number := jobs.get()) is not None:
        results.put(number * number)


if __name__ == "__main__":
    jobs, results = Queue(), Queue()
    consumers = [
        Process(target=consume, args=(jobs, results)) for _ in range(2)
    ]
    producers = [
        Process(target=produce, args=(jobs, numbers))
        for numbers in ([1, 2, 3], [4, 5, 6])
    ]
    for process in consumers + producers:
        process.start()

    for process in producers:
        process.join()
    for _ in consumers:
        jobs.put(None)

    print(sorted(results.get() for _ in range(6)))
    for process in consumers:
        process.join()
