import multiprocessing
import time


def save():
    time.sleep(1)
    print("report saved")


if __name__ == "__main__":
    p = multiprocessing.Process(target=save, daemon=True)
    p.start()
    print("closing")
