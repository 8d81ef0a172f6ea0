"""What a run's processes are given by the harness, and what they note of themselves, by
which their output is normalised. It starts nothing: whoever runs a program can use it.
"""

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..normalise import Known

STARTUP = Path(__file__).parent / "startup"


def startup_variables(
    cell: str, method: str, noted: Path, trace: Path | None = None
) -> dict[str, str]:
    """Returns the variables by which startup/sitecustomize.py knows what to do.

    cell: a name that no other run has; noted: the file in which the processes tell of
    themselves; trace: that of the tracer, if the run is traced.
    """
    variables = {
        "PYTHONPATH": str(STARTUP),
        "CELL_ID": cell,
        "CELL_METHOD": method,
        "CELL_KNOWN": str(noted),
    }
    return variables | ({"CELL_TRACE": str(trace)} if trace else {})


def read(noted: Path) -> dict[str, dict[str, None]]:
    """Returns what the processes noted, by the kind, each word once and in order."""
    found = defaultdict(dict)
    if noted.exists():
        for line in noted.read_text(encoding="utf-8").splitlines():
            kind, words = line.split(" ", 1)
            words = [words] if kind == "addresses" else words.split()
            found[kind] |= dict.fromkeys(words)
    return found


def known(
    frames: Known, noted: dict[str, Iterable[str]], names: Iterable[str]
) -> Known:
    """Returns by what the output is normalised: besides `frames`, what the processes noted,
    and the names that the run itself was given."""
    segments = {each.lstrip("/") for each in noted["shm"]}
    return replace(
        frames,
        pids=frozenset(map(int, noted["pids"])) | {os.getpid()},
        addresses=frozenset(
            tuple(map(int, each.split())) for each in noted["addresses"]
        ),
        names=frozenset({*names, *segments}),
    )


def without(text: str, folder: Path) -> str:
    """Takes the path of the run's folder off, also as a repr writes it."""
    prefix = f"{folder}{os.sep}"
    return text.replace(prefix, "").replace(prefix.replace("\\", "\\\\"), "")
