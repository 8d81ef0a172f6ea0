import multiprocessing


def worker(results, reader_left):
    results.put("first")
    # Stands for slow work: the second result comes a little later.
    reader_left.wait()
    results.put("second")


def main():
    results = multiprocessing.Queue()
    reader_left = multiprocessing.Event()
    p = multiprocessing.Process(
        target=worker, args=(results, reader_left)
    )
    p.start()

    received = [results.get()]
    while not results.empty():
        received.append(results.get())
    print(f"results: {received}")

    reader_left.set()
    p.join()
    print(f"came too late: {results.get()}")


if __name__ == "__main__":
    main()
