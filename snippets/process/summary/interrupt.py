import multiprocessing
import time


def worker(ready):
    try:
        ready.set()
        while True:
            time.sleep(0.1)
    except KeyboardInterrupt:
        print("worker: interrupted")
    finally:
        print("worker: cleaned up")


def end(method):
    ready = multiprocessing.Event()
    p = multiprocessing.Process(target=worker, args=(ready,))
    p.start()
    ready.wait()
    getattr(p, method)()
    p.join()
    print(f"{method}(): {p.exitcode}")
    return p


def attempt(state, p):
    try:
        print(f"interrupt() {state}: {p.interrupt()}")
    except (AttributeError, ValueError) as error:
        print(f"interrupt() {state}: {type(error).__name__}")


if __name__ == "__main__":
    end("interrupt")
    p = end("terminate")
    attempt("before start()", multiprocessing.Process())
    attempt("after join()", p)
    p.close()
    attempt("after close()", p)
