import multiprocessing
import multiprocessing.dummy
import os


def pid(n):
    return os.getpid()


def main():
    for module in (multiprocessing, multiprocessing.dummy):
        with module.Pool(2) as pool:
            pids = set(pool.map(pid, range(4)))
        name = f"{type(pool).__module__}.{type(pool).__name__}"
        print(f"{module.__name__}.Pool: {name}")
        print(f"  in this process: {pids == {os.getpid()}}")


if __name__ == "__main__":
    main()
