import multiprocessing


def ten_by(n):
    return 10 / n


def try_ten_by(n):
    try:
        return ten_by(n)
    except Exception as error:
        return error


def main():
    numbers = [5, 2, 0, 4]
    with multiprocessing.Pool(2) as pool:
        results = pool.map(try_ten_by, numbers)
    for n, result in zip(numbers, results):
        if isinstance(result, Exception):
            print(f"{n}: {type(result).__name__}: {result}")
        else:
            print(f"{n}: {result}")


if __name__ == "__main__":
    main()
