import multiprocessing
import time


def worker(printed):
    while True:
        print("Daemon running...")
        printed.set()
        time.sleep(60)


if __name__ == "__main__":
    printed = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(printed,))
    p.daemon = True
    p.start()
    printed.wait()
    print("Main process exiting...")
