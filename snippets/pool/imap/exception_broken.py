import multiprocessing


def ten_by(n):
    return 10 / n


def main():
    numbers = [5, 0, 4, 2]
    with multiprocessing.Pool(2) as pool:
        results = pool.imap(ten_by, numbers, chunksize=2)
        for n in numbers:
            try:
                print(f"{n}: {next(results)}")
            except ZeroDivisionError as error:
                print(f"{n}: {error}")


if __name__ == "__main__":
    main()
