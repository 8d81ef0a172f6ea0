import concurrent.futures
import os


def square(number):
    if number == 2:
        os._exit(1)
    return number * number


def main():
    # One worker: the tasks run in the order of their submission.
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        futures = [executor.submit(square, n) for n in (1, 2, 3)]
        for number, future in enumerate(futures, start=1):
            if error := future.exception():
                print(f"{number}: {type(error).__name__}: {error}")
            else:
                print(f"{number}: {future.result()}")
        try:
            executor.submit(square, 4)
        except concurrent.futures.BrokenExecutor as error:
            print(f"submit: {type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
