from multiprocessing import Process, Queue


def produce(queue, name):
    for number in range(5):
        queue.put((name, number))


if __name__ == "__main__":
    queue = Queue()
    producers = [
        Process(target=produce, args=(queue, name)) for name in "AB"
    ]
    for process in producers:
        process.start()
    received = [queue.get() for _ in range(10)]
    for process in producers:
        process.join()

    for name in "AB":
        items = [item for item in received if item[0] == name]
        print(f"from {name}: {items}")
