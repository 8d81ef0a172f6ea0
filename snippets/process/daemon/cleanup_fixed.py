import multiprocessing


def worker(ready, stop):
    try:
        print("worker: file opened")
        ready.set()
        stop.wait(60)
    finally:
        print("worker: file saved")


if __name__ == "__main__":
    ready = multiprocessing.Event()
    stop = multiprocessing.Event()
    p = multiprocessing.Process(
        target=worker, args=(ready, stop), daemon=True
    )
    p.start()
    ready.wait()
    stop.set()
    p.join()
    print("main: end")
