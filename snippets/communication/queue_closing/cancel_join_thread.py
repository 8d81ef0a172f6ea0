import time
from multiprocessing import Event, Process, Queue
from queue import Empty


def worker(queue, pipe_is_full):
    queue.cancel_join_thread()
    pipe_is_full.wait()
    queue.put("result")


if __name__ == "__main__":
    queue, pipe_is_full = Queue(), Event()
    process = Process(target=worker, args=(queue, pipe_is_full))
    process.start()

    # One large item fills the pipe until somebody gets it.
    queue.put("x" * 1_000_000)
    while queue.empty():
        time.sleep(0.01)
    pipe_is_full.set()
    process.join()
    print(f"exit code: {process.exitcode}")

    print(f"got: {len(queue.get())} characters")
    try:
        print(f"got: {queue.get(timeout=1)}")
    except Empty:
        print("the result is lost")
