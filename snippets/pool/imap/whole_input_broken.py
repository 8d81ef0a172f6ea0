import multiprocessing
import time

drawn = 0


def lines():
    global drawn
    for n in range(100):
        drawn += 1
        yield f"line {n}"


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        lengths = pool.imap(len, lines())
        print(f"first result: {next(lengths)}")
        time.sleep(1)  # deals with the first result
        print(f"lines drawn: {drawn}")
