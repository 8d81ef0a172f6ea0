import concurrent.futures
import sys


def check(number):
    if number < 0:
        sys.exit(f"{number} is negative")
    return number


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        futures = [executor.submit(check, n) for n in (1, -2, 3)]
        for future in futures:
            print(f"checked: {future.result()}")
    print("this line is never printed")
