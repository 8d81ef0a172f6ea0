import os
import signal
import time
from multiprocessing import Process, Queue
from threading import Timer


def send(results):
    results.put("x" * 10_000_000)


if __name__ == "__main__":
    results = Queue()
    sender = Process(target=send, args=(results,))
    sender.start()
    while results.empty():
        time.sleep(0.01)
    # The beginning is in the pipe; the rest comes 3 seconds later.
    start = time.monotonic()
    os.kill(sender.pid, signal.SIGSTOP)
    Timer(3, os.kill, (sender.pid, signal.SIGCONT)).start()
    results.get(timeout=1)
    seconds = time.monotonic() - start
    print(f"get(timeout=1) took more than 2 seconds: {seconds > 2}")
    sender.join()
