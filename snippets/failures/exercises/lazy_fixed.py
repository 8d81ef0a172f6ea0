import multiprocessing


def squares(limit):
    return [n * n for n in range(limit)]


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        for values in pool.map(squares, [3, 4]):
            print(f"squares: {list(values)}")
