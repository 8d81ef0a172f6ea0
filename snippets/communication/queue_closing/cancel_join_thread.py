import multiprocessing
import queue
import time


def worker(results, pipe_is_full):
    results.cancel_join_thread()
    pipe_is_full.wait()
    results.put("result")


def main():
    results = multiprocessing.Queue()
    pipe_is_full = multiprocessing.Event()
    p = multiprocessing.Process(
        target=worker, args=(results, pipe_is_full)
    )
    p.start()

    # One large item fills the pipe until somebody gets it.
    results.put("x" * 1_000_000)
    while results.empty():
        time.sleep(0.01)
    pipe_is_full.set()
    p.join()
    print(f"exit code: {p.exitcode}")

    print(f"got: {len(results.get())} characters")
    try:
        print(f"got: {results.get(timeout=1)}")
    except queue.Empty:
        print("the result is lost")


if __name__ == "__main__":
    main()
