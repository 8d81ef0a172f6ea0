import multiprocessing
import time


def daemon(running, ended):
    running.set()
    parent = multiprocessing.parent_process()
    parent.join()
    print(f"daemon: my parent is alive: {parent.is_alive()}")
    ended.set()


def parent(running, ended):
    p = multiprocessing.Process(
        target=daemon, args=(running, ended), daemon=True
    )
    p.start()
    time.sleep(60)


def main():
    running, ended = multiprocessing.Event(), multiprocessing.Event()
    p = multiprocessing.Process(target=parent, args=(running, ended))
    p.start()
    running.wait()
    print("main: killing the parent of the daemon")
    p.kill()
    p.join()
    ended.wait()
    print("main: the daemon has outlived its parent")


if __name__ == "__main__":
    main()
