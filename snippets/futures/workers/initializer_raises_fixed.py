import concurrent.futures
import functools


@functools.cache
def settings(path):
    with open(path) as f:
        return f.read()


def task(path, number):
    return f"{number}: {settings(path)}"


def main():
    with concurrent.futures.ProcessPoolExecutor() as executor:
        futures = [
            executor.submit(task, "missing.txt", number)
            for number in (1, 2)
        ]
        for future in futures:
            print(f"{future.exception()!r}")


if __name__ == "__main__":
    main()
