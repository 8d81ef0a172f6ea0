import multiprocessing
import time


def slow():
    time.sleep(600)


if __name__ == "__main__":
    with multiprocessing.Pool(1) as pool:
        result = pool.apply_async(slow)
        try:
            result.get(timeout=1)
        except multiprocessing.TimeoutError:
            print("gave up after a second", flush=True)
