import concurrent.futures


def square(n):
    return n * n


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        squares = list(executor.map(square, [1, 2, 3]))
    print(f"sum of squares: {sum(squares)}")
