import multiprocessing
import sys


def worker():
    raise ValueError("the report is empty")


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker)
    p.start()
    p.join()
    if p.exitcode != 0:
        sys.exit(f"no report: worker ended with {p.exitcode}")
    print("report written")
