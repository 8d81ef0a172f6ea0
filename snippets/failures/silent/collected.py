import multiprocessing


def invert(number):
    return 1 / number


def main():
    with multiprocessing.Pool(2) as pool:
        results = {
            number: pool.apply_async(invert, (number,))
            for number in (0, 2, 4)
        }
        for number, result in results.items():
            try:
                print(f"{number}: {result.get()}")
            except ZeroDivisionError as error:
                print(f"{number}: ZeroDivisionError: {error}")


if __name__ == "__main__":
    main()
