import concurrent.futures
import time


def work(number):
    time.sleep(0.3)
    return number


def main():
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        futures = [executor.submit(work, n) for n in range(6)]
        first, last = futures[0], futures[-1]
        while not first.running():
            time.sleep(0.01)
        print(f"first: cancel() {first.cancel()}, done {first.done()}")
        print(f"last: cancel() {last.cancel()}, done {last.done()}")
    print(f"first: cancelled {first.cancelled()}, {first.result()}")
    print(f"last: cancelled {last.cancelled()}")
    try:
        last.result()
    except concurrent.futures.CancelledError as error:
        print(f"last.result() raised {error!r}")


if __name__ == "__main__":
    main()
