import multiprocessing
import os
import threading

PARENT = os.getpid()


def ten_by(n):
    return 10 / n


def came(value):
    here = os.getpid() == PARENT
    main = threading.current_thread() is threading.main_thread()
    print(f"{value!r}, in the parent: {here}, main thread: {main}")


def main():
    with multiprocessing.Pool(2) as pool:
        for n in (4, 0):
            result = pool.apply_async(
                ten_by, (n,), callback=came, error_callback=came
            )
            result.wait()
        result = pool.map_async(ten_by, [5, 2], callback=came)
        result.wait()


if __name__ == "__main__":
    main()
