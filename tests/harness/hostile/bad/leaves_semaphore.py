"""Never unlinks its named semaphore, and nobody does it instead."""

import multiprocessing
import os
from multiprocessing import resource_tracker

if __name__ == "__main__":
    lock = multiprocessing.Lock()
    resource_tracker.unregister(lock._semlock.name, "semaphore")
    print("done")
    os._exit(0)
