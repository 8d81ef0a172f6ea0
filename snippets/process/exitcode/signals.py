import multiprocessing
import signal
import sys
import time


def stubborn(ready):
    ready.set()
    time.sleep(60)


def polite(ready):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))
    ready.set()
    # Naps: a signal right before a sleep has to wait for its end.
    while True:
        time.sleep(0.1)


def end(target, method):
    ready = multiprocessing.Event()
    p = multiprocessing.Process(target=target, args=(ready,))
    p.start()
    ready.wait()
    getattr(p, method)()
    p.join()
    return p.exitcode


if __name__ == "__main__":
    for method in ("terminate", "kill"):
        code = end(stubborn, method)
        print(f"{method}(): {code}, {signal.Signals(-code).name}")
    print(f"terminate(), handled: {end(polite, 'terminate')}")
