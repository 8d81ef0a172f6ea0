import multiprocessing
import time


def grandchild(running, stop):
    running.set()
    stop.wait()


def child(running, stop):
    p = multiprocessing.Process(target=grandchild, args=(running, stop))
    p.start()
    p.join()


def main():
    running, stop = multiprocessing.Event(), multiprocessing.Event()
    p = multiprocessing.Process(target=child, args=(running, stop))
    p.start()
    running.wait()
    p.kill()

    start = time.monotonic()
    p.join(2)
    waited = time.monotonic() - start > 1.9
    print(f"join(2) waited all of its 2 seconds: {waited}")
    print(f"alive: {p.is_alive()}, exit code: {p.exitcode}")
    stop.set()


if __name__ == "__main__":
    main()
