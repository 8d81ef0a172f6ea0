import multiprocessing
import sys

PARTS = ["part-1", "part-2", "part-3"]


def copy(part):
    if part == "part-2":
        sys.exit(3)


def main():
    processes = [
        multiprocessing.Process(target=copy, args=(part,), name=part)
        for part in PARTS
    ]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
        if p.exitcode:
            sys.exit(f"{p.name} failed with exit code {p.exitcode}")
    print("all parts copied")


if __name__ == "__main__":
    main()
