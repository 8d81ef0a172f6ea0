import multiprocessing


def consume(jobs, total):
    while (job := jobs.get()) is not None:
        with total.get_lock():
            total.value += job * job
        jobs.task_done()


def main():
    jobs = multiprocessing.JoinableQueue()
    total = multiprocessing.Value("i", 0)
    consumers = [
        multiprocessing.Process(target=consume, args=(jobs, total))
        for _ in range(2)
    ]
    for p in consumers:
        p.start()

    for job in [1, 2, 3, 4]:
        jobs.put(job)
    jobs.join()
    print(f"every job is done, the sum is {total.value}")

    for _ in consumers:
        jobs.put(None)
    for p in consumers:
        p.join()


if __name__ == "__main__":
    main()
