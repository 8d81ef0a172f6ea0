from multiprocessing import Process, Queue


def worker(queue):
    queue.put("Data from worker" * 100_000)


if __name__ == "__main__":
    queue = Queue()

    process = Process(target=worker, args=(queue,))
    process.start()
    print(f"got {len(queue.get())} characters")
    print("waiting for the worker")
    process.join()
    print(f"exit code: {process.exitcode}")
