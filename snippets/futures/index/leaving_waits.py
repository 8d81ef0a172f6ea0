import concurrent.futures
import time


def work(number):
    time.sleep(0.3)
    return number * number


def main():
    with concurrent.futures.ProcessPoolExecutor() as executor:
        futures = [executor.submit(work, n) for n in (2, 3, 4)]
        print(f"inside, all done: {all(f.done() for f in futures)}")
    print(f"after it, all done: {all(f.done() for f in futures)}")
    print(f"results: {[f.result() for f in futures]}")


if __name__ == "__main__":
    main()
