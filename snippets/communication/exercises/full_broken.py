import multiprocessing


def render(queue):
    queue.put("x" * 1_000_000)


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    pages = [
        multiprocessing.Process(target=render, args=(queue,))
        for _ in range(3)
    ]
    for p in pages:
        p.start()
    for p in pages:
        p.join()
    print(f"characters: {sum(len(queue.get()) for _ in pages)}")
