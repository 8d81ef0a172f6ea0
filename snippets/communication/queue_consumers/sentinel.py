from multiprocessing import Process, Queue


def consume(jobs, results):
    while (job := jobs.get()) is not None:
        results.put(job * job)
    results.put(None)


if __name__ == "__main__":
    jobs, results = Queue(), Queue()
    consumer = Process(target=consume, args=(jobs, results))
    consumer.start()

    for job in [1, 2, 3]:
        jobs.put(job)
    jobs.put(None)

    while (result := results.get()) is not None:
        print(result)
    consumer.join()
    print(f"exit code: {consumer.exitcode}")
