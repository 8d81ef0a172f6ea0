"""Careless edits of a transcript: all of them, one at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...normalise import split_lines
from ...transcripts import HANG, STATUS, STILL_RUNNING, length_of_end

OPPOSITES = {"True": "False", "False": "True", "None": "0"}


@dataclass(frozen=True)
class Edit:
    """A transcript after one edit.

    kind: what was done, as in the table of results; line: where, from 1; text: the
    whole file afterwards.
    """

    kind: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.kind}: {self._shown()!r}"

    def _shown(self) -> str:
        lines = split_lines(self.text)
        return lines[self.line - 1] if self.line <= len(lines) else ""


def edits(text: str, anyorder: bool = False) -> Iterator[Edit]:
    """Yields each edit that makes another text of the text of a transcript, once.

    anyorder: lines between the command and the end may stand in any order, so that
    swapping them there changes nothing that is said.
    """
    lines = split_lines(text)
    ends = [
        ("line end missing", len(lines), text.removesuffix("\n")),
        ("empty line at the end", len(lines) + 1, text + "\n"),
    ]
    made = [*_line_edits(lines), *_swaps(lines, anyorder), *_status_edits(lines)]
    texts = [
        (kind, line, "".join(f"{e}\n" for e in edited)) for kind, line, edited in made
    ]
    known = {text}
    for kind, line, after in [*texts, *ends]:
        if after not in known:
            known.add(after)
            yield Edit(kind, line, after)


def _line_edits(lines: list[str]) -> Iterator[tuple[str, int, list[str]]]:
    for number, line in enumerate(lines, start=1):
        before, after = lines[: number - 1], lines[number:]
        yield "line dropped", number, before + after
        yield "line doubled", number, [*before, line, line, *after]
        for kind, changed in _changes(line):
            yield kind, number, [*before, changed, *after]


def _changes(line: str) -> Iterator[tuple[str, str]]:
    """Yields what a careless hand makes of one line."""

    def put(text: str, start: int, end: int) -> str:
        return line[:start] + text + line[end:]

    for place, character in enumerate(line):
        yield "character dropped", put("", place, place + 1)
        if character in "0123456789":
            for digit in "0123456789".replace(character, ""):
                yield "digit changed", put(digit, place, place + 1)
    for match in re.finditer(r"\w+", line):
        word = match[0]
        if word in OPPOSITES:
            yield "True/False/None changed", put(OPPOSITES[word], *match.span())
        yield "word changed", put(f"{word}x", *match.span())
        yield "word dropped", put("", *match.span())
        if word != word.swapcase():
            yield "case changed", put(word.swapcase(), *match.span())
    yield "blank at the end", f"{line} "


def _swaps(lines: list[str], anyorder: bool) -> Iterator[tuple[str, int, list[str]]]:
    """Yields the lines with two neighbours swapped, wherever order counts."""
    end = len(lines) - length_of_end(lines)
    for first in range(len(lines) - 1):
        second = first + 1
        if not (anyorder and 0 < first and second < end):
            swapped = [lines[second], lines[first]]
            yield "lines swapped", second, lines[:first] + swapped + lines[second + 1 :]


def _status_edits(lines: list[str]) -> Iterator[tuple[str, int, list[str]]]:
    """Yields the lines with another end: none, another status, or a hang."""
    length = length_of_end(lines)
    rest, end = lines[: len(lines) - length], lines[len(lines) - length :]
    others = [[STATUS, str(status)] for status in (0, 1, 2, 137)]
    for other in [[], *others, [STILL_RUNNING.format(f"{HANG:g}")]]:
        kind = "changed" if end and other else "dropped" if end else "added"
        yield f"exit status {kind}", len(rest) + 1, rest + other
