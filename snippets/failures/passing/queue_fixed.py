import concurrent.futures
import multiprocessing


def set_up(queue):
    global progress
    progress = queue


def work(number):
    progress.put(number)
    return number * number


def main():
    progress = multiprocessing.Queue()
    with concurrent.futures.ProcessPoolExecutor(
        2, initializer=set_up, initargs=(progress,)
    ) as executor:
        squares = executor.map(work, range(4))
        print(f"begun: {sorted(progress.get() for _ in range(4))}")
        print(f"squares: {list(squares)}")


if __name__ == "__main__":
    main()
