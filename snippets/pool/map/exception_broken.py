import multiprocessing


def ten_by(n):
    return 10 / n


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        print(pool.map(ten_by, [5, 2, 0, 4]))
