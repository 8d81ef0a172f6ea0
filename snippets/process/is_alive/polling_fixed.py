import multiprocessing
import multiprocessing.connection


def worker(finish):
    finish.wait()


def main():
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
    while running:  # wait() sleeps until at least one has ended
        for sentinel in multiprocessing.connection.wait(running):
            p = running.pop(sentinel)
            p.join()
            print(f"{p.name} ended, still running: {len(running)}")
        finish["second"].set()


if __name__ == "__main__":
    main()
