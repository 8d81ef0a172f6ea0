import multiprocessing


def square(number):
    return number * number


def sum_of_squares(limit):
    with multiprocessing.Pool(2) as pool:
        return sum(pool.map(square, range(limit)))


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        sums = pool.map_async(sum_of_squares, [3, 4, 5])
        pool.close()
        pool.join()
    print(f"sums: {sums.get()}")
