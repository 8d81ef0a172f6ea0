import multiprocessing


def produce(items, name):
    for number in range(5):
        items.put((name, number))


def main():
    items = multiprocessing.Queue()
    producers = [
        multiprocessing.Process(target=produce, args=(items, name))
        for name in "AB"
    ]
    for p in producers:
        p.start()
    received = [items.get() for _ in range(10)]
    for p in producers:
        p.join()

    for name in "AB":
        own = [item for item in received if item[0] == name]
        print(f"from {name}: {own}")


if __name__ == "__main__":
    main()
