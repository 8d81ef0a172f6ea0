import multiprocessing
import os


def square(number):
    if number == 3:
        os._exit(1)  # as if the system had killed this process
    return number * number


def main():
    with multiprocessing.Pool(2) as pool:
        print(f"1 and 2: {pool.map(square, [1, 2])}")
        results = {
            number: pool.apply_async(square, (number,))
            for number in (3, 4, 5)
        }
        for number, result in results.items():
            try:
                print(f"{number}: {result.get(timeout=1.5)}")
            except multiprocessing.TimeoutError:
                print(f"{number}: no result after 1.5 s")


if __name__ == "__main__":
    main()
