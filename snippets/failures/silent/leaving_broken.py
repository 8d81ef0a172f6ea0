import multiprocessing
import time


def double(number):
    time.sleep(0.3)
    return 2 * number


def main():
    doubled = []
    with multiprocessing.Pool(2) as pool:
        for number in range(4):
            pool.apply_async(double, (number,), callback=doubled.append)
    print(f"doubled: {sorted(doubled)}")


if __name__ == "__main__":
    main()
