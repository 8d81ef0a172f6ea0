import concurrent.futures
import time


def work(number):
    time.sleep(0.2)
    return number


def main():
    executor = concurrent.futures.ProcessPoolExecutor(max_workers=1)
    futures = [executor.submit(work, n) for n in range(6)]
    executor.shutdown(cancel_futures=True)
    print(f"first: {futures[0].result()}")
    print(f"last cancelled: {futures[-1].cancelled()}")
    print(f"all done: {all(future.done() for future in futures)}")
    try:
        executor.submit(work, 6)
    except RuntimeError as error:
        print(f"RuntimeError: {error}")


if __name__ == "__main__":
    main()
