from multiprocessing import JoinableQueue, Process, Value


def consume(jobs, total):
    while (job := jobs.get()) is not None:
        with total:
            total.value += job * job
        jobs.task_done()


if __name__ == "__main__":
    jobs, total = JoinableQueue(), Value("i", 0)
    consumers = [
        Process(target=consume, args=(jobs, total)) for _ in range(2)
    ]
    for process in consumers:
        process.start()

    for job in [1, 2, 3, 4]:
        jobs.put(job)
    jobs.join()
    print(f"every job is done, the sum is {total.value}")

    for _ in consumers:
        jobs.put(None)
    for process in consumers:
        process.join()
