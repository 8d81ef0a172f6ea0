import concurrent.futures
import time


def square(number):
    time.sleep(0.3)  # stands for work
    return number * number


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor() as executor:
        futures = [executor.submit(square, n) for n in (2, 3, 4)]
        for future in futures:
            print(f"result: {future.result()}")
