import multiprocessing
import threading

lock = threading.Lock()
held = threading.Event()
release = threading.Event()


def hold_lock():
    with lock:
        held.set()
        release.wait()


def worker(go):
    go.wait()
    print("The child needs the lock")
    with lock:
        print("The child got the lock")


def main():
    thread = threading.Thread(target=hold_lock)
    thread.start()
    held.wait()  # from here on a thread of this process has the lock

    go = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(go,))
    p.start()
    release.set()
    thread.join()
    print(f"Still held in the parent: {lock.locked()}", flush=True)
    go.set()
    p.join()
    print(f"Process Exit Code: {p.exitcode}")


if __name__ == "__main__":
    main()
