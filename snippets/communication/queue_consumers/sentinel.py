import multiprocessing


def consume(jobs, results):
    while (job := jobs.get()) is not None:
        results.put(job * job)
    results.put(None)


def main():
    jobs, results = multiprocessing.Queue(), multiprocessing.Queue()
    consumer = multiprocessing.Process(
        target=consume, args=(jobs, results)
    )
    consumer.start()

    for job in [1, 2, 3]:
        jobs.put(job)
    jobs.put(None)

    while (result := results.get()) is not None:
        print(result)
    consumer.join()
    print(f"exit code: {consumer.exitcode}")


if __name__ == "__main__":
    main()
