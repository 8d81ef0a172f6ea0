import multiprocessing
from multiprocessing.connection import wait


def worker(finish):
    finish.wait()


if __name__ == "__main__":
    finish = {}
    running = {}
    for name in ("first", "second"):
        finish[name] = multiprocessing.Event()
        p = multiprocessing.Process(
            target=worker, args=(finish[name],), name=name
        )
        p.start()
        running[p.sentinel] = p

    finish["first"].set()
    while running:
        for sentinel in wait(running):  # sleeps until one has ended
            p = running.pop(sentinel)
            p.join()
            print(f"{p.name} ended, still running: {len(running)}")
        finish["second"].set()
