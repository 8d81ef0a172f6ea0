"""Made-up results of test runs, for the tests of what the site says about results."""

import json
from functools import partial
from pathlib import Path

from harness.results import files as results
from harness.snippets import SNIPPETS, Snippet, discover
from harness.transcripts import METHODS, Where

ROOT = Path(__file__).parents[2]
FAILED = {"outcome": "failed"}
STALE = {"digest": "of another text"}


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


def write(
    folder: Path,
    snippets: list[Snippet] | None = None,
    broken: tuple[str, str] | None = None,
    edited: str | None = None,
) -> Path:
    """Writes results of all kinds into `folder`: several systems, machines and builds,
    a failed cell (slug and start method), a snippet that was edited since (its slug)."""
    stale = {edited: STALE}
    of_all = partial(run, snippets=snippets, changes=stale)
    runs = [
        of_all("CPython 3.11.7"),
        of_all("CPython 3.13.18"),
        of_all("CPython 3.14.10"),
        of_all("CPython 3.15.2", changes=stale | {broken: FAILED}),
        of_all("CPython 3.14.10", "free-threaded"),
        of_all("CPython 3.14.10", "big-endian", machine="s390x"),
        of_all("PyPy 3.11.17"),
        of_all("CPython 3.14.10", system="macos", machine="arm64"),
        of_all("CPython 3.14.10", "", "windows", "AMD64", ("spawn",)),
    ]
    for number, content in enumerate(runs):
        (folder / f"{number}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder
