"""Leaves a process that left session, process group, folder and output."""

import os
import time

print("done")
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.chdir("/")
        os.closerange(0, 3)
        time.sleep(600)
    os._exit(0)
os.wait()
