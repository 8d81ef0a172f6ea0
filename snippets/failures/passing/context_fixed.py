import concurrent.futures
import multiprocessing


def set_up(shared_lock):
    global lock
    lock = shared_lock


def work(number):
    with lock:
        return number * number


def main():
    spawn = multiprocessing.get_context("spawn")
    lock = spawn.Lock()
    with concurrent.futures.ProcessPoolExecutor(
        2, mp_context=spawn, initializer=set_up, initargs=(lock,)
    ) as executor:
        print(f"squares: {list(executor.map(work, range(4)))}")


if __name__ == "__main__":
    main()
