import multiprocessing
import os
import time
from multiprocessing.connection import wait


def worker():
    pass


def state(pid):
    try:
        with open(f"/proc/{pid}/stat") as f:
            letter = f.read().rpartition(")")[2].split()[0]
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return "gone"
    return letter if len(threads) == 1 else "ending"


if __name__ == "__main__":
    for collect in ("is_alive", "exitcode"):
        p = multiprocessing.Process(target=worker)
        p.start()
        pid = p.pid
        wait([p.sentinel])  # waits for the end, collects nothing
        before = None
        while before not in ("Z", "gone"):
            time.sleep(0.01)
            before = state(pid)
        value = getattr(p, collect)
        if callable(value):
            value()
        print(f"{collect}: {before} -> {state(pid)}")
