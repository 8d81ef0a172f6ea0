import concurrent.futures


def divide(number):
    return 10 / number


def main():
    with concurrent.futures.ProcessPoolExecutor() as executor:
        futures = {executor.submit(divide, n): n for n in (0, 2, 5)}

    results, errors = {}, {}
    for future, number in futures.items():
        try:
            results[number] = future.result()
        except ArithmeticError as error:
            errors[number] = error
    print(f"results: {results}")
    print(f"errors: {errors}")


if __name__ == "__main__":
    main()
