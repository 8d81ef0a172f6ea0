import multiprocessing
import time


def main():
    with multiprocessing.Pool(1) as pool:
        print(f"first task: {pool.apply(abs, (-1,))}")
        time.sleep(0.3)  # by now the worker waits for a task
        multiprocessing.active_children()[0].terminate()
        try:
            result = pool.apply_async(abs, (-2,)).get(timeout=1)
            print(f"second task: {result}")
        except multiprocessing.TimeoutError:
            print("second task: no result after 1 s")
    print("the pool has ended")


if __name__ == "__main__":
    main()
