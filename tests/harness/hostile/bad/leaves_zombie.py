"""Leaves a process that never waits for its child, which has ended."""

import os
import time

if os.fork() == 0:
    if os.fork() == 0:
        os._exit(0)
    time.sleep(600)
print("done")
