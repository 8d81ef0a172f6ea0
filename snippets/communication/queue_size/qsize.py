import multiprocessing

if __name__ == "__main__":
    items = multiprocessing.Queue()
    print(f"at first: {items.qsize()}")
    items.put("a")
    items.put("b")
    print(f"after two put(): {items.qsize()}")
    items.get()
    print(f"after one get(): {items.qsize()}")
    items.get()
