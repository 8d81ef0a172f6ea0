import concurrent.futures
import signal
import time


def work(number):
    time.sleep(0.1)
    return number


def main():
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        futures = [executor.submit(work, n) for n in range(100)]
        try:
            print(f"first: {futures[0].result()}")
            signal.raise_signal(signal.SIGINT)  # as Ctrl-C does
            futures[-1].result()
        except KeyboardInterrupt:
            print("interrupted")
            executor.shutdown(cancel_futures=True)
    print(f"last one cancelled: {futures[-1].cancelled()}")


if __name__ == "__main__":
    main()
