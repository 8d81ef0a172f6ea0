import multiprocessing


def invert(number):
    return 1 / number


def check(value):
    if value < 0:
        raise ValueError(f"{value} is negative")


def main():
    with multiprocessing.Pool(1) as pool:
        results = [
            pool.apply_async(invert, (number,)) for number in (2, -2, 4)
        ]
        for result in results:
            value = result.get()
            try:
                check(value)
                print(f"result: {value}")
            except ValueError as error:
                print(f"ValueError: {error}")


if __name__ == "__main__":
    main()
