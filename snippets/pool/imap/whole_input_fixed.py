import multiprocessing
import threading
import time

drawn = 0


def lines():
    global drawn
    for n in range(100):
        drawn += 1
        yield f"line {n}"


def limited(items, places):
    for item in items:
        places.acquire()
        yield item


def main():
    places = threading.Semaphore(10)
    with multiprocessing.Pool(2) as pool:
        lengths = pool.imap(len, limited(lines(), places))
        print(f"first result: {next(lengths)}")
        time.sleep(1)  # deals with the first result
        print(f"lines drawn: {drawn}")
        places.release()
        for _ in lengths:
            places.release()
    print(f"lines drawn in the end: {drawn}")


if __name__ == "__main__":
    main()
