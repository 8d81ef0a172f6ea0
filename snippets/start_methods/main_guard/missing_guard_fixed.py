import multiprocessing


def worker():
    print("Hello from a child")


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker)
    p.start()
    p.join()
    print(f"Process Exit Code: {p.exitcode}")
