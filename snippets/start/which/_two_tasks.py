import concurrent.futures
import multiprocessing
import os
import sys
import time

import _executors

TOOLS = ["Process", "Pool", *_executors.NAMES]


def work(number):
    print(f"{number} began", flush=True)
    os.read(0, 1)  # waits until somebody closes its stdin
    print(f"{number} done", flush=True)


def wait(ready):
    print("waiting", flush=True)
    while not ready():
        time.sleep(0.1)


def use(tool):
    if tool == "Process":
        p = multiprocessing.Process(target=work, args=(1,))
        p.start()
        wait(lambda: not p.is_alive())
    elif tool == "Pool":
        with multiprocessing.Pool(1) as pool:
            wait(pool.map_async(work, [1, 2], chunksize=1).ready)
    else:
        with getattr(concurrent.futures, tool)(1) as executor:
            futures = [executor.submit(work, n) for n in [1, 2]]
            wait(futures[1].done)


if __name__ == "__main__":
    os.setsid()  # a session and a group of its own
    use(sys.argv[1])
