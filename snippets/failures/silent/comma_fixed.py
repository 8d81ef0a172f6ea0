import multiprocessing


def double(number):
    return 2 * number


def main():
    doubled = []
    with multiprocessing.Pool(2) as pool:
        for number in range(3):
            pool.apply_async(double, (number,), callback=doubled.append)
        pool.close()
        pool.join()
    print(f"doubled: {sorted(doubled)}")


if __name__ == "__main__":
    main()
