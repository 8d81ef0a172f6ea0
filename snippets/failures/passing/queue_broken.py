import concurrent.futures
import multiprocessing


def work(progress, number):
    progress.put(number)
    return number * number


if __name__ == "__main__":
    progress = multiprocessing.Queue()
    with concurrent.futures.ProcessPoolExecutor(2) as executor:
        future = executor.submit(work, progress, 3)
        print(f"result: {future.result()}")
