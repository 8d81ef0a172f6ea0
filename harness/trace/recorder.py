"""Records a trace: runs a cell with the tracer and watches from outside how its processes
end."""

import json
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil

from ..cell import Cell, cells
from ..compare import compare
from ..interpreters import SYSTEM_NAMES, Interpreter
from ..run.outcome import Outcome
from ..snippets import Snippet
from .events import Trace, parse, render
from .notes import Notes, read, shortened

REPEAT = 4  # more runs, side by side, to see whether the order is the same in each
LOOK = 0.002  # seconds between two looks at which processes have ended
AFTER = 0.2  # seconds in which what outlives the main process ends, such as trackers


def record_trace(cell: Cell) -> tuple[Trace, Outcome]:
    """Runs a cell once, traced; returns its trace and what the run did."""
    with tempfile.TemporaryDirectory(prefix="trace-") as folder:
        path = Path(folder, "notes")
        ends: dict[int, int] = {}
        outcome = cell.run(
            disturb=lambda pid, processes: watching(path, ends), trace=path
        )
        notes = read(path)
    events = shortened(Notes(notes, ends, outcome).events())
    return Trace(cell.method, traced_by(cell.interpreter), tuple(events)), outcome


def traced_by(interpreter: Interpreter) -> str:
    """Returns how a trace names what it was made with: `CPython 3.14 on Linux`."""
    system = SYSTEM_NAMES[interpreter.system]
    return f"{interpreter.implementation} {interpreter.short} on {system}"


def record_traces(snippet: Snippet, interpreter: Interpreter) -> str:
    """Runs a snippet, traced, under each start method; writes its trace file unless
    only times have moved. Returns what was done: "written", "changed", or nothing.
    """
    path = snippet.path.with_suffix(".trace")
    known = parse(path)
    found = {
        cell.method: _repeated(cell, known.get(cell.method))
        for cell in cells([snippet], [interpreter])
    }
    if known == found:
        return ""
    change = "changed" if known else "written"
    path.write_text(render(snippet.path.name, found.values()), encoding="utf-8")
    return change


def _repeated(cell: Cell, known: Trace | None) -> Trace:
    """Returns a run that nothing disturbed, marked if others are not the same; the known
    one if it is the same."""
    with ThreadPoolExecutor(REPEAT) as pool:
        runs = [record_trace(cell)]
        runs += pool.map(record_trace, [cell] * REPEAT)
    for _, outcome in runs:
        if difference := compare(cell, outcome):
            raise ValueError(f"{cell.id}, while it was traced: {difference.message}")
    first, *others = [trace for trace, _ in runs]
    varies = any(not first.same_as(other) for other in others)
    trace = replace(first, varies=varies)
    same = known and (varies or not known.varies) and known.same_as(trace)
    return replace(known, varies=known.varies or varies) if same else trace


@contextmanager
def watching(path: Path, ends: dict[int, int]) -> Iterator[None]:
    """Looks from outside when the processes that noted something end: one that is
    killed can't say so. Fills in `ends`: nanoseconds by pid."""
    over = threading.Event()

    def watch() -> None:
        living: dict[int, psutil.Process] = {}
        position = 0
        while not over.wait(LOOK):
            new, position = _pids_after(path, position)
            for pid in new - living.keys() - ends.keys():
                try:
                    living[pid] = psutil.Process(pid)
                except psutil.NoSuchProcess:
                    ends[pid] = time.monotonic_ns()
            for pid, process in list(living.items()):
                if has_ended(process):
                    ends[pid] = time.monotonic_ns()
                    del living[pid]

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
        time.sleep(AFTER)
    finally:
        over.set()
        watcher.join()


def _pids_after(path: Path, position: int) -> tuple[set[int], int]:
    if not path.exists():
        return set(), position
    with path.open("rb") as file:
        file.seek(position)
        whole = file.read().rpartition(b"\n")[0]
    pids = {json.loads(line)["pid"] for line in whole.split(b"\n") if line}
    return pids, position + len(whole)


def has_ended(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
