import concurrent.futures


def divide(number):
    return 10 / number


def results_before_error(executor, chunksize):
    results = []
    try:
        for result in executor.map(
            divide, (5, 2, 0), chunksize=chunksize
        ):
            results.append(result)
    except ZeroDivisionError:
        return results


def main():
    with concurrent.futures.ProcessPoolExecutor() as executor:
        for size in (1, 3):
            results = results_before_error(executor, size)
            print(f"chunksize {size}: {results}, then the exception")


if __name__ == "__main__":
    main()
