import concurrent.futures
import time


def stop_by(method):
    executor = concurrent.futures.ProcessPoolExecutor(max_workers=1)
    futures = [executor.submit(time.sleep, 60) for _ in range(6)]
    first, last = futures[0], futures[-1]
    while not first.running():
        time.sleep(0.01)

    getattr(executor, method)()
    print(f"first: {type(first.exception()).__name__}")
    print(f"last: cancelled {last.cancelled()}")


if __name__ == "__main__":
    for method in ("terminate_workers", "kill_workers"):
        print(f"{method}()")
        stop_by(method)
