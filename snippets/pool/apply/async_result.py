import multiprocessing
import time


def square(n):
    time.sleep(1)
    return n * n


def main():
    with multiprocessing.Pool(2) as pool:
        result = pool.apply_async(square, (7,))
        print(f"ready: {result.ready()}")
        try:
            result.successful()
        except ValueError:
            print("successful: ValueError")
        print(f"wait(0.1) returned: {result.wait(0.1)}")
        try:
            result.get(timeout=0.1)
        except multiprocessing.TimeoutError:
            print("get(0.1): TimeoutError")

        result.wait()
        print(f"ready: {result.ready()}")
        print(f"successful: {result.successful()}")
        print(f"get: {result.get()}")


if __name__ == "__main__":
    main()
