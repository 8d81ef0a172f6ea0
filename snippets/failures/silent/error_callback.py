import multiprocessing


def invert(number):
    return 1 / number


def report(error):
    print(f"failed: {type(error).__name__}: {error}")


def main():
    inverted = []
    with multiprocessing.Pool(2) as pool:
        for number in (0, 2, 4):
            pool.apply_async(
                invert,
                (number,),
                callback=inverted.append,
                error_callback=report,
            )
        pool.close()
        pool.join()
    print(f"inverted: {sorted(inverted)}")


if __name__ == "__main__":
    main()
