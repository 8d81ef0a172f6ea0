"""Forks until it may not."""

import os
import time

print("done", flush=True)
while True:
    try:
        if os.fork() == 0:
            time.sleep(600)
    except OSError:
        break
