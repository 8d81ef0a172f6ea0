from multiprocessing import Queue

if __name__ == "__main__":
    queue = Queue()
    queue.put(n * n for n in range(4))
    queue.put("next item")
    print(f"got: {queue.get()}")
