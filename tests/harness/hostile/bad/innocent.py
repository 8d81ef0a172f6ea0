"""Behaves, beside all the others."""

import multiprocessing

if __name__ == "__main__":
    queue = multiprocessing.Queue()
    child = multiprocessing.Process(target=queue.put, args=("done",))
    child.start()
    print(queue.get())
    child.join()
