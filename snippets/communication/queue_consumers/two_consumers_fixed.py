from multiprocessing import Process, Queue


def consume(jobs, ended):
    while jobs.get() is not None:
        pass
    ended.put("a consumer has ended")


if __name__ == "__main__":
    jobs, ended = Queue(), Queue()
    consumers = [
        Process(target=consume, args=(jobs, ended)) for _ in range(2)
    ]
    for process in consumers:
        process.start()

    for job in [1, 2, 3, 4]:
        jobs.put(job)
    for _ in consumers:
        jobs.put(None)

    for _ in consumers:
        print(ended.get())
    for process in consumers:
        process.join()
    print(f"all jobs were taken: {jobs.empty()}")
