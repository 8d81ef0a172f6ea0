import multiprocessing

color = "red"


def worker(color):
    print(f"Passed as an argument: {color}")


def set_color(value):
    global color
    color = value


def read_color(_):
    return color


if __name__ == "__main__":
    color = "blue"
    p = multiprocessing.Process(target=worker, args=(color,))
    p.start()
    p.join()

    with multiprocessing.Pool(
        2, initializer=set_color, initargs=(color,)
    ) as pool:
        colors = set(pool.map(read_color, range(4)))
    print(f"Set by the initializer: {colors}")
