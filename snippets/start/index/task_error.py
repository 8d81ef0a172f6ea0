import concurrent.futures

NUMBERS = [5, 0, 2]


def divide(n):
    return 10 / n


def main():
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        try:
            print(f"map: {list(executor.map(divide, NUMBERS))}")
        except ZeroDivisionError as error:
            print(f"map: {error!r}")

        futures = [executor.submit(divide, n) for n in NUMBERS]
        for n, future in zip(NUMBERS, futures):
            try:
                print(f"{n}: {future.result()}")
            except ZeroDivisionError as error:
                print(f"{n}: {error!r}")


if __name__ == "__main__":
    main()
