import time
from multiprocessing import Process, Queue


def consume(jobs, ready):
    ready.put("waiting for a job")
    while jobs.get() is not None:
        pass


if __name__ == "__main__":
    jobs, ready = Queue(), Queue()
    consumer = Process(target=consume, args=(jobs, ready))
    consumer.start()
    print(ready.get())
    jobs.put(None)
    consumer.join()

    jobs.put("a job")
    while jobs.empty():
        time.sleep(0.01)
    print(f"got {jobs.get(timeout=1)}")
