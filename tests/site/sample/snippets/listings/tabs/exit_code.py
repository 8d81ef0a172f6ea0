import multiprocessing
import time


def worker():
    time.sleep(0.5)


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker)
    p.start()
    p.join()
    print(f"exit code {p.exitcode}")
