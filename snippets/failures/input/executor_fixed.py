import concurrent.futures


def square(number):
    return number * number


def numbers(drawn):
    for number in range(1000):
        drawn.append(number)
        yield number


def main():
    drawn = []
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        squares = executor.map(square, numbers(drawn), buffersize=4)
        print(f"before the first result, drawn: {len(drawn)}")
        print(f"first result: {next(squares)}, drawn: {len(drawn)}")


if __name__ == "__main__":
    main()
