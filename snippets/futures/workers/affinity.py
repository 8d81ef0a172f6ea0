import concurrent.futures
import multiprocessing
import os
import time


def main():
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, allowed[:1])  # this process: one core
    with concurrent.futures.ProcessPoolExecutor() as executor:
        for _ in range(4):
            executor.submit(time.sleep, 0.2)
        workers = len(multiprocessing.active_children())
    print(f"as many workers as cores of its own: {workers == 1}")


if __name__ == "__main__":
    main()
