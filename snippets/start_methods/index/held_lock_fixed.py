import multiprocessing
import threading

lock = threading.Lock()
held = threading.Event()
release = threading.Event()


def hold_lock():
    with lock:
        held.set()
        release.wait()


def worker():
    with lock:
        print("The child got the lock")


if __name__ == "__main__":
    p = multiprocessing.Process(target=worker)
    p.start()  # processes first, while nobody holds anything

    thread = threading.Thread(target=hold_lock)
    thread.start()
    held.wait()
    release.set()
    thread.join()
    p.join()
    print(f"Process Exit Code: {p.exitcode}")
