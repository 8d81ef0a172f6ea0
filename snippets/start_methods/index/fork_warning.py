import multiprocessing
import threading
import warnings


def worker():
    pass


def main():
    # The warning is about a line of the library, so Python hides it.
    warnings.simplefilter("always")
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()

    with warnings.catch_warnings(record=True) as caught:
        p = multiprocessing.Process(target=worker)
        p.start()
        p.join()
    print(f"Warnings: {len(caught)}")
    for warning in caught:
        print(f"{warning.category.__name__}: {warning.message}")

    done.set()
    thread.join()


if __name__ == "__main__":
    main()
