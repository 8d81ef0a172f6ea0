import multiprocessing
import multiprocessing.connection
import os
import time


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


def main():
    for reap in ("is_alive", "exitcode"):
        p = multiprocessing.Process(target=worker)
        p.start()
        pid = p.pid
        # Waits for the end, reaps nothing.
        multiprocessing.connection.wait([p.sentinel])
        before = None
        while before not in ("Z", "gone"):
            time.sleep(0.01)
            before = state(pid)
        p.is_alive() if reap == "is_alive" else p.exitcode
        print(f"{reap}: {before} -> {state(pid)}")


if __name__ == "__main__":
    main()
