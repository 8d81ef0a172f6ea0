"""Ends without its child, which goes on."""

import multiprocessing
import os
import time

if __name__ == "__main__":
    child = multiprocessing.Process(target=time.sleep, args=(600,))
    child.start()
    print("done")
    os._exit(0)
