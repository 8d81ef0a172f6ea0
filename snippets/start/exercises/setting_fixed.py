import concurrent.futures
import functools


def convert(amount, rate):
    return amount * rate


if __name__ == "__main__":
    task = functools.partial(convert, rate=7)
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        total = sum(executor.map(task, [10, 20, 30]))
    print(f"total: {total}")
