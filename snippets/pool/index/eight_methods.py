import multiprocessing


def power(base, exponent=2):
    return base**exponent


def main():
    numbers, pairs = [1, 2, 3], [(2, 5), (3, 2)]
    with multiprocessing.Pool(2) as pool:
        print(f"map: {pool.map(power, numbers)}")
        print(f"starmap: {pool.starmap(power, pairs)}")
        print(f"imap: {list(pool.imap(power, numbers))}")
        unordered = pool.imap_unordered(power, numbers)
        print(f"imap_unordered, sorted: {sorted(unordered)}")
        print(f"apply: {pool.apply(power, (2, 5))}")

        one = pool.apply_async(power, (2,), {"exponent": 10})
        several = pool.map_async(power, numbers)
        starred = pool.starmap_async(power, pairs)
        print(f"apply_async: {one.get()}")
        print(f"map_async: {several.get()}")
        print(f"starmap_async: {starred.get()}")


if __name__ == "__main__":
    main()
