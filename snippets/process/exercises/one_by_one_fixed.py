import multiprocessing
import time


def fetch():
    time.sleep(1.5)


if __name__ == "__main__":
    begin = time.perf_counter()
    processes = [
        multiprocessing.Process(target=fetch) for _ in range(3)
    ]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    seconds = time.perf_counter() - begin
    print(f"faster than one after the other: {seconds < 4.4}")
