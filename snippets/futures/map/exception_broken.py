import concurrent.futures


def divide(number):
    return 10 / number


def main():
    results = []
    with concurrent.futures.ProcessPoolExecutor() as executor:
        try:
            for result in executor.map(divide, (5, 0, 2)):
                results.append(result)
        except ZeroDivisionError as error:
            print(f"error: {error}")
    print(f"results: {results}")


if __name__ == "__main__":
    main()
