import concurrent.futures
import os


def pid(number):
    return os.getpid()


def main():
    with concurrent.futures.ProcessPoolExecutor(
        max_workers=1, max_tasks_per_child=2
    ) as executor:
        futures = [executor.submit(pid, n) for n in range(3)]
        pids = []
        for future in futures:
            pids.append(future.result())
            print(f"results: {len(pids)} of {len(futures)}", flush=True)
    print(f"processes: {len(set(pids))}")


if __name__ == "__main__":
    main()
