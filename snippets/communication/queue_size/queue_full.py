import multiprocessing
import queue


def main():
    items = multiprocessing.Queue(maxsize=2)
    items.put("a")
    items.put("b")
    print(f"full: {items.full()}")

    try:
        items.put("c", timeout=0.1)
    except queue.Full:
        print("put(timeout=0.1): no room")

    print(f"got: {items.get()}")
    items.put("c")
    print(f"got: {items.get()}, {items.get()}")


if __name__ == "__main__":
    main()
