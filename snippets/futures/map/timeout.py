import concurrent.futures
import time


def work(seconds):
    time.sleep(seconds)
    return seconds


def main():
    results = []
    with concurrent.futures.ProcessPoolExecutor() as executor:
        executor.submit(work, 0).result()  # a worker is ready now
        try:
            for result in executor.map(work, (0, 1.5, 0), timeout=0.8):
                results.append(result)
        except TimeoutError as error:
            print(f"{error!r} after {len(results)} result")


if __name__ == "__main__":
    main()
