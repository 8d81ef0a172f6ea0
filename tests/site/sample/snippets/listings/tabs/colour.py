import multiprocessing

colour = "red"


def worker():
    print(f"child: {colour}")


if __name__ == "__main__":
    colour = "blue"
    p = multiprocessing.Process(target=worker)
    p.start()
    p.join()
    print(f"parent: {colour}")
