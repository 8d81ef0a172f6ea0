import multiprocessing


def square(number):
    return number * number


def main():
    limits = [3, 4, 5]
    tasks = [number for limit in limits for number in range(limit)]
    with multiprocessing.Pool(2) as pool:
        squares = iter(pool.map(square, tasks))
    sums = [
        sum(next(squares) for _ in range(limit)) for limit in limits
    ]
    print(f"sums: {sums}")


if __name__ == "__main__":
    main()
