"""Watches the processes of a traced run from outside: when each ends, and which sleep.

One that is killed can't note its end. And one that waits in a way that the tracer doesn't
know would be drawn as running: so of each process that has noted no wait, the watcher
asks the kernel. If its main thread is asleep, and has not run for a while, the watcher
asks the process, by a signal, where it stands (run/startup/tracer/answer.py).

Only Linux tells so much of another process. On macOS the ends are seen, but who waits in
an unknown way is drawn as running.
"""

import json
import os
import re
import signal
import threading
import time
from pathlib import Path

import psutil

from .notes import Sleep

LOOK = 0.002  # seconds between two looks
AFTER = 0.2  # seconds in which what outlives the main process ends, such as trackers
ASLEEP = 50_000_000  # nanoseconds; beside ten busy processes a core, none that had
# nothing to wait for was still for more than 25 ms
PATIENCE = 1_000_000_000  # nanoseconds for the answer of a process
ASK = getattr(signal, "SIGRTMAX", None)


class Watcher:
    """A context in which a run is watched; `path` is that of its notes. Fills in `ends`,
    nanoseconds by pid, and `sleeps`."""

    def __init__(self, path: Path):
        self.ends: dict[int, int] = {}
        self.sleeps: list[Sleep] = []
        self._path, self._position = path, 0
        self._living: dict[int, Watched] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self._thread.start()

    def __exit__(self, error, *_):
        if not error:
            time.sleep(AFTER)
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(LOOK):
            for note in self._new_notes():
                self._heed(note)
            for pid, watched in list(self._living.items()):
                try:
                    watched.look(time.monotonic_ns())
                except (psutil.NoSuchProcess, OSError):
                    self._end(pid)

    def _new_notes(self) -> list[dict]:
        if not self._path.exists():
            return []
        with self._path.open("rb") as file:
            file.seek(self._position)
            whole = file.read().rpartition(b"\n")[0]
        self._position += len(whole)
        return [json.loads(line) for line in whole.split(b"\n") if line]

    def _heed(self, note: dict) -> None:
        pid = note["pid"]
        if pid not in self._living and pid not in self.ends:
            try:
                self._living[pid] = Watched(pid, self.sleeps)
            except psutil.NoSuchProcess:
                self._end(pid)
        if pid in self._living and "thread" not in note:
            self._living[pid].heed(note)

    def _end(self, pid: int) -> None:
        self._living.pop(pid, None)
        self.ends[pid] = time.monotonic_ns()


class Watched:
    """A living process. Its sleeps are appended to `sleeps`."""

    def __init__(self, pid: int, sleeps: list[Sleep]):
        self.process = psutil.Process(pid)
        self.sleeps = sleeps
        self.waits: list[tuple] = []  # what it has noted to wait for
        self.is_drawn = bool(ASK)  # as running, where it doesn't wait
        self.rested = None  # how often it had been switched out when it last ran
        self.since = 0  # nanoseconds: until then it ran
        self.asked = 0  # nanoseconds; 0 if no answer is awaited
        self.answered = False  # for which alone it ran
        self.sleep: Sleep | None = None

    def heed(self, note: dict) -> None:
        """Takes in what the main thread has noted."""
        kind, words = note["kind"], (note.get("name"), note.get("method"))
        if kind == "wait":
            self.waits.append(words)
        elif words in self.waits and kind in ("done", "timeout", "over", "fail"):
            self.waits.remove(words)
        elif kind in ("exits", "leaves") or kind == "runs" and note.get("name"):
            self.is_drawn = False  # it has ended its work, or is a helper
        if kind == "stands":
            self.asked, self.answered = 0, True
        else:
            self._wake(note["t"])

    def look(self, now: int) -> None:
        """Sees whether it sleeps. NoSuchProcess if it has ended."""
        status = self.process.status()
        if status == psutil.STATUS_ZOMBIE:
            raise psutil.NoSuchProcess(self.process.pid)
        if self.asked and now - self.asked < PATIENCE and not self.waits:
            return  # it may run, to answer
        self.asked = 0
        asleep = self.is_drawn and not self.waits and status == psutil.STATUS_SLEEPING
        rested = self.process.num_ctx_switches() if asleep else None
        if self.answered:
            self.rested, self.answered = rested, False
        if not asleep or rested != self.rested or self._has_running_thread():
            self._wake(now)
            self.rested = rested
        elif not self.sleep and now - self.since > ASLEEP:
            self.sleep = Sleep(self.process.pid, self.since)
            self.sleeps.append(self.sleep)
            self._ask(now)

    def _has_running_thread(self) -> bool:
        """Whether a thread runs, or would if a processor were free."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/status")
        try:
            return any("\nState:\tR" in each.read_text() for each in threads)
        except OSError:  # one has ended
            return True

    def _wake(self, now: int) -> None:
        if self.sleep:
            self.sleep.until = now
        self.since, self.sleep = now, None

    def _ask(self, now: int) -> None:
        """Never a process that isn't Python any more: the signal would kill it."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        caught = int(re.search(r"SigCgt:\s*(\w+)", status)[1], 16)
        if caught >> (ASK - 1) & 1:
            os.kill(self.process.pid, ASK)
            self.asked = now
