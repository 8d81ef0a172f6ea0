import concurrent.futures
import time


def work(number):
    time.sleep(1)
    return number * number


def main():
    with concurrent.futures.ProcessPoolExecutor() as executor:
        future = executor.submit(work, 3)
        try:
            future.result(timeout=0.2)
        except TimeoutError as error:
            print(f"result() raised {error!r}")
        print(f"running: {future.running()}")
        print(f"cancel() returned {future.cancel()}")
    print(f"after the with: {future.result()}")


if __name__ == "__main__":
    main()
