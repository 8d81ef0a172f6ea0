import concurrent.futures
import time


def square(number):
    time.sleep(0.2)
    return number * number


def main():
    with concurrent.futures.ProcessPoolExecutor() as executor:
        futures = {executor.submit(square, n): n for n in (2, 3, 4)}
        results = {}
        for future in concurrent.futures.as_completed(futures):
            results[futures[future]] = future.result()
            print(f"{len(results)} of {len(futures)} done")
    print(f"results: {sorted(results.items())}")


if __name__ == "__main__":
    main()
