import multiprocessing


def worker(queue, go):
    me = multiprocessing.current_process()
    queue.put(f"child starts as {me.name}")
    me.name = "Renamed in child"
    queue.put(f"child is now {me.name}")
    go.wait()
    queue.put(f"child is still {me.name}")


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    go = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(queue, go))
    p.name = "Set before start"
    p.start()
    print(queue.get())
    print(queue.get())
    print(f"parent still sees {p.name}")

    p.name = "Set after start"
    print(f"parent now sees {p.name}")
    go.set()
    print(queue.get())
    p.join()
