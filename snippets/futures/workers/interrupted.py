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
    done = sum(not future.cancelled() for future in futures)
    print(f"fewer than 10 done: {done < 10}")


if __name__ == "__main__":
    main()
