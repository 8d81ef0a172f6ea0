"""Transcripts: what a snippet printed, as a file, and which one holds where.

The name of a transcript says where it holds:

    <snippet>[.<system>][.<start method>][.pypy][.since<version>][.anyorder].out
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from .characters import invisible
from .normalise import FIRST_PID, PID, Line, normalise, split_lines
from .versions import supported

COMMAND = "$ python {}"
STATUS = "$ echo $?"
STILL_RUNNING = "[still running after {} s]"
ENDED = "[ended by the checker: {}]"
STILL = re.compile(re.escape(STILL_RUNNING).replace(r"\{\}", r"(\d+(?:\.\d+)?)"))
HANG = 3.0  # seconds after which a program that never ends is stopped
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
        """The file as it is, a UTF-8 text; only the ends of lines may be Windows'."""
        return self.path.read_bytes().decode("utf-8").replace("\r\n", "\n")

    @property
    def lines(self) -> list[str]:
        """The file's lines without their line ends."""
        return split_lines(self.text)

    @property
    def amiss(self) -> str:
        """Says what the recorder would not have written; nothing if all is in order."""
        if self.path.is_symlink():
            return "is a link to another file"
        lines, command = self.lines, COMMAND.format(f"{self.stem}.py")
        if lines[:1] != [command]:
            return f"line 1: expected  {command}  found  {''.join(lines[:1])}"
        for number, column, name in invisible(self.text):
            return f"line {number}, column {column}: has {name}, which no reader sees"
        still, expected = STILL.fullmatch(lines[-1]), STILL_RUNNING.format(f"{HANG:g}")
        if still and lines[-1] != expected:
            return f"line {len(lines)}: expected  {expected}  found  {lines[-1]}"
        status = lines[-1] if lines[-2:-1] == [STATUS] else "1"
        if not re.fullmatch(r"[1-9]\d{0,2}", status):
            return f"line {len(lines)}: expected an exit code that isn't 0, found  {status}"
        for number, line in enumerate(lines[1:], start=2):
            if line != line.rstrip():
                return f"line {number}: ends with blanks"
            if number <= len(lines) - length_of_end(lines) and is_reserved(line):
                return f"line {number}: a program doesn't print  {line}"
        return "" if self.text.endswith("\n") else "its last line has no end"

    @property
    def texts(self) -> tuple[str, ...]:
        """What two transcripts are compared by."""
        return texts(self.lines, self.anyorder)


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


def comparable(lines: Sequence[str], anyorder: bool, loosely=False) -> list[Line]:
    """Returns the lines of a transcript as they are compared: where any order is right,
    sorted between the command and the status.

    loosely: whatever looks like noise is taken for it, on both sides, where nothing is
    known of the run.
    """
    if loosely:
        lines = [line.text for line in normalise(lines)]
    numbered = [Line(text, number) for number, text in enumerate(lines, start=1)]
    if not anyorder:
        return numbered
    end = len(lines) - length_of_end(lines)
    return [*numbered[:1], *_sorted(numbered[1:end]), *numbered[end:]]


def texts(lines: Sequence[str], anyorder: bool) -> tuple[str, ...]:
    """Returns what the lines of a transcript are compared by."""
    return tuple(line.text for line in comparable(lines, anyorder))


def is_reserved(line: str) -> bool:
    """Whether only a transcript itself says this, never a program."""
    starts = COMMAND.format(""), ENDED.partition("{")[0]
    return line == STATUS or bool(STILL.fullmatch(line)) or line.startswith(starts)


def length_of_end(lines: Sequence[str]) -> int:
    """Returns how many lines at the end say how the program ended: 0, 1 or 2."""
    if len(lines) >= 2 and lines[-2] == STATUS:
        return 2
    return int(bool(lines) and bool(STILL.fullmatch(lines[-1])))


def _sorted(lines: list[Line]) -> list[Line]:
    """Sorts by all but the pids; of lines that are equal so far, by what else is said
    of their pids. Then pids are numbered anew, so that they don't depend on the order
    either."""
    pids = _pids(lines)
    said = defaultdict(list)
    found = {line: [m[2] for m in PID.finditer(line.text) if m[2] in pids] for line in lines}  # fmt: skip
    bare = {line: _renumbered(line, dict.fromkeys(pids, "")).text for line in lines}
    for line in lines:
        for pid in found[line]:
            said[pid].append(bare[line])
    ordered = sorted(
        lines, key=lambda line: (bare[line], [sorted(said[pid]) for pid in found[line]])
    )
    again = dict.fromkeys(pid for line in ordered for pid in found[line])
    numbers = {pid: str(number) for number, pid in enumerate(again, start=FIRST_PID)}
    return [_renumbered(line, numbers) for line in ordered]


def _pids(lines: list[Line]) -> set[str]:
    """Returns the numbers that normalise() has given to pids: 101, 102, … as they appear.
    Another number after the word pid is one that the program says."""
    pids: set[str] = set()
    for line in lines:
        for match in PID.finditer(line.text):
            if match[2] == str(FIRST_PID + len(pids)):
                pids.add(match[2])
    return pids


def _renumbered(line: Line, numbers: dict[str, str]) -> Line:
    def number(match: re.Match) -> str:
        return match[1] + numbers.get(match[2], match[2])

    return replace(line, text=PID.sub(number, line.text))
