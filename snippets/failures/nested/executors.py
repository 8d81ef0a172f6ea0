import concurrent.futures


def square(number):
    return number * number


def sum_of_squares(limit):
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        return sum(executor.map(square, range(limit)))


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        sums = list(executor.map(sum_of_squares, [3, 4, 5]))
    print(f"sums: {sums}")
