from multiprocessing import Queue

if __name__ == "__main__":
    queue = Queue()
    # The pipe is full with this, so what comes next has to wait.
    queue.put("x" * 1_000_000)

    row = [1, 2, 3]
    queue.put(row)
    row.append(4)

    queue.get()
    print(f"got: {queue.get()}")
