import concurrent.futures
import time


def work(seconds):
    time.sleep(seconds)
    return "its result"


def show(future):
    print(f"later: {future.result()}")


if __name__ == "__main__":
    executor = concurrent.futures.ProcessPoolExecutor(1)
    future = executor.submit(work, 0.5)
    future.add_done_callback(show)
    executor.shutdown(wait=False)
    print(f"done after shutdown: {future.done()}")
    try:
        executor.submit(work, 0)
    except RuntimeError as error:
        print(error)
