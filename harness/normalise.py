"""Takes out of an output what differs from run to run, and nothing else.

Both sides of a comparison go through this. A transcript is in this form already, since
pages show it; to normalise twice changes nothing more.

- A number right after the word pid or ppid (and parent= in a repr) becomes 101, 102, …
  in the order of appearance: equal numbers stay equal. None is 0, as after os.fork().
- Addresses (0x7f…), temporary names (/pymp-…, psm_…) and the line numbers in warnings
  of the standard library become fixed words; blanks at the end of a line go.
- In a traceback, neighbouring frames of the library become one line `  ...`; the lines
  of ~ and ^ that mark a column go, since every version draws them in another way.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

PID = re.compile(
    r"(?<![A-Za-z])(p?pid\b[ :=]{0,3}|parent=)([1-9]\d*)\b(?!\.\d)", re.IGNORECASE
)
FIRST_PID = 101

# What becomes a fixed word: the name of the kind, the pattern, and what it becomes,
# where "..." stands for what is hidden.
REPLACED = (
    ("addresses", re.compile(r"\b0x[0-9a-fA-F]{6,}\b"), "0x..."),
    ("temporary names", re.compile(r"(?<=[/\\])(pymp|listener|cell)-[0-9a-z_]{8}\b"), r"\1-..."),
    ("temporary names", re.compile(r"\b(psm|wnsm)_[0-9a-f]{6,}\b"), r"\1_..."),
    ("temporary names", re.compile(r"/mp-[0-9a-z_]{8}(-[0-9a-z_]{8})?\b"), "/mp-..."),
    (
        "places of warnings",
        re.compile(r"(?:/|[A-Za-z]:\\)\S*?[/\\][Ll]ib[/\\]\S*?((?:multiprocessing|concurrent)[/\\]\S*?\.py):\d+:"),
        r".../\1:",
    ),
)  # fmt: skip

FRAME = re.compile(r'(?P<indent> *)File "(?P<file>[^"]*)", line \d+(, in .*)?')
MARKER = re.compile(r" {4,}[~^ ]*[~^]+[~^ ]*")
LIBRARY = "  ..."


def split_lines(text: str) -> list[str]:
    """Returns the lines that end with \\n; a lone \\r or \\f is part of a line."""
    return text.removesuffix("\n").split("\n") if text else []


@dataclass(frozen=True)
class Line:
    """A line of a normalised output and where it stood in the original, from 1."""

    text: str
    number: int


def normalise(lines: list[str]) -> list[Line]:
    """Returns the lines without what differs from run to run."""
    numbered = [Line(text.rstrip(), n) for n, text in enumerate(lines, start=1)]
    kept = collapse_frames(numbered)
    return renumber_pids([Line(_replaced(line.text), line.number) for line in kept])


@lru_cache(maxsize=4096)  # the same lines come again and again
def _replaced(text: str) -> str:
    for _, pattern, replacement in REPLACED:
        text = pattern.sub(replacement, text)
    return text


def hidden(lines: list[str]) -> Counter[str]:
    """Returns how many characters of an output normalise() hides, by the kind."""
    numbered = [Line(text.rstrip(), n) for n, text in enumerate(lines, start=1)]
    kept = {line.number: line for line in collapse_frames(numbered)}
    counts = Counter(
        {"blanks": sum(map(len, lines)) - sum(len(line.text) for line in numbered)}
    )
    for line in numbered:
        if line != kept.get(line.number):
            kind = "markers" if MARKER.fullmatch(line.text) else "library frames"
            counts[kind] += len(line.text)
    for line in kept.values():
        text = line.text
        for kind, pattern, replacement in REPLACED:
            for match in pattern.finditer(text):
                shown = match.expand(replacement).replace("...", "")
                counts[kind] += len(match[0]) - len(shown)
            text = pattern.sub(replacement, text)
        counts["pids"] += sum(len(match[2]) for match in PID.finditer(text))
    return +counts


def renumber_pids(lines: list[Line]) -> list[Line]:
    """Returns the lines with pids 101, 102, … by first appearance."""
    numbers: dict[str, int] = {}

    def renumbered(match: re.Match) -> str:
        number = numbers.setdefault(match[2], FIRST_PID + len(numbers))
        return f"{match[1]}{number}"

    return [Line(PID.sub(renumbered, line.text), line.number) for line in lines]


def collapse_frames(lines: list[Line]) -> list[Line]:
    """Returns the lines with each run of library frames as one line `  ...`.

    A frame is the library's when its file is not one of the snippet's own, which are
    named without a folder (the run's folder has been taken off their paths).
    """
    kept: list[Line] = []
    frame = None  # the match of the frame that we are in
    for line in lines:
        if match := FRAME.fullmatch(line.text):
            frame = match
        elif frame and not _inside(line.text, frame):
            frame = None
        if frame is None:
            kept.append(line)
        elif _is_library(frame["file"]):
            if not (kept and kept[-1].text == LIBRARY):
                kept.append(replace(line, text=LIBRARY))
        elif not MARKER.fullmatch(line.text):
            kept.append(line)
    return kept


def _inside(text: str, frame: re.Match) -> bool:
    """The source lines of a frame are indented deeper than its head."""
    return text.startswith(frame["indent"] + "  ")


def _is_library(file: str) -> bool:
    return "/" in file or "\\" in file or file.startswith("<")
