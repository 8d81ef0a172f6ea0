import multiprocessing


def double(number):
    return 2 * number


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        result = pool.apply_async(double, (1))
        print(f"result: {result.get()}")
