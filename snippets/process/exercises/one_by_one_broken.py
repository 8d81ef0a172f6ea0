import multiprocessing
import time


def fetch():
    time.sleep(1.5)


if __name__ == "__main__":
    begin = time.perf_counter()
    for _ in range(3):
        p = multiprocessing.Process(target=fetch)
        p.start()
        p.join()
    seconds = time.perf_counter() - begin
    print(f"faster than one after the other: {seconds < 4.4}")
