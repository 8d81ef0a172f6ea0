import concurrent.futures
import time

NUMBERS = [1, 2, 3, 4, 5, 6]


def slow_square(n):
    time.sleep(1)  # stands for a second of work
    return n * n


def main():
    start = time.perf_counter()
    in_a_loop = [slow_square(n) for n in NUMBERS]
    middle = time.perf_counter()

    with concurrent.futures.ProcessPoolExecutor(3) as executor:
        in_parallel = list(executor.map(slow_square, NUMBERS))
    end = time.perf_counter()

    print(f"squares, in order: {in_parallel}")
    print(f"same results: {in_parallel == in_a_loop}")
    print(f"parallel is faster: {end - middle < middle - start}")


if __name__ == "__main__":
    main()
