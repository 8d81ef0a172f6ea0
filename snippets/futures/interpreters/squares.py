import concurrent.futures
import os
import time


def square(number):
    time.sleep(0.3)  # stands for work
    return number * number, os.getpid()


def main():
    with concurrent.futures.InterpreterPoolExecutor() as executor:
        outcomes = list(executor.map(square, (2, 3, 4)))
    print(f"results: {[result for result, _ in outcomes]}")
    same = {pid for _, pid in outcomes} == {os.getpid()}
    print(f"all in the process of main(): {same}")


if __name__ == "__main__":
    main()
