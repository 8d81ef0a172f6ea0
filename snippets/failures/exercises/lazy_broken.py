import multiprocessing


def squares(limit):
    for n in range(limit):
        yield n * n


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        for values in pool.map(squares, [3, 4]):
            print(f"squares: {list(values)}")
