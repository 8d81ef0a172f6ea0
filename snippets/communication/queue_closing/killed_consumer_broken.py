import multiprocessing
import queue
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
    time.sleep(0.5)  # by now it is inside of get()
    consumer.terminate()
    consumer.join()

    jobs.put("a job")
    while jobs.empty():
        time.sleep(0.01)
    try:
        print(f"got {jobs.get(timeout=1)}")
    except queue.Empty:
        print(f"get: Empty, though empty() is {jobs.empty()}")


if __name__ == "__main__":
    main()
