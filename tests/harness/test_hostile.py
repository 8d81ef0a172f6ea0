"""Snippets that behave badly: each run ends in time, its failure names the cause, and
nothing is left; the others don't notice. They live in hostile/."""

import re
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from harness.cell import Cell, cells
from harness.compare import Difference, compare
from harness.interpreters import describe
from harness.inventory import problems
from harness.run.sandbox import KILLED_ITS_PARENT, TOO_MANY_PROCESSES, TOO_MUCH_OUTPUT
from harness.snippets import discover

FOLDER = Path(__file__).parent / "hostile"
CELLS = cells(discover(FOLDER), [describe()])
MARK = uuid.uuid4().hex  # in the environment of whatever the cells start
LIMIT = 2.0  # seconds for hang.py, in place of a minute
GRACE = 2.5  # seconds, in place of 5, for what outlives a program

# What the failure of each must say.
CAUSES = {
    "closes_stdout": "Exit code 120: Python could not write the last of its output",
    "floods": TOO_MUCH_OUTPUT,
    "forks_endlessly": TOO_MANY_PROCESSES,
    "hang": f"it still ran after {LIMIT:g} s",
    "kills_its_parent": KILLED_ITS_PARENT,
    "kills_main": "+ $ echo $?\n      + 137",
    "leaves_child": "process still running: ",
    "leaves_daemon": "process still running: ",
    "leaves_file": "file: files/note.txt",
    "leaves_segment": "shared-memory segment never unlinked: /psm_",
    "leaves_semaphore": "semaphore never unlinked: sem.mp-",
    "leaves_zombie": "children it never waited for: 1",
    "not_utf8": "+ done\\xff\n",
    "only_under_fork": "2 - done\n      + missing",
    "prints_late": "+ late\n",
    "reads_stdin": "It read stdin, which is empty",
    "second_run_only": "file: home/.seen",
}
REMARKS = {
    "not_utf8": "It printed bytes that are not UTF-8",
    "prints_late": "The last 5 bytes came when the main process had ended",
    "second_run_only": "2 - done\n      + first",
}


def run(cell: Cell) -> tuple[Difference | None, float]:
    """Returns how a cell failed and how long it took, in seconds."""
    began = time.monotonic()
    limit = {"limit": LIMIT} if cell.snippet.path.stem == "hang" else {}
    outcome = cell.run(grace=GRACE, **limit)
    return compare(cell, outcome), time.monotonic() - began


@pytest.fixture(scope="module")
def results() -> dict[Cell, tuple[Difference | None, float]]:
    """What became of each cell; all of them ran side by side."""
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(len(CELLS)) as pool:
        patch.setenv("HOSTILE", MARK)
        return dict(zip(CELLS, pool.map(run, CELLS)))


@pytest.mark.parametrize("hostile", CELLS, ids=lambda cell: cell.id)
def test_the_failure_names_the_cause(results, hostile):
    """Soon, and in a message that can be read; innocent.py passes, as another does
    under fork."""
    difference, seconds = results[hostile]
    name = hostile.snippet.path.stem
    if name == "innocent" or (name, hostile.method) == ("only_under_fork", "fork"):
        assert difference is None
        return
    assert difference, f"{hostile.id} passed"
    assert CAUSES[name] in difference.message
    assert REMARKS.get(name, "") in difference.message
    assert len(difference.message) < 5000
    assert seconds < 60


def marked() -> list[str]:
    """The commands of the processes that inherited MARK, zombies included."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("HOSTILE") == MARK:
                found.append(" ".join(process.cmdline()))
        except (psutil.Error, OSError):
            continue
    return found


def test_no_process_is_left(results):
    """Whatever session, process group or parent it chose."""
    assert marked() == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/shm")
def test_no_shared_memory_is_left(results):
    """What the failures name is gone."""
    told = "\n".join(each.message for each, _ in results.values() if each)
    names = re.findall(r"never unlinked: /?(\S+)", told)
    assert len(names) == 2
    assert not [name for name in names if Path("/dev/shm", name).exists()]


def test_the_folder_is_as_before(results):
    """A cell has a copy of its program; the transcript is the author's."""
    names = {path.name for path in FOLDER.rglob("*") if path.is_file()}
    programs = {f"{cell.snippet.path.stem}.py" for cell in CELLS}
    assert names == programs | {cell.transcript.path.name for cell in CELLS}


def test_the_transcripts_are_in_order():
    """The failures come from the programs, not from misnamed files."""
    assert problems(FOLDER) == []
