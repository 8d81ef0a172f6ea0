import concurrent.futures


def invert(number):
    return 1 / number


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        executor.submit(invert, 0)
        executor.map(invert, (0, 2, 4))
    print("all tasks have ended")
