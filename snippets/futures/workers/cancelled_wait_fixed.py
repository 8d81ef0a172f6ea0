import concurrent.futures
import time


def main():
    executor = concurrent.futures.ProcessPoolExecutor(max_workers=1)
    futures = [executor.submit(time.sleep, 0.2) for _ in range(6)]
    for future in futures:
        future.cancel()
    concurrent.futures.wait(futures)
    print("wait() returned")
    executor.shutdown()
    print(f"all done: {all(future.done() for future in futures)}")


if __name__ == "__main__":
    main()
