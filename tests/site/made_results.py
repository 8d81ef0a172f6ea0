"""Made-up results of test runs, for the tests of what the site says about results."""

import json
from pathlib import Path

from harness.results import files as results
from harness.snippets import SNIPPETS, Snippet, discover
from harness.transcripts import METHODS, Where
from tests.content.page_reader import ROOT

FAILED = {"outcome": "failed"}
STALE = {"digest": "of another text"}
# In the results that the sites of the tests are built with:
BROKEN = ("process/exitcode/values", "forkserver")  # this cell failed on one of them
EDITED = "process/pid/pid"  # this snippet was edited since


def run(
    interpreter: str = "CPython 3.13.1",
    build: str = "",
    system: str = "linux",
    machine: str = "x86_64",
    methods: tuple[str, ...] = METHODS,
    snippets: list[Snippet] | None = None,
    changes: dict | None = None,
) -> dict:
    """Returns the results of one interpreter, all passed, as a test run leaves them.

    `changes`: what to change in the cells of a snippet (by its slug) or in one cell (by
    slug and start method).
    """
    snippets = discover(ROOT / SNIPPETS) if snippets is None else snippets
    digests, changes, cells = results.digests(snippets), changes or {}, []
    implementation, release = interpreter.split()
    version = tuple(map(int, release.split(".")))
    for snippet in snippets:
        for method in methods:
            where = Where(method, version, system, implementation)
            if transcript := snippet.transcript_for(where):
                cell = {
                    "snippet": snippet.slug,
                    "method": method,
                    "outcome": "passed",
                    "seconds": 0.125,
                    "digest": digests[transcript],
                }
                cell |= changes.get(snippet.slug, {})
                cell |= changes.get((snippet.slug, method), {})
                cells.append(cell)
    return {
        "interpreter": f"{interpreter} ({build})" if build else interpreter,
        "build": build,
        "system": system,
        "machine": machine,
        "date": "2026-11-23",
        "cells": cells,
    }


def write(folder: Path) -> Path:
    """Writes results of all kinds into `folder`: several systems, machines and builds,
    a failed cell, a snippet that was edited since."""
    edited = {EDITED: STALE}
    runs = [
        run("CPython 3.11.7", changes=edited),
        run("CPython 3.13.18", changes=edited),
        run("CPython 3.14.10", changes=edited),
        run("CPython 3.15.2", changes=edited | {BROKEN: FAILED}),
        run("CPython 3.14.10", "free-threaded", changes=edited),
        run("CPython 3.14.10", "big-endian", machine="s390x", changes=edited),
        run("PyPy 3.11.17", changes=edited),
        run("CPython 3.14.10", system="macos", machine="arm64", changes=edited),
        run("CPython 3.14.10", "", "windows", "AMD64", ("spawn",), changes=edited),
    ]
    for number, content in enumerate(runs):
        (folder / f"{number}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder
