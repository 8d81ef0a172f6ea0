import concurrent.futures

words = None
loads = 0


def load(lengths):
    global words, loads
    words = {length: "x" * length for length in lengths}
    loads += 1


def look_up(length):
    return words[length], loads


def main():
    with concurrent.futures.ProcessPoolExecutor(
        max_workers=2, initializer=load, initargs=((1, 2, 3),)
    ) as executor:
        for word, count in executor.map(look_up, (1, 2, 3)):
            print(f"{word}: loaded {count} time")
    print(f"in the main process: {words}")


if __name__ == "__main__":
    main()
