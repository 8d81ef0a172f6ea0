"""Judges results: what test runs found about the files as they are now.

A result counts only if its digest is that of the program and the transcript as they are;
a cell without such a result is unverified.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from ..interpreters import SYSTEM_NAMES
from ..snippets import Snippet
from ..transcripts import METHODS, Transcript, Where
from .files import digests

USUAL = {"x86_64", "AMD64", "arm64"}  # what the systems call most machines
LAST = 99  # no version has so many releases; of each, pages show what the last prints
PASSED, FAILED, UNVERIFIED = "passed", "failed", "unverified"


@dataclass(frozen=True)
class Verdict:
    """What became of a cell."""

    state: str  # PASSED, FAILED or UNVERIFIED
    seconds: float | None = None  # None if they aren't known
    is_shown: bool = True  # whether the pages show the transcript that holds there


@dataclass(frozen=True)
class Report:
    """An interpreter, and what became of the cells that it should run."""

    implementation: str  # "CPython"
    release: str  # "3.13.1"
    build: str  # "" or what is unusual: "free-threaded"
    system: str  # "linux"
    machine: str  # "x86_64"
    date: str  # "2026-11-23", or "" if it isn't known
    # Slug → start method → verdict, without the start methods it doesn't run under.
    verdicts: dict[str, dict[str, Verdict]]

    @property
    def version(self) -> tuple[int, int]:
        major, minor = numbers(self.release)[:2]
        return major, minor

    @cached_property
    def all(self) -> list[Verdict]:
        return [each for own in self.verdicts.values() for each in own.values()]

    @cached_property
    def counts(self) -> Counter:
        """How many cells there are of each state."""
        return Counter(each.state for each in self.all)

    @property
    def verified(self) -> int:
        """How many cells were run with these very files, whatever their outcome."""
        return self.counts[PASSED] + self.counts[FAILED]

    @property
    def seconds(self) -> float:
        """Of all cells, as far as they are known."""
        return sum(each.seconds or 0 for each in self.all)

    @property
    def rank(self) -> tuple:
        """Sorts as the pages show it: the usual before the unusual, old before new."""
        system = list(SYSTEM_NAMES).index(self.system)
        machine = self.machine not in USUAL, self.machine
        return system, machine, self.implementation, self.build, numbers(self.release)


def numbers(release: str) -> list[int]:
    """Returns the numbers of a release: `3.15.0rc1` as 3, 15, 0, 1."""
    return [int(each) for each in re.findall(r"\d+", release)]


def judge(contents: list[dict], known: list[Snippet]) -> list[Report]:
    """Returns results files as reports, in the order of the pages; a file that says
    nothing about the `known` snippets as they are now is left out."""
    current = digests(known) if contents else {}
    found = [_report(content, known, current) for content in contents]
    return sorted((each for each in found if each.verified), key=lambda each: each.rank)


def _report(
    content: dict, known: list[Snippet], current: dict[Transcript, str]
) -> Report:
    build = content.get("build", "")
    name = content["interpreter"].removesuffix(f" ({build})")
    report = Report(
        *name.split(" ", 1),
        build,
        content["system"],
        content["machine"],
        content.get("date", ""),
        {},
    )
    cells = {(each["snippet"], each["method"]): each for each in content["cells"]}
    methods = [each for each in METHODS if each in {method for _, method in cells}]
    release = tuple(numbers(report.release)[:3])
    for snippet in known:
        own = report.verdicts[snippet.slug] = {}
        for method in methods:
            where = Where(method, release, report.system, report.implementation)
            if transcript := snippet.transcript_for(where):
                newest = replace(where, version=(*report.version, LAST))
                is_shown = transcript == snippet.transcript_for(newest)
                cell = cells.get((snippet.slug, method))
                own[method] = _verdict(cell, current[transcript], is_shown)
    return report


def _verdict(cell: dict | None, digest: str, is_shown: bool) -> Verdict:
    """Returns what a results file says of a cell, if it speaks of these very files."""
    if cell is None or cell["digest"] != digest:
        return Verdict(UNVERIFIED)
    state = PASSED if cell["outcome"] == PASSED else FAILED
    return Verdict(state, cell["seconds"], is_shown)
