"""Transcripts: what a snippet printed, as a file, and which one holds where.

The name of a transcript says where it holds:

    <snippet>[.<system>][.<start method>][.pypy][.since<version>][.anyorder].out
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from .normalise import PID, Line, hidden, normalise, renumber_pids, split_lines
from .versions import supported

STATUS = "$ echo $?"
STILL_RUNNING = "[still running after {} s]"
STILL = re.compile(re.escape(STILL_RUNNING).replace(r"\{\}", r"(\d+(?:\.\d+)?)"))
METHODS = ("fork", "spawn", "forkserver")
LAST = 99  # no version has so many releases; of each, pages show what the last prints

# What a system part of a file name stands for, the least specific first.
SYSTEM_PARTS = {
    "posix": {"linux", "macos"},
    "linux": {"linux"},
    "macos": {"macos"},
    "windows": {"windows"},
}

NAME = re.compile(
    r"(?P<stem>[^._][^.]*)"
    rf"(\.(?P<system>{'|'.join(SYSTEM_PARTS)}))?"
    rf"(\.(?P<method>{'|'.join(METHODS)}))?"
    r"(?P<pypy>\.pypy)?"
    r"(\.since(?P<since>\d+\.[1-9]\d*(\.[1-9]\d*)?))?"  # since3.13.0 is since3.13
    r"(?P<anyorder>\.anyorder)?"
    r"\.out"
)
NAME_FORM = (
    "<snippet>[.posix|.linux|.macos|.windows][.fork|.spawn|.forkserver]"
    "[.pypy][.since3.14][.anyorder].out"
)


@dataclass(frozen=True)
class Where:
    """Where a snippet runs: one start method, one Python, one system."""

    method: str
    version: tuple[int, ...]  # (3, 13) is the same as (3, 13, 0)
    system: str  # "linux", "macos" or "windows"
    implementation: str = "CPython"


@dataclass(frozen=True)
class Transcript:
    """One `.out` file and the conditions that its name states (None: any)."""

    path: Path
    stem: str
    system: str | None = None
    method: str | None = None
    pypy: bool = False
    since: tuple[int, ...] | None = None
    anyorder: bool = False

    @classmethod
    def parse(cls, path: Path) -> "Transcript | None":
        """Reads the conditions out of a file name; None if it is not of the form."""
        match = NAME.fullmatch(path.name)
        if not match:
            return None
        part = match.groupdict()
        since = part["since"] and tuple(map(int, part["since"].split(".")))
        return cls(
            path,
            part["stem"],
            part["system"],
            part["method"],
            bool(part["pypy"]),
            since or None,
            bool(part["anyorder"]),
        )

    def holds(self, where: Where) -> bool:
        return (
            (self.system is None or where.system in SYSTEM_PARTS[self.system])
            and (self.method is None or self.method == where.method)
            and (not self.pypy or where.implementation == "PyPy")
            and (self.since is None or self.since <= where.version)
        )

    @property
    def rank(self) -> tuple:
        """Sorts the more specific after the less, by the parts of the name in order."""
        system = list(SYSTEM_PARTS).index(self.system) + 1 if self.system else 0
        return system, self.method is not None, self.pypy, self.since or (0, 0)

    @property
    def text(self) -> str:
        """The file as it is, a UTF-8 text."""
        return self.path.read_text(encoding="utf-8")

    @property
    def lines(self) -> list[str]:
        """The file's lines without their line ends."""
        return split_lines(self.text)

    @property
    def texts(self) -> tuple[str, ...]:
        """What two transcripts are compared by."""
        return texts(self.lines, self.anyorder)

    @property
    def is_normalised(self) -> bool:
        """Whether the file holds what normalise() leaves, and a line end after each."""
        lines = [f"{line.text}\n" for line in normalise(self.lines)]
        return "".join(lines) == self.text


def everywhere(transcripts: Iterable[Transcript]) -> list[Where]:
    """Returns each supported `Where` that these transcripts of a snippet tell apart:
    each version, and each of its releases that a name mentions. Windows knows spawn
    alone."""
    named = {each.since for each in transcripts if each.since}
    return [
        Where(method, release, system, implementation)
        for implementation, versions in supported().items()
        for system, release, method in product(
            ("linux", "macos", "windows"),
            sorted({*versions, *(each for each in named if each[:2] in versions)}),
            METHODS,
        )
        if system != "windows" or method == "spawn"
    ]


def newest(transcripts: Iterable[Transcript]) -> list[Where]:
    """Returns the `Where`s that pages show: of each version the newest release that a
    name mentions."""
    places = everywhere(transcripts)
    latest = {where.version[:2]: where.version for where in places}  # the last is it
    return [where for where in places if where.version == latest[where.version[:2]]]


def comparable(lines: list[str], anyorder: bool) -> list[Line]:
    """Returns the normalised lines of a transcript; where any order is right, sorted
    between the command and the status."""
    numbered = normalise(lines)
    if not anyorder:
        return numbered
    end = len(lines) - length_of_end(lines)
    head = [line for line in numbered if line.number == 1]
    tail = [line for line in numbered if line.number > end]
    body = [line for line in numbered if 1 < line.number <= end]
    return renumber_pids([*head, *_sorted(body), *tail])


def characters(lines: list[str], anyorder: bool) -> Counter[str]:
    """Returns how many characters an output has ("printed"), and how many of them the
    comparison leaves out, by the kind; "order" are compared, but may come in any."""
    counts = hidden(lines) + Counter(printed=sum(map(len, lines)))
    if anyorder:
        body = normalise(lines[1 : len(lines) - length_of_end(lines)])
        counts["order"] = sum(len(line.text) for line in body)
    return counts


def texts(lines: Iterable[str], anyorder: bool) -> tuple[str, ...]:
    """Returns what the lines of a transcript are compared by."""
    return tuple(line.text for line in comparable(list(lines), anyorder))


def length_of_end(lines: list[str]) -> int:
    """Returns how many lines at the end say how the program ended: 0, 1 or 2."""
    if len(lines) >= 2 and lines[-2] == STATUS:
        return 2
    return int(bool(lines) and bool(STILL.fullmatch(lines[-1])))


def _sorted(lines: list[Line]) -> list[Line]:
    """Sorts by all but the pids; of lines that are equal so far, by what else is said
    of their pids. So the numbers that follow don't depend on the order either."""
    said = defaultdict(list)
    for line in lines:
        for match in PID.finditer(line.text):
            said[match[2]].append(PID.sub(r"\1", line.text))

    def key(line: Line) -> tuple:
        pids = [sorted(said[match[2]]) for match in PID.finditer(line.text)]
        return PID.sub(r"\1", line.text), pids

    return sorted(lines, key=key)
