import multiprocessing


def longest_first(text):
    return -len(text)


def worker(key):
    print(f"Worker sorted: {sorted(['bb', 'a', 'ccc'], key=key)}")


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker, args=(longest_first,))
    p.start()
    p.join()
