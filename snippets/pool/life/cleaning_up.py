import atexit
import multiprocessing
import time


def set_up(*events):
    global begun, cleaned_up, left
    begun, cleaned_up, left = events
    atexit.register(leave)


def leave():
    left.set()


def work(seconds):
    try:
        begun.set()
        time.sleep(seconds)
    finally:
        cleaned_up.set()


def main():
    for ending, seconds in (("close", 0.1), ("terminate", 10)):
        events = [multiprocessing.Event() for _ in range(3)]
        pool = multiprocessing.Pool(1, set_up, events)
        pool.apply_async(work, (seconds,))
        events[0].wait()
        getattr(pool, ending)()
        pool.join()
        print(f"{ending}: finally: {events[1].is_set()}")
        print(f"{ending}: atexit: {events[2].is_set()}")


if __name__ == "__main__":
    main()
