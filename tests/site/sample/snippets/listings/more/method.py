import multiprocessing


def worker():
    print(f"child: {multiprocessing.get_start_method()}")


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker)
    p.start()
    p.join()
