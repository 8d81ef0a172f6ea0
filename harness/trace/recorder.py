"""Records a trace: runs a cell with the tracer, and watches it."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from ..cell import Cell, cells
from ..compare import compare
from ..interpreters import SYSTEM_NAMES, Interpreter
from ..run.outcome import Outcome
from ..run.sandbox import SIDE_BY_SIDE
from ..snippets import Snippet
from .events import Trace, parse, render
from .notes import Notes, read, shortened
from .watcher import Watcher

REPEAT = 9  # more runs, side by side, to see whether the order is the same in each
VARYING = 3  # so many of these that differ from the usual one earn a `varies`


def record_trace(cell: Cell) -> tuple[Trace, Outcome]:
    """Runs a cell once, traced; returns its trace and what the run did."""
    with tempfile.TemporaryDirectory(prefix="trace-") as folder:
        path = Path(folder, "notes")
        watcher = Watcher(path)
        outcome = cell.run(disturb=lambda *_: watcher, trace=path)
        notes = Notes(read(path), watcher.ends, watcher.sleeps, outcome)
    events = shortened(notes.events())
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
    """Returns a run of the usual order, the quickest, which nothing disturbed, marked if
    others are not the same; the known one if that is as good."""
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        runs = [record_trace(cell)]
        runs += pool.map(record_trace, [cell] * REPEAT)
    for _, outcome in runs:
        if difference := compare(cell, outcome):
            raise ValueError(f"{cell.id}, while it was traced: {difference.message}")
    traces = [trace for trace, _ in runs]
    equal = [sum(each.same_as(other) for other in traces) for each in traces]
    usual = min(
        (
            each
            for each, count in zip(traces, equal, strict=True)
            if count == max(equal)
        ),
        key=lambda each: each.events[-1].ms,
    )
    varies = usual.shares_tasks or len(traces) - max(equal) >= VARYING
    trace = replace(usual, varies=varies)
    if (
        not known
        or known.interpreter != trace.interpreter
        or known.unexplained
        or known.varies != varies
        or known.impossible
        or not known.same_as(trace)
        or not known.lasts_as_long_as(trace)
    ):
        return trace
    return known
