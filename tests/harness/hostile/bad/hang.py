"""Waits for ever for a child that waits for ever."""

import multiprocessing
import time

if __name__ == "__main__":
    child = multiprocessing.Process(target=time.sleep, args=(600,))
    child.start()
    print("done", flush=True)
    child.join()
