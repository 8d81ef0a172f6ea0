import concurrent.futures


def invert(number):
    return 1 / number


def check(future):
    if future.result() < 0:
        raise ValueError(f"{future.result()} is negative")


def main():
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        first = executor.submit(invert, -2)
        first.add_done_callback(check)
        second = executor.submit(invert, 4)
        print(f"results: {first.result()}, {second.result()}")


if __name__ == "__main__":
    main()
