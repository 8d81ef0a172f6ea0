import multiprocessing


def worker():
    print("Hello from a child")


def helper_of_some_library():
    multiprocessing.set_start_method("spawn")
    p = multiprocessing.Process(target=worker)
    p.start()
    p.join()


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    helper_of_some_library()
