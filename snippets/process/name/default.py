import multiprocessing


class Greeter(multiprocessing.Process):
    pass


def worker():
    child = multiprocessing.Process(target=print)
    print(f"Created in MyWorker: {child.name}")


if __name__ == "__main__":
    first = multiprocessing.Process(target=worker)
    second = multiprocessing.Process(target=worker, name="MyWorker")
    third = multiprocessing.Process(target=worker, name="MyWorker")
    fourth = Greeter(target=worker)
    fifth = multiprocessing.Process(target=worker)
    for p in [first, second, third, fourth, fifth]:
        print(p.name)

    # Only the second of the five is ever started.
    second.start()
    second.join()
