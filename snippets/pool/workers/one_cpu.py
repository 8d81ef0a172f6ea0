import multiprocessing
import os


def main():
    allowed = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, [allowed])
    with multiprocessing.Pool():
        workers = len(multiprocessing.active_children())
    print(f"one worker: {workers == 1}")
    print(f"as many as CPUs: {workers == os.cpu_count()}")


if __name__ == "__main__":
    main()
