import multiprocessing
import sys


def check(number):
    if number < 0:
        sys.exit(f"{number} is negative")
    return number


def main():
    with multiprocessing.Pool(2) as pool:
        print(f"checked: {pool.map(check, [1, 3])}")
        result = pool.apply_async(check, (-2,))
        try:
            print(f"checked: {result.get(timeout=1.5)}")
        except multiprocessing.TimeoutError:
            print("no result after 1.5 s")


if __name__ == "__main__":
    main()
