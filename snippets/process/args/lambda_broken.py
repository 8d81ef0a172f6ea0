import multiprocessing


def worker(key):
    print(f"Worker sorted: {sorted(['bb', 'a', 'ccc'], key=key)}")


if __name__ == "__main__":
    p = multiprocessing.Process(
        target=worker, args=(lambda text: -len(text),)
    )
    p.start()
    p.join()
