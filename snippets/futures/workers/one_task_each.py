import concurrent.futures
import os


def pid(number):
    return os.getpid()


def main():
    with concurrent.futures.ProcessPoolExecutor(
        max_workers=2, max_tasks_per_child=1
    ) as executor:
        pids = list(executor.map(pid, range(4)))
    print(f"tasks: {len(pids)}, processes: {len(set(pids))}")


if __name__ == "__main__":
    main()
