import multiprocessing
import time


def square(n):
    time.sleep(0.2)
    return n * n


def power(base, exponent):
    return base**exponent


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        squares = pool.map_async(square, range(4))
        powers = pool.starmap_async(power, [(2, 5), (3, 2)])
        print(f"ready: {squares.ready()}")
        print(f"squares: {squares.get()}")
        print(f"powers: {powers.get()}")
