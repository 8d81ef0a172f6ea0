import multiprocessing
import os
import signal
import threading
import time


def send(results):
    results.put("x" * 10_000_000)


def main():
    results = multiprocessing.Queue()
    p = multiprocessing.Process(target=send, args=(results,))
    p.start()
    while results.empty():
        time.sleep(0.01)

    # The beginning is in the pipe; the rest comes 3 seconds later.
    start = time.monotonic()
    os.kill(p.pid, signal.SIGSTOP)
    time.sleep(0.1)  # a process that is writing takes a moment to stop
    threading.Timer(3, os.kill, (p.pid, signal.SIGCONT)).start()
    results.get(timeout=1)
    seconds = time.monotonic() - start
    print(f"get(timeout=1) took more than 2 seconds: {seconds > 2}")
    p.join()


if __name__ == "__main__":
    main()
