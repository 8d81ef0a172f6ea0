import concurrent.futures
import multiprocessing
import time


def workers():
    return len(multiprocessing.active_children())


def main():
    with concurrent.futures.ProcessPoolExecutor(3) as executor:
        print(f"workers at first: {workers()}")
        executor.submit(time.sleep, 0.3)
        print(f"workers after one submit(): {workers()}")
        executor.submit(time.sleep, 0.3)
        print(f"workers after two: {workers()}")
    print(f"workers after the with: {workers()}")


if __name__ == "__main__":
    main()
