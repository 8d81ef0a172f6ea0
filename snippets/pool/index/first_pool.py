import multiprocessing
import time


def square(n):
    time.sleep(0.2)  # stands for work
    return n * n


if __name__ == "__main__":
    with multiprocessing.Pool() as pool:
        squares = pool.map(square, range(6))
    print(squares)
