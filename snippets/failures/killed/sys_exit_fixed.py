import multiprocessing


def check(number):
    if number < 0:
        raise ValueError(f"{number} is negative")
    return number


def main():
    with multiprocessing.Pool(2) as pool:
        print(f"checked: {pool.map(check, [1, 3])}")
        result = pool.apply_async(check, (-2,))
        try:
            print(f"checked: {result.get()}")
        except ValueError as error:
            print(f"ValueError: {error}")


if __name__ == "__main__":
    main()
