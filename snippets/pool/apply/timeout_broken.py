import multiprocessing
import time


def work():
    time.sleep(1)


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        try:
            pool.apply_async(work).get(timeout=0.1)
        except TimeoutError:
            print("not done yet")
