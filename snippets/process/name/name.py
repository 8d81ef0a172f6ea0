import multiprocessing


def worker():
    print(f"Worker Name: {multiprocessing.current_process().name}")


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker, name="MyWorker")
    p.start()
    p.join()
