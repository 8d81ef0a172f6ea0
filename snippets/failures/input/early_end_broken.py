import multiprocessing
import threading
import time


def square(number):
    return number * number


def numbers(slots):
    for number in range(1000):
        slots.acquire()
        yield number


def main():
    slots = threading.BoundedSemaphore(4)
    with multiprocessing.Pool(2) as pool:
        squares = pool.imap(square, numbers(slots))
        print(f"first result: {next(squares)}")
        time.sleep(0.3)  # as if it were used
    print("the pool has ended")


if __name__ == "__main__":
    main()
