import multiprocessing
import time


def square(n):
    time.sleep(0.5)
    return n * n


def main():
    with multiprocessing.Pool(2) as pool:
        results = [pool.apply_async(square, (n,)) for n in range(4)]
        squares = [result.get() for result in results]

    print(f"ready: {[result.ready() for result in results]}")
    print(f"squares: {squares}")


if __name__ == "__main__":
    main()
