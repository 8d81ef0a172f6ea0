"""Its child prints when the main process has ended."""

import multiprocessing
import os
import time


def work(main):
    while os.path.exists(f"/proc/{main}"):
        time.sleep(0.01)
    time.sleep(1)  # a busy checker takes a while to see that the main process ended
    print("late")


if __name__ == "__main__":
    print("done")
    multiprocessing.Process(target=work, args=(os.getpid(),)).start()
    os._exit(0)
