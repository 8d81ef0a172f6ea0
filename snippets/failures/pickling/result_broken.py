import multiprocessing


def divisors(number):
    return (n for n in range(1, number + 1) if number % n == 0)


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        print(f"divisors: {pool.map(divisors, [6, 7])}")
