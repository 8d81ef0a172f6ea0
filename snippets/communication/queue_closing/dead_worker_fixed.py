from multiprocessing import Process, Queue
from queue import Empty


def worker(results):
    results.put(1 / 0)


def receive(results, process):
    while process.is_alive():
        try:
            return results.get(timeout=0.1)
        except Empty:
            pass
    return results.get(timeout=1)  # it may have put one since


if __name__ == "__main__":
    results = Queue()
    process = Process(target=worker, args=(results,))
    process.start()
    try:
        print(f"got {receive(results, process)}")
    except Empty:
        print(f"no result, exit code {process.exitcode}")
    process.join()
