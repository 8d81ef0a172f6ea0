import multiprocessing


def worker(items, look, queue):
    look.wait()
    items.append("by the child")
    queue.put(items)


if __name__ == "__main__":
    look = multiprocessing.Event()
    queue = multiprocessing.Queue()
    items = ["before Process()"]
    p = multiprocessing.Process(
        target=worker, args=(items, look, queue)
    )
    items.append("before start()")
    p.start()
    items.append("after start()")
    look.set()
    print("child: ", queue.get())
    p.join()
    print("parent:", items)
