from multiprocessing import Queue

if __name__ == "__main__":
    queue = Queue()
    print(f"at first: {queue.qsize()}")
    queue.put("a")
    queue.put("b")
    print(f"after two put(): {queue.qsize()}")
    queue.get()
    print(f"after one get(): {queue.qsize()}")
    queue.get()
