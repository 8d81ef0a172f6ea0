import concurrent.futures
import functools


def scale(n, factor):
    return n * factor


def main():
    task = functools.partial(scale, factor=10)
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        print(f"scaled: {list(executor.map(task, [1, 2, 3]))}")


if __name__ == "__main__":
    main()
