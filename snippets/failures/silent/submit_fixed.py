import concurrent.futures


def invert(number):
    return 1 / number


def main():
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        future = executor.submit(invert, 0)
        results = executor.map(invert, (4, 2, 0))
    print(f"submit: {future.exception()!r}")
    try:
        for result in results:
            print(f"map: {result}")
    except ZeroDivisionError as error:
        print(f"map: {error!r}")


if __name__ == "__main__":
    main()
