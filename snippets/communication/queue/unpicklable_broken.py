import multiprocessing

if __name__ == "__main__":
    items = multiprocessing.Queue()
    items.put(n * n for n in range(4))
    items.put("next item")
    print(f"got: {items.get()}")
