from multiprocessing import Event, Process, Queue


def worker(queue, reader_left):
    queue.put("first")
    # Stands for slow work: the second result comes a little later.
    reader_left.wait()
    queue.put("second")


if __name__ == "__main__":
    queue = Queue()
    reader_left = Event()
    process = Process(target=worker, args=(queue, reader_left))
    process.start()

    results = [queue.get()]
    while not queue.empty():
        results.append(queue.get())
    print(f"results: {results}")

    reader_left.set()
    process.join()
    print(f"came too late: {queue.get()}")
