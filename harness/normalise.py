"""Takes out of an output what differs from run to run, and nothing else.

What is printed goes through this, a transcript doesn't: it is the result. So that nothing
can hide behind it, only what the run is known to have had is taken out (`Known`):

- A number right after the word pid or ppid (and parent= in a repr) that was a pid of the
  run becomes 101, 102, … in the order of appearance: equal numbers stay equal.
- Addresses of the run (0x7f…), temporary names (/pymp-…, psm_…) and the line numbers in
  warnings of the standard library become fixed words; blanks at the end of a line go.
- In a traceback, neighbouring frames of the library become one line `  ...`; the lines
  of ~ and ^ that mark a column go, since every version draws them in another way. A frame
  is one whose file exists, and has the lines that are shown.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

PID = re.compile(
    r"(?<![A-Za-z])(p?pid\b[ :=]{0,3}|parent=)([1-9]\d*)\b(?!\.\d)", re.IGNORECASE
)
FIRST_PID = 101
# Bytes around an object's address in which others of its kind lie, by the kind: a small
# one, in the allocator's arenas, and a large one, from the C library's heap.
NEAR = (1 << 36, 1 << 28)

ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
# Names with a random part: the pattern, and what it becomes, where "..." hides that part.
NAMES = (
    (re.compile(r"(?<=[/\\])(pymp|listener|cell)-[0-9a-z_]{8}\b"), r"\1-..."),
    (re.compile(r"\b(psm|wnsm)_[0-9a-f]{6,}\b"), r"\1_..."),
    (re.compile(r"/mp-[0-9a-z_]{8}(-[0-9a-z_]{8})?\b"), "/mp-..."),
)
WARNING = re.compile(
    r"(?P<file>(?:/|[A-Za-z]:\\)\S*?[/\\][Ll]ib[/\\]\S*?(?P<own>(?:multiprocessing|concurrent)[/\\]\S*?\.py)):\d+:"
)

FRAME = re.compile(
    r'(?P<indent> *)File "(?P<file>[^"]*)", line (?P<line>\d+)(, in .*)?'
)
MARKER = re.compile(r" {4,}[~^ ]*[~^]+[~^ ]*")
LEFT_OUT = re.compile(r"\.\.\.<\d+ lines>\.\.\.")  # of a long statement, since 3.13
# What multiprocessing runs by `python -c`, whose frame is of the file "<string>".
COMMAND = re.compile(
    r"(?:import sys; )?from multiprocessing\.(spawn|forkserver|resource_tracker) import (\w+); ?\2\(.*\)"
)
LIBRARY = "  ..."


def split_lines(text: str) -> list[str]:
    """Returns the lines that end with \\n; a lone \\r or \\f is part of a line."""
    return text.removesuffix("\n").split("\n") if text else []


@dataclass(frozen=True)
class Line:
    """A line of a normalised output and where it stood in the original, from 1."""

    text: str
    number: int


@dataclass(frozen=True)
class Known:
    """What is known of a run, by which noise is told from what a program says. None:
    nothing is known, and whatever looks like noise is taken for it.

    pids: of its processes and their parents; addresses: of an object of each kind of
    NEAR; names: parts of the temporary names that it made; folders: those of the library;
    own: that of the program.
    """

    pids: frozenset[int] | None = None
    addresses: frozenset[tuple[int, ...]] | None = None
    names: frozenset[str] | None = None
    folders: tuple[str, ...] | None = None
    own: Path | None = None

    def is_pid(self, number: str) -> bool:
        return self.pids is None or int(number) in self.pids

    def is_address(self, number: str) -> bool:
        return self.addresses is None or any(
            abs(int(number, 16) - each) < near
            for own in self.addresses
            for each, near in zip(own, NEAR)
        )

    def is_name(self, text: str) -> bool:
        return self.names is None or any(each in text for each in self.names)

    def is_library(self, file: str) -> bool:
        """Whether a file, as a frame names it, is none of the program's, which are named
        without a folder (the run's has been taken off their paths)."""
        if self.folders is None or file.startswith("<"):
            return "/" in file or "\\" in file or file.startswith("<")
        return file.startswith(self.folders)

    def is_frame(self, frame: re.Match, body: list[str]) -> bool:
        """Whether the lines `body` below the head of a frame are what its file has there:
        what a program makes up itself is no frame."""
        file, lines = frame["file"], [line.strip() for line in body]
        if self.folders is None:
            return True
        shown = [line for line in lines if not LEFT_OUT.fullmatch(line)]
        if file.startswith("<"):
            return all(map(COMMAND.fullmatch, shown))
        if self.is_library(file):
            source = _source(Path(file))
        else:
            source = _source(self.own / file) if self.own else {}
        return int(frame["line"]) in source and set(shown) <= set(source.values())


def _source(path: Path) -> dict[int, str]:
    """Returns the lines of a file, stripped, by number; none if there is no such file."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=256)
def _read(path: Path, modified: int) -> dict[int, str]:
    """Reads a file once, and again once it was changed."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return {n: line.strip() for n, line in enumerate(text.splitlines(), start=1)}


NOTHING = Known()


def normalise(
    lines: Iterable[str], known: Known = NOTHING, hidden: Counter[str] | None = None
) -> list[Line]:
    """Returns the lines without what differs from run to run.

    hidden: is given, by the kind, how many characters of the output go.
    """
    counts = Counter() if hidden is None else hidden
    numbered = []
    for number, text in enumerate(lines, start=1):
        numbered.append(Line(text.rstrip(), number))
        counts["blanks"] += len(text) - len(numbered[-1].text)
    kept = _collapse_frames(numbered, known, counts)
    return _renumber([_replaced(line, known, counts) for line in kept], known, counts)


def _replaced(line: Line, known: Known, counts: Counter[str]) -> Line:
    def hide(kind: str, match: re.Match, becomes: str) -> str:
        counts[kind] += len(match[0]) - len(becomes.replace("...", ""))
        return becomes

    def address(match: re.Match) -> str:
        mine = known.is_address(match[0])
        return hide("addresses", match, "0x...") if mine else match[0]

    def place(match: re.Match) -> str:
        mine = known.is_library(match["file"])
        return hide("places of warnings", match, f".../{match['own']}:") if mine else match[0]  # fmt: skip

    def name(match: re.Match) -> str:
        return hide("temporary names", match, match.expand(becomes))

    text = ADDRESS.sub(address, line.text)
    if known.is_name(text):
        for pattern, becomes in NAMES:
            text = pattern.sub(name, text)
    return replace(line, text=WARNING.sub(place, text))


def _renumber(lines: list[Line], known: Known, counts: Counter[str]) -> list[Line]:
    numbers: dict[str, int] = {}

    def renumbered(match: re.Match) -> str:
        if not known.is_pid(match[2]):
            return match[0]
        counts["pids"] += len(match[2])
        number = numbers.setdefault(match[2], FIRST_PID + len(numbers))
        return f"{match[1]}{number}"

    return [replace(line, text=PID.sub(renumbered, line.text)) for line in lines]


def _collapse_frames(
    lines: list[Line], known: Known, counts: Counter[str]
) -> list[Line]:
    """Returns the lines with each run of library frames as one line `  ...`."""
    kept: list[Line] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        frame = FRAME.fullmatch(line.text)
        body = []
        if frame:  # its source lines are indented deeper than its head
            inside = frame["indent"] + "  "
            while place < len(lines) and lines[place].text.startswith(inside):
                body.append(lines[place])
                place += 1
        source = [each for each in body if not MARKER.fullmatch(each.text)]
        markers = sum(len(each.text) for each in body if each not in source)
        if not frame or not known.is_frame(frame, [each.text for each in source]):
            kept += [line, *body]
            continue
        counts["markers"] += markers
        if not known.is_library(frame["file"]):
            kept += [line, *source]
            continue
        counts["library frames"] += sum(len(each.text) for each in [line, *source])
        if not (kept and kept[-1].text == LIBRARY):
            kept.append(replace(line, text=LIBRARY))
    return kept
