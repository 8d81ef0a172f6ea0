import multiprocessing


def consume(jobs, ended):
    while jobs.get() is not None:
        pass
    ended.put("a consumer has ended")


def main():
    jobs, ended = multiprocessing.Queue(), multiprocessing.Queue()
    consumers = [
        multiprocessing.Process(target=consume, args=(jobs, ended))
        for _ in range(2)
    ]
    for p in consumers:
        p.start()

    for job in [1, 2, 3, 4]:
        jobs.put(job)
    for _ in consumers:
        jobs.put(None)

    for _ in consumers:
        print(ended.get())
    for p in consumers:
        p.join()


if __name__ == "__main__":
    main()
