import concurrent.futures


def scale(n):
    return n * factor


if __name__ == "__main__":
    factor = 10
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        print(f"scaled: {list(executor.map(scale, [1, 2, 3]))}")
