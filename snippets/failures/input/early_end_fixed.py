import collections
import concurrent.futures


def square(number):
    return number * number


def bounded_map(executor, function, items, size):
    pending = collections.deque()
    for item in items:
        pending.append(executor.submit(function, item))
        if len(pending) == size:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()


def main():
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        squares = bounded_map(executor, square, range(1000), 4)
        print(f"first result: {next(squares)}")
    print("the executor has ended")


if __name__ == "__main__":
    main()
