import multiprocessing


def worker(messages, go):
    me = multiprocessing.current_process()
    messages.put(f"child starts as {me.name}")
    me.name = "Renamed in child"
    messages.put(f"child is now {me.name}")
    go.wait()
    messages.put(f"child is still {me.name}")


def main():
    messages = multiprocessing.Queue()
    go = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(messages, go))
    p.name = "Set before start"
    p.start()
    print(messages.get())
    print(messages.get())
    print(f"parent still sees {p.name}")

    p.name = "Set after start"
    print(f"parent now sees {p.name}")
    go.set()
    print(messages.get())
    p.join()


if __name__ == "__main__":
    main()
