import multiprocessing


def parse(texts, numbers):
    for text in iter(texts.get, None):
        numbers.put(int(text))


if __name__ == "__main__":
    texts = multiprocessing.Queue()
    numbers = multiprocessing.Queue()
    worker = multiprocessing.Process(
        target=parse, args=(texts, numbers)
    )
    worker.start()
    for text in ["1", "two", "3", None]:
        texts.put(text)
    print(f"sum: {sum(numbers.get() for _ in range(3))}")
    worker.join()
