import multiprocessing


def invert(number):
    return 1 / number


def check(value):
    if value < 0:
        raise ValueError(f"{value} is negative")


def main():
    with multiprocessing.Pool(1) as pool:
        first = pool.apply_async(invert, (2,), callback=check)
        print(f"result: {first.get()}")
        second = pool.apply_async(invert, (-2,), callback=check)
        third = pool.apply_async(invert, (4,))
        for result in (second, third):
            try:
                print(f"result: {result.get(timeout=0.9)}")
            except multiprocessing.TimeoutError:
                print("no result after 0.9 s")


if __name__ == "__main__":
    main()
