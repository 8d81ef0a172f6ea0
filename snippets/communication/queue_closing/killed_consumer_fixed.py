import multiprocessing
import time


def consume(jobs, ready):
    ready.put("waiting for a job")
    while jobs.get() is not None:
        pass


def main():
    jobs, ready = multiprocessing.Queue(), multiprocessing.Queue()
    consumer = multiprocessing.Process(
        target=consume, args=(jobs, ready)
    )
    consumer.start()
    print(ready.get())
    jobs.put(None)
    consumer.join()

    jobs.put("a job")
    while jobs.empty():
        time.sleep(0.01)
    print(f"got {jobs.get(timeout=1)}")


if __name__ == "__main__":
    main()
