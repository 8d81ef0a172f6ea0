"""Notes what a process of a cell does, while its trace is recorded.

sitecustomize starts it in each process of a cell whose $CELL_TRACE names a file. The
process appends a line of JSON for each event, at once, so that the record survives one
that is killed; noting.py tells the keys, and harness/trace/notes.py reads them. Only
traced runs are traced, and tests show that they print the same.

noting.py       how a call is noted
place.py        where the program stands, and what it calls a thing
late.py         patches a module when it is imported: what is not used costs nothing
answer.py       tells the watcher where the process sleeps
processes.py    start, join, signals, exits
connections.py  pipes, sockets and queues
locks.py        locks, semaphores, conditions, events, barriers
pools.py        pools and executors: tasks and results
managers.py     managers, and the calls of their proxies
threads.py      threads, their locks, sleep, the event loop of asyncio
output.py       what is printed

To teach it a call that waits, patch() the call in the room that it belongs to. Until
then harness/trace/watcher.py sees from outside that the process sleeps.
"""

import sys
from importlib import import_module

ROLES = {"forkserver": "fork server", "resource_tracker": "resource tracker"}
PATCHING = ("answer", "processes", "connections", "locks", "pools", "managers", "threads", "output")  # fmt: skip


def start(path):
    """Begins to note what this process does, in the file `path`."""
    from . import late, noting  # here, for who needs late.py alone

    noting.open_log(path)
    command = " ".join(sys.orig_argv)
    role = next((ROLES[word] for word in ROLES if f"multiprocessing.{word}" in command), "")  # fmt: skip
    noting.note("runs", role)
    for room in PATCHING:
        import_module(f".{room}", __name__)
    late.patch_imported()
