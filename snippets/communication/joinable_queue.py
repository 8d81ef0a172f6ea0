from multiprocessing import JoinableQueue, Process, Queue


def consume(jobs, results):
    while (job := jobs.get()) is not None:
        results.put(job * job)
        jobs.task_done()


if __name__ == "__main__":
    jobs, results = JoinableQueue(), Queue()
    consumers = [
        Process(target=consume, args=(jobs, results)) for _ in range(2)
    ]
    for process in consumers:
        process.start()

    for job in [1, 2, 3, 4]:
        jobs.put(job)
    jobs.join()
    print("every job is done")

    for _ in consumers:
        jobs.put(None)
    print(sorted(results.get() for _ in range(4)))
    for process in consumers:
        process.join()
