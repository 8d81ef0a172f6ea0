import collections
import concurrent.futures


def square(number):
    return number * number


def bounded_map(executor, function, items, size):
    """Like executor.map(), with at most `size` tasks under way."""
    pending = collections.deque()
    for item in items:
        pending.append(executor.submit(function, item))
        if len(pending) == size:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()


def numbers(drawn):
    for number in range(20):
        drawn.append(number)
        yield number


def main():
    drawn = []
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        squares = bounded_map(executor, square, numbers(drawn), 4)
        print(f"first result: {next(squares)}, drawn: {len(drawn)}")
        print(f"second result: {next(squares)}, drawn: {len(drawn)}")
        print(f"the others: {len(list(squares))}, drawn: {len(drawn)}")


if __name__ == "__main__":
    main()
