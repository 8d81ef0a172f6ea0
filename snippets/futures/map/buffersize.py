import concurrent.futures

drawn = 0


def numbers():
    global drawn
    for number in range(1000):
        drawn += 1
        yield number


def square(number):
    return number * number


def main():
    global drawn
    with concurrent.futures.ProcessPoolExecutor() as executor:
        for size in (None, 4):
            drawn = 0
            results = executor.map(square, numbers(), buffersize=size)
            first = next(results)
            print(f"buffersize {size}: got {first}, drawn {drawn}")


if __name__ == "__main__":
    main()
