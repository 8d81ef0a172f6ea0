import multiprocessing
import threading


def threads():
    return [thread.name for thread in threading.enumerate()]


def main():
    items = multiprocessing.Queue()
    print(f"queue made: {threads()}")
    items.put("item")
    print(f"after put(): {threads()}")
    print(f"got: {items.get()}")

    items.close()
    items.join_thread()
    print(f"after join_thread(): {threads()}")

    try:
        items.put("one more")
    except ValueError as error:
        print(f"ValueError: {error}")


if __name__ == "__main__":
    main()
