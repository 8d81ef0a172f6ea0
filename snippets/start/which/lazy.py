import multiprocessing
import sys
import time

import _executors


def numbers(drawn):
    for n in range(50):
        drawn.append(n)
        yield n


def drawn_for_one(make_results, **options):
    drawn = []
    results = make_results(abs, numbers(drawn), **options)
    next(results)
    time.sleep(0.3)
    return len(drawn)


def main():
    with multiprocessing.Pool(1) as pool:
        print(f"Pool.imap: {drawn_for_one(pool.imap)}")
    for make in _executors.EXECUTORS:
        name = make.__name__
        with make(1) as executor:
            print(f"{name}: {drawn_for_one(executor.map)}")
            if sys.version_info >= (3, 14):
                few = drawn_for_one(executor.map, buffersize=4)
                print(f"{name}, buffersize=4: {few}")


if __name__ == "__main__":
    main()
