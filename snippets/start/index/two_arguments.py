import concurrent.futures

BASES = [2, 3, 10]
EXPONENTS = [10, 3, 6]


def power(base, exponent):
    return base**exponent


def main():
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        results = executor.map(power, BASES, EXPONENTS)
        for done, result in enumerate(results, 1):
            print(f"{done} of {len(BASES)} done: {result}")


if __name__ == "__main__":
    main()
