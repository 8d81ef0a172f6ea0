import multiprocessing


def worker():
    print("Hello from a child")


def helper_of_some_library():
    # A context has its own start method and changes nobody else's.
    context = multiprocessing.get_context("spawn")
    p = context.Process(target=worker)
    p.start()
    p.join()
    print(f"In the helper: {context.get_start_method()}")


if __name__ == "__main__":
    default = multiprocessing.get_start_method()
    helper_of_some_library()
    still = multiprocessing.get_start_method()
    print(f"The default is as before: {still == default}")
