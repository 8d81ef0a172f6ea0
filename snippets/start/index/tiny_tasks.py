import concurrent.futures
import time

NUMBERS = range(100)


def tiny_square(n):
    return n * n


def main():
    start = time.perf_counter()
    in_a_loop = [tiny_square(n) for n in NUMBERS]
    loop = time.perf_counter() - start

    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        list(executor.map(tiny_square, [1, 2]))  # starts the workers
        start = time.perf_counter()
        in_parallel = list(executor.map(tiny_square, NUMBERS))
        parallel = time.perf_counter() - start

    print(f"same results: {in_parallel == in_a_loop}")
    print(f"the pool is slower: {parallel > loop}")
    print(f"more than 10 times slower: {parallel > 10 * loop}")


if __name__ == "__main__":
    main()
