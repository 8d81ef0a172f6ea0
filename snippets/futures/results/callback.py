import concurrent.futures
import threading
import time

calls = []


def square(number):
    time.sleep(0.2)
    return number * number


def invert(future):
    calls.append(f"inverse: {1 / future.result()}")


def note(future):
    in_main = threading.current_thread() is threading.main_thread()
    calls.append(f"got {future.result()}, in main thread: {in_main}")


def main():
    with concurrent.futures.ProcessPoolExecutor() as executor:
        future = executor.submit(square, 0)
        future.add_done_callback(invert)
        future.add_done_callback(note)
        future.result()
    future.add_done_callback(note)  # it is done already
    print("\n".join(calls))


if __name__ == "__main__":
    main()
