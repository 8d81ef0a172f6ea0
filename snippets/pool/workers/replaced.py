import multiprocessing
import os


def pid(n):
    return os.getpid()


def main():
    for chunksize in (1, 4):
        with multiprocessing.Pool(1, maxtasksperchild=2) as pool:
            pids = pool.map(pid, range(8), chunksize)
        print(f"chunksize={chunksize}, workers: {len(set(pids))}")


if __name__ == "__main__":
    main()
