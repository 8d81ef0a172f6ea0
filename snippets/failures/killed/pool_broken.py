import multiprocessing
import os


def square(number):
    if number == 3:
        os._exit(1)  # as if the system had killed this process
    return number * number


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        print("waiting for the results")
        print(f"squares: {pool.map(square, range(1, 5))}")
