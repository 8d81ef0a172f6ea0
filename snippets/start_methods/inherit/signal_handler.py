import multiprocessing
import signal
import sys
import time


def handle(number, frame):
    sys.exit(3)


def worker(ready):
    try:
        ready.set()
        # Naps: a signal right before a sleep has to wait for its end.
        while True:
            time.sleep(0.1)
    finally:
        print("worker: cleaned up")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, handle)
    ready = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(ready,))
    p.start()
    ready.wait()
    p.terminate()
    p.join()
    print(f"exit code: {p.exitcode}")
