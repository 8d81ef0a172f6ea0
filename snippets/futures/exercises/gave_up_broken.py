import concurrent.futures
import time


def slow():
    time.sleep(600)


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        future = executor.submit(slow)
        try:
            future.result(timeout=1)
        except TimeoutError:
            print("gave up after a second", flush=True)
