"""Measures what the checking costs: python -m harness bench [--python PATH]

Each figure is a ratio, or a difference, of two things measured in the same run, since
machines differ and are noisy. CPU seconds count the processes that were waited for. For
the whole suite those are all, on Linux; elsewhere a resource tracker or fork server that
outlives its parent is left out. What the tests and the site's build cost is measured by
tests/project/bench.py.
"""

import argparse
import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .cell import Cell, cells, run_all
from .compare import compare
from .interpreters import Interpreter, describe
from .snippets import SNIPPETS, discover

CORES = os.cpu_count() or 1


@dataclass(frozen=True)
class Cost:
    """Seconds of wall time, seconds of CPU time of this process and of its children."""

    wall: float
    own: float
    children: float

    @property
    def cpu(self) -> float:
        return self.own + self.children


def cost(work: Callable[[], object]) -> Cost:
    """Returns what a call costs."""
    before, began = os.times(), time.perf_counter()
    work()
    wall, after = time.perf_counter() - began, os.times()
    own = after.user + after.system - before.user - before.system
    children = (
        after.children_user
        + after.children_system
        - before.children_user
        - before.children_system
    )
    return Cost(wall, own, children)


def adopt_orphans() -> None:
    """Makes this process the parent of its orphaned descendants, where Linux offers it
    (prctl(2), PR_SET_CHILD_SUBREAPER)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def reap(pid: int | None = None) -> int:
    """Waits for each child, an adopted one too, so that its CPU time counts: until `pid`
    has ended, whose exit code it returns, or until there is none."""
    with suppress(ChildProcessError):
        while True:
            ended, status = os.wait()
            if ended == pid:
                return os.waitstatus_to_exitcode(status)
    return 0


def cost_of_command(command: list[str], **options) -> tuple[Cost, int]:
    """Returns what a command costs, with all that it started, and its exit code."""
    adopt_orphans()
    started = []

    def run() -> None:
        started.append(process := subprocess.Popen(command, **options))
        process.returncode = reap(process.pid)  # so that Popen doesn't wait for it
        reap()

    return cost(run), started[0].returncode


def check_all(chosen: list[Cell]) -> list[float]:
    """Runs and compares cells as `make test` does; returns the seconds of each."""
    outcomes = run_all(chosen)
    for cell, outcome in outcomes.items():
        compare(cell, outcome)
    return [outcome.seconds for outcome in outcomes.values()]


def suite(interpreter: Interpreter) -> str:
    """The whole suite over its lower bound. It runs in a process of its own, whose
    orphans, such as resource trackers, count as well."""
    chosen = cells(discover(SNIPPETS), [interpreter])
    adopt_orphans()

    def run_in_pool() -> list[float]:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(check_all, chosen).result()

    def run() -> None:
        seconds.extend(run_in_pool())
        reap()

    seconds: list[float] = []
    spent = cost(run)
    # No order of the cells can get below it.
    bound = max(spent.cpu / CORES, max(seconds))
    return (
        f"suite: {len(chosen)} cells in {spent.wall:.1f} s; lower bound {bound:.1f} s"
        f" ({spent.cpu:.1f} CPU seconds on {CORES} cores, longest cell"
        f" {max(seconds):.1f} s); ratio {spent.wall / bound:.2f} (goal: 1.2)"
    )


def generated(folder: Path, count: int) -> Path:
    """Writes `count` small snippets with their transcripts; returns their folder."""
    root = folder / str(count)
    for number in range(count):
        chapter = root / f"chapter{number % 10}"
        chapter.mkdir(parents=True, exist_ok=True)
        (chapter / f"x{number}.py").write_text("print(1)\n")
        (chapter / f"x{number}.spawn.out").write_text(f"$ python x{number}.py\n1\n")
    return root


def overhead(interpreter: Interpreter, folder: Path, count: int = 60) -> str:
    """A cell's CPU time over that of the bare program, one after another."""
    chosen = cells(discover(generated(folder, count)), [interpreter])

    def bare():
        for cell in chosen:
            subprocess.run(
                [interpreter.path, cell.snippet.path.name],
                cwd=cell.snippet.path.parent,
                stdout=subprocess.DEVNULL,
            )

    def checked():
        for cell in chosen:
            compare(cell, cell.run())

    alone, whole = cost(bare), cost(checked)
    more = (whole.cpu - alone.cpu) / count * 1000
    return (
        f"overhead: {more:.1f} ms of CPU per cell (goal: 30); bare"
        f" {alone.cpu / count * 1000:.1f} ms; wall ratio {whole.wall / alone.wall:.2f}"
    )


def growth(interpreter: Interpreter, folder: Path, count: int = 40) -> str:
    """CPU time per cell with ten times as many snippets."""

    def check(size: int) -> float:
        root = generated(folder / "growth", size)
        spent = cost(lambda: check_all(cells(discover(root), [interpreter])))
        return spent.cpu / size

    few, many = check(count), check(10 * count)
    return (
        f"growth: {few * 1000:.1f} ms of CPU per cell with {count} snippets,"
        f" {many * 1000:.1f} ms with {10 * count}; ratio {many / few:.2f} (goal: 1.10)"
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m harness bench",
        description="Measures what the checking costs.",
    )
    parser.add_argument("--python", default=sys.executable, metavar="PATH")
    options = parser.parse_args(arguments)
    try:
        interpreter = describe(options.python)
    except ValueError as error:
        parser.error(str(error))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(overhead(interpreter, folder), flush=True)
        print(growth(interpreter, folder), flush=True)
        print(suite(interpreter), flush=True)
    return 0
