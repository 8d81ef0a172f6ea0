"""What the tests of the harness share: made-up interpreters, and programs that a test makes
up, traced."""

import json
import sys
import textwrap
from pathlib import Path

import pytest

from harness.cell import Cell
from harness.interpreters import describe
from harness.snippets import discover
from harness.trace.events import Trace
from harness.trace.recorder import record_trace

ANSWER = {
    "implementation": "CPython",
    "release": "3.14.1",
    "platform": "linux",
    "machine": "x86_64",
    "methods": ["forkserver", "fork", "spawn"],
    "bits": 64,
    "byteorder": "little",
    "free_threaded": False,
    "libc": ["glibc", "2.36", "cpython-314-x86_64-linux-gnu", None],
}
SCRIPT = """\
#!/bin/sh
if [ "$1" = -I ]; then echo '{answer}'; exit; fi
SAYS='{says}' exec {python} "$@"
"""


@pytest.fixture
def plant(tmp_path):
    """Makes a program that says of itself what an interpreter would, and is the running
    one in truth; returns its path. What it runs finds `says` in the environment."""

    def make(name: str, says: str = "", **answer) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        told = json.dumps(ANSWER | answer)
        path.write_text(SCRIPT.format(answer=told, says=says, python=sys.executable))
        path.chmod(0o755)
        return path

    return make


# --- Traced ---------------------------------------------------------------------------


def skip_on_windows():
    if sys.platform == "win32":
        pytest.skip("traces are recorded on Linux and macOS: Windows has no fork")


def made_cell(folder, text: str, method: str) -> Cell:
    """Returns the cell of a program that is made up here."""
    path = folder / "chapter" / "x.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(textwrap.dedent(text))
    path.with_suffix(".out").write_text("$ python x.py\n")
    [snippet] = discover(folder)
    here = describe()
    return Cell(snippet, method, here, snippet.transcript_for(here.where(method)))


@pytest.fixture
def traced_run(tmp_path):
    """Records the trace of a program by its text."""
    skip_on_windows()

    def run(text: str, method: str = "fork") -> Trace:
        return record_trace(made_cell(tmp_path, text, method))[0]

    return run


def of(trace: Trace, lane: str) -> list[str]:
    """What a lane did, with the line in front."""
    events = [event for event in trace.events if event.lane == lane]
    return [f"{event.line or '-'} {event.text}" for event in events]


GUARD = "if __name__ == '__main__':"
