import concurrent.futures


def divisors(number):
    return (n for n in range(1, number + 1) if number % n == 0)


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        error = executor.submit(divisors, 6).exception()
        print(f"{type(error).__name__}: {error}")
        print(f"still usable: {executor.submit(abs, -1).result()}")
