import multiprocessing
import time
from multiprocessing.connection import wait


def worker():
    pass


def state(pid):
    try:
        with open(f"/proc/{pid}/stat") as f:
            return f.read().rpartition(")")[2].split()[0]
    except OSError:
        return "gone"


if __name__ == "__main__":
    for collect in ("is_alive", "exitcode"):
        p = multiprocessing.Process(target=worker)
        p.start()
        pid = p.pid
        wait([p.sentinel])  # waits for the end, collects nothing
        while state(pid) not in ("Z", "gone"):
            time.sleep(0.01)
        before = state(pid)
        value = getattr(p, collect)
        if callable(value):
            value()
        print(f"{collect}: {before} -> {state(pid)}")
