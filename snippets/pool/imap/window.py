import collections
import multiprocessing

drawn = 0


def lines():
    global drawn
    for n in range(100):
        drawn += 1
        yield f"line {n}"


def limited_imap(pool, function, items, limit):
    running = collections.deque()
    for item in items:
        running.append(pool.apply_async(function, (item,)))
        if len(running) == limit:
            yield running.popleft().get()
    while running:
        yield running.popleft().get()


def main():
    with multiprocessing.Pool(2) as pool:
        for length in limited_imap(pool, len, lines(), limit=10):
            print(f"first result: {length}, lines drawn: {drawn}")
            break
    print("left early")


if __name__ == "__main__":
    main()
