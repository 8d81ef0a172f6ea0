import multiprocessing


def worker():
    print("Hello from a child")


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    p = multiprocessing.Process(target=worker)
    p.start()
    p.join()
    print(f"Process Exit Code: {p.exitcode}")
    print(f"Start method: {multiprocessing.get_start_method()}")
