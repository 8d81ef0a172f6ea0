import concurrent.futures

squares = []


def square(n):
    squares.append(n * n)


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        for n in [1, 2, 3]:
            executor.submit(square, n)
    print(f"sum of squares: {sum(squares)}")
