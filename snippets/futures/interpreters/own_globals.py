import concurrent.futures

counter = 0


def count():
    global counter
    counter += 1
    return f"{__name__}: {counter}"


def main():
    global counter
    counter = 10
    with concurrent.futures.InterpreterPoolExecutor(1) as executor:
        print(executor.submit(count).result())
        print(executor.submit(count).result())
    print(f"{__name__}: {counter}")


if __name__ == "__main__":
    main()
