import multiprocessing

color = "red"


def worker():
    print(f"In the child: {color}")


if __name__ == "__main__":
    color = "blue"
    p = multiprocessing.Process(target=worker)
    p.start()
    p.join()
    print(f"In the parent: {color}")
