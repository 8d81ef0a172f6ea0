from multiprocessing import Queue
from queue import Full

if __name__ == "__main__":
    queue = Queue(maxsize=2)
    queue.put("a")
    queue.put("b")
    print(f"full: {queue.full()}")

    try:
        queue.put("c", timeout=0.1)
    except Full:
        print("put(timeout=0.1): no room")

    print(f"got: {queue.get()}")
    queue.put("c")
    print(f"got: {queue.get()}, {queue.get()}")
