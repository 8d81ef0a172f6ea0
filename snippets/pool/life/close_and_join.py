import multiprocessing
import time


def square(n):
    time.sleep(0.1)
    return n * n


def main():
    squares = []
    with multiprocessing.Pool(2) as pool:
        for n in range(4):
            pool.apply_async(square, (n,), callback=squares.append)
        try:
            pool.join()
        except ValueError as error:
            print(f"join before close: {error}")
        pool.close()
        try:
            pool.apply(square, (4,))
        except ValueError as error:
            print(f"apply after close: {error}")
        pool.join()
    print(f"squares: {sorted(squares)}")
    print(f"workers left: {len(multiprocessing.active_children())}")


if __name__ == "__main__":
    main()
