import threading
from multiprocessing import Queue


def threads():
    return [thread.name for thread in threading.enumerate()]


if __name__ == "__main__":
    queue = Queue()
    print(f"queue made: {threads()}")
    queue.put("item")
    print(f"after put(): {threads()}")
    print(f"got: {queue.get()}")

    queue.close()
    queue.join_thread()
    print(f"after join_thread(): {threads()}")

    try:
        queue.put("one more")
    except ValueError as error:
        print(f"ValueError: {error}")
