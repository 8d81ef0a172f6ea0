import concurrent.futures


def divide(number):
    return 10 / number


def outcome(number):
    try:
        return divide(number)
    except ZeroDivisionError as error:
        return error


def main():
    results = []
    with concurrent.futures.ProcessPoolExecutor() as executor:
        for result in executor.map(outcome, (5, 0, 2)):
            if isinstance(result, Exception):
                print(f"error: {result}")
            else:
                results.append(result)
    print(f"results: {results}")


if __name__ == "__main__":
    main()
