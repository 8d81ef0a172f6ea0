"""What test runs found about the files that this build shows. For the other hooks.

Test runs leave results, one file for each interpreter. A result counts only if its
digest is that of the program and the transcript as they are now; a cell without such a
result is unverified.
"""

import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from mkdocs.exceptions import PluginError
from site_words import SYSTEMS

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
from tests.harness import results  # noqa: E402
from tests.harness.transcripts import (  # noqa: E402
    METHODS,
    Snippet,
    Transcript,
    Where,
    discover,
)

FOLDER = ROOT / "snippets"
USUAL = {"x86_64", "AMD64", "arm64"}  # what the systems call most machines
LAST = 99  # no version has so many releases; of each, pages show what the last prints
PASSED, FAILED, UNVERIFIED = "passed", "failed", "unverified"


@dataclass(frozen=True)
class Outcome:
    """What became of a cell."""

    state: str  # PASSED, FAILED or UNVERIFIED
    seconds: float = 0.0
    is_shown: bool = True  # whether the pages show the transcript that holds there


@dataclass(frozen=True)
class Run:
    """An interpreter, and what became of the cells that it should run."""

    implementation: str  # "CPython"
    release: str  # "3.13.1"
    build: str  # "" or what is unusual: "free-threaded"
    system: str  # "linux"
    machine: str  # "x86_64"
    date: str  # "2026-11-23", or "" if it isn't known
    # Slug → start method → outcome, without the start methods it doesn't run under.
    outcomes: dict[str, dict[str, Outcome]]

    @property
    def version(self) -> tuple[int, int]:
        major, minor = numbers(self.release)[:2]
        return major, minor

    @cached_property
    def all(self) -> list[Outcome]:
        return [each for own in self.outcomes.values() for each in own.values()]

    @cached_property
    def counts(self) -> Counter:
        """How many cells there are of each state."""
        return Counter(each.state for each in self.all)

    @property
    def verified(self) -> int:
        """How many cells were run with these very files, whatever their outcome."""
        return self.counts[PASSED] + self.counts[FAILED]

    @property
    def rank(self) -> tuple:
        """Sorts as the pages show it: the usual before the unusual, old before new."""
        system = list(SYSTEMS).index(self.system)
        machine = self.machine not in USUAL, self.machine
        return system, machine, self.implementation, self.build, numbers(self.release)


def numbers(release: str) -> list[int]:
    """Returns the numbers of a release: `3.15.0rc1` as 3, 15, 0, 1."""
    return [int(each) for each in re.findall(r"\d+", release)]


# --- As of this build ---------------------------------------------------------------


@cache
def snippets() -> dict[Path, Snippet]:
    """Returns all snippets by their paths."""
    return {each.path: each for each in discover(FOLDER)}


def runs(config) -> list[Run]:
    """Returns the runs that the build was given: the folder is RESULTS or results/."""
    name = str(config.extra["results"] or "results")
    folder = Path(config.config_file_path).parent / name
    if os.environ.get("RESULTS") and not folder.is_dir():
        raise PluginError(
            f"RESULTS={name}: there is no such folder; expected one of .json files from"
            " a test run; leave RESULTS out to use results/"
        )
    return _runs(folder)


@cache
def _runs(folder: Path) -> list[Run]:
    return judge(read(folder), list(snippets().values()))


def forget() -> None:
    """Makes the next build read everything again."""
    snippets.cache_clear()
    _runs.cache_clear()


def read(folder: Path) -> list[dict]:
    """Returns the contents of all results files; a PluginError if one isn't JSON."""
    try:
        return results.read(folder)
    except ValueError as error:
        raise PluginError(
            f"{folder}: a file there isn't JSON ({error}); delete the folder, then write"
            " the results again:  make test"
        ) from error


def judge(contents: list[dict], known: list[Snippet]) -> list[Run]:
    """Returns results files as runs, in the order of the pages; a file that says
    nothing about the `known` snippets as they are now is left out."""
    digests = results.digests(known) if contents else {}
    found = [_run(content, known, digests) for content in contents]
    return sorted((run for run in found if run.verified), key=lambda run: run.rank)


def _run(content: dict, known: list[Snippet], digests: dict[Transcript, str]) -> Run:
    build = content.get("build", "")
    name = content["interpreter"].removesuffix(f" ({build})")
    run = Run(
        *name.split(" ", 1),
        build,
        content["system"],
        content["machine"],
        content.get("date", ""),
        {},
    )
    cells = {(each["snippet"], each["method"]): each for each in content["cells"]}
    methods = [each for each in METHODS if each in {method for _, method in cells}]
    release = tuple(numbers(run.release)[:3])
    for snippet in known:
        own = run.outcomes[snippet.slug] = {}
        for method in methods:
            where = Where(method, release, run.system, run.implementation)
            if transcript := snippet.transcript_for(where):
                newest = replace(where, version=(*run.version, LAST))
                is_shown = transcript == snippet.transcript_for(newest)
                cell = cells.get((snippet.slug, method))
                own[method] = _outcome(cell, digests[transcript], is_shown)
    return run


def _outcome(cell: dict | None, digest: str, is_shown: bool) -> Outcome:
    """Returns what a results file says of a cell, if it speaks of these very files."""
    if cell is None or cell["digest"] != digest:
        return Outcome(UNVERIFIED)
    state = PASSED if cell["outcome"] == PASSED else FAILED
    return Outcome(state, cell["seconds"], is_shown)
