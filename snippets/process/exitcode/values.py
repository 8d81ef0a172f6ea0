import multiprocessing
import os
import sys
import time


def show(ending, target, *args):
    p = multiprocessing.Process(target=target, args=args)
    p.start()
    p.join()
    print(f"{ending}: {p.exitcode}")


def main():
    p = multiprocessing.Process(target=time.sleep, args=(60,))
    print(f"not started: {p.exitcode}")
    p.start()
    print(f"running: {p.exitcode}")
    p.terminate()
    p.join()
    print(f"terminate(): {p.exitcode}")

    show("target returned", time.sleep, 0)
    show("sys.exit()", sys.exit)
    show("sys.exit(3)", sys.exit, 3)
    show("sys.exit(text)", sys.exit, "this text goes to stderr")
    show("os._exit(7)", os._exit, 7)


if __name__ == "__main__":
    main()
