import multiprocessing


def worker(items, look, results):
    look.wait()
    items.append("by the child")
    results.put(items)


def main():
    look = multiprocessing.Event()
    results = multiprocessing.Queue()
    items = ["before Process()"]
    p = multiprocessing.Process(
        target=worker, args=(items, look, results)
    )
    items.append("before start()")
    p.start()
    items.append("after start()")
    look.set()
    print(f"child:  {results.get()}")
    p.join()
    print(f"parent: {items}")


if __name__ == "__main__":
    main()
