import multiprocessing

print(f"Top level of {__name__}", flush=True)


def worker(number):
    print(f"Child {number} runs in {__name__}", flush=True)


if __name__ == "__main__":
    for number in (1, 2):
        p = multiprocessing.Process(target=worker, args=(number,))
        p.start()
        p.join()
