"""Its child kills the main process."""

import multiprocessing
import os
import signal
import time


def kill(pid):
    os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    print("done")
    multiprocessing.Process(target=kill, args=(os.getpid(),)).start()
    time.sleep(600)
