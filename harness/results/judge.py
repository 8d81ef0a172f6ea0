"""Judges results: what test runs found about the files as they are now.

A result counts only if its digest is that of the program and the transcript as they are;
a cell without such a result is unverified.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from ..interpreters import SYSTEM_NAMES
from ..snippets import Snippet
from ..transcripts import LAST, METHODS, Transcript, Where
from ..versions import supported
from .files import digests

USUAL = {"x86_64", "AMD64", "arm64"}  # what the systems call most machines
PASSED, FAILED, UNVERIFIED = "passed", "failed", "unverified"


@dataclass(frozen=True)
class Verdict:
    """What became of a cell."""

    state: str  # PASSED, FAILED or UNVERIFIED
    seconds: float | None = 0.0  # None: not known
    is_shown: bool = True  # whether the pages show the transcript that holds there
    transcript: Transcript | None = None  # that one


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
    characters: dict[str, int]  # printed, and of these left out of the comparison

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
    def rank(self) -> tuple:
        """Sorts as the pages show it: the usual before the unusual, old before new."""
        system = list(SYSTEM_NAMES).index(self.system)
        machine = self.machine not in USUAL, self.machine
        return system, machine, self.implementation, self.build, numbers(self.release)


def numbers(release: str) -> list[int]:
    """Returns the numbers of a release: `3.15.0rc1` as 3, 15, 0, 1."""
    return [int(each) for each in re.findall(r"\d+", release)]


def split_name(content: dict) -> tuple[str, str]:
    """Returns the implementation and the release: "CPython", "3.13.1"."""
    build = content.get("build", "")
    implementation, release = content["interpreter"].removesuffix(f" ({build})").split()
    return implementation, release


def judge(contents: list[dict], known: list[Snippet]) -> list[Report]:
    """Returns the contents of results files and evidence as reports, in the order of the
    pages, one for each interpreter. Of several results of one cell that speak of the
    `known` snippets as they are now the last counts. Left out is an interpreter without
    any, and one that isn't supported any more."""
    current = digests(known) if contents else {}
    same = defaultdict(list)
    for content in contents:
        same[content["interpreter"], content["system"], content["machine"]] += [content]
    found = [_report(own, known, current) for own in same.values()]
    counting = [
        each
        for each in found
        if each.verified and each.version in supported().get(each.implementation, ())
    ]
    return sorted(counting, key=lambda each: each.rank)


def _report(
    contents: list[dict], known: list[Snippet], current: dict[Transcript, str]
) -> Report:
    contents = sorted(contents, key=lambda each: each.get("date", ""))
    implementation, release = split_name(contents[-1])
    system = contents[-1]["system"]
    cells = {
        (cell["digest"], cell["method"]): (cell, content.get("date", ""))
        for content in contents
        for cell in content["cells"]
    }
    ran = {method for _, method in cells}
    version = tuple(numbers(release)[:3])
    places = {}  # by start method: the interpreter's, and what the pages show of its version
    for method in [each for each in METHODS if each in ran]:
        where = Where(method, version, system, implementation)
        places[method] = where, replace(where, version=(*version[:2], LAST))
    verdicts: dict[str, dict[str, Verdict]] = {}
    dates = [""]
    for snippet in known:
        own = verdicts[snippet.slug] = {}
        for method, (where, newest) in places.items():
            if (transcript := snippet.transcript_for(where)) is None:
                continue
            cell, date = cells.get((current[transcript], method), (None, ""))
            is_shown = transcript == snippet.transcript_for(newest)
            own[method] = _verdict(cell, is_shown, transcript)
            dates.append(date)
    characters = [each["characters"] for each in contents if "characters" in each]
    return Report(
        implementation,
        release,
        contents[-1].get("build", ""),
        system,
        contents[-1]["machine"],
        max(dates),
        verdicts,
        characters[-1] if characters else {},
    )


def _verdict(cell: dict | None, is_shown: bool, transcript: Transcript) -> Verdict:
    """Returns what a results file says of a cell, if it speaks of these very files."""
    if cell is None:
        return Verdict(UNVERIFIED, transcript=transcript)
    state = PASSED if cell["outcome"] == PASSED else FAILED
    return Verdict(state, cell["seconds"], is_shown, transcript)


def covered(reports: list[Report]) -> set[Transcript]:
    """Returns the transcripts that some cell was compared with, as the files are now."""
    verdicts = (each for report in reports for each in report.all)
    return {each.transcript for each in verdicts if each.state != UNVERIFIED}


def never_run(contents: list[dict], known: list[Snippet]) -> list[Transcript]:
    """Returns the transcripts that none of these results covers: whoever wrote them,
    nothing has printed them yet."""
    ran = covered(judge(contents, known))
    return [own for each in known for own in each.transcripts if own not in ran]


def left_out(reports: list[Report]) -> dict[str, float]:
    """Returns the share of all characters printed that the comparison leaves out, by the
    kind, largest first; "order" are compared, but may come in any."""
    total = sum((Counter(each.characters) for each in reports), Counter())
    printed = total.pop("printed", 0)
    return {kind: number / printed for kind, number in total.most_common()}
