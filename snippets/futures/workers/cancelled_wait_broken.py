import concurrent.futures
import time


def main():
    executor = concurrent.futures.ProcessPoolExecutor(max_workers=1)
    futures = [executor.submit(time.sleep, 0.2) for _ in range(6)]
    executor.shutdown(cancel_futures=True)
    print(f"all done: {all(future.done() for future in futures)}")
    concurrent.futures.wait(futures)
    print("wait() returned")


if __name__ == "__main__":
    main()
