import concurrent.futures
import time


def power(base, exponent):
    time.sleep(0.1 * exponent)
    return base**exponent


def main():
    with concurrent.futures.ProcessPoolExecutor() as executor:
        results = executor.map(power, (2, 3, 4), (3, 2, 1))
        for result in results:
            print(f"result: {result}")


if __name__ == "__main__":
    main()
