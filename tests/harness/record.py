"""Writes transcripts: python -m tests.harness.record [SLUG...] [--python PATH...]

Runs each cell several times and refuses to write what doesn't repeat. A file in which
only noise would change is left alone. With several interpreters, it also finds which
variants are needed, and writes as few files as it can.

To let a snippet run under one start method only, make an empty file first:
    touch snippets/process/exitcode.fork.out
To allow any order of lines:  touch snippets/process/exitcode.anyorder.out
"""

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .compare import comparable, diff, expected_hang
from .interpreters import Interpreter, describe
from .normalise import normalise
from .run import Hang, Outcome, run
from .transcripts import METHODS, Snippet, Transcript, Where, discover

SNIPPETS = Path("snippets")
REPEAT = 3
HANG = 3  # seconds in a transcript of a program that never ends
PATIENCE = 15  # seconds after which a program is taken for one that never ends


Files = dict[Path, tuple[str, ...]]  # lines by file


class Refused(Exception):
    """What was run can't be written; the message says what to do."""


@dataclass(frozen=True)
class Printed:
    """What a snippet printed in one place, normalised: the lines of a transcript."""

    where: Where
    lines: tuple[str, ...]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.harness.record",
        description="Writes the transcripts of snippets.",
    )
    parser.add_argument("only", nargs="*", metavar="SLUG", help="process/exitcode, or a chapter: process")  # fmt: skip
    parser.add_argument("--python", action="append", metavar="PATH", help="an interpreter; may be repeated")  # fmt: skip
    parser.add_argument("--snippets", type=Path, default=SNIPPETS, metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        interpreters = [describe(path) for path in options.python or [sys.executable]]
    except ValueError as error:
        parser.error(str(error))
    interpreters.sort(key=lambda each: each.version)
    refused = False
    for snippet in _chosen(options.snippets, options.only, parser):
        try:
            for line in record(snippet, interpreters):
                print(line)
        except Refused as error:
            print(error, file=sys.stderr)
            refused = True
    return int(refused)


def _chosen(folder: Path, only: list[str], parser) -> list[Snippet]:
    snippets = []
    for slug in only or [""]:
        found = discover(folder, only=slug.removesuffix(".py"))
        if not found:
            parser.error(f"no snippet {folder}/{slug}.py; expected such as process/exitcode")  # fmt: skip
        snippets += found
    return snippets


def record(snippet: Snippet, interpreters: list[Interpreter]) -> list[str]:
    """Runs the snippet everywhere it runs and writes what changed.

    Returns a line for each file: what was done to it. Raises Refused.
    """
    places = [
        (interpreter, method)
        for interpreter in interpreters
        for method in interpreter.methods
        if not snippet.transcripts or snippet.transcript_for(interpreter.where(method))
    ]
    if not places:
        return [f"{snippet.slug}: runs with none of the given interpreters"]
    with ThreadPoolExecutor(2 * (os.cpu_count() or 1)) as pool:
        printed = list(pool.map(lambda place: _repeat(snippet, *place), places))
    files = _same_files(snippet, printed)
    if files is None:
        files = fewest_files(snippet, printed)
    return _write(snippet, files, printed) or [f"{snippet.slug}: unchanged"]


def _repeat(snippet: Snippet, interpreter: Interpreter, method: str) -> Printed:
    """Runs one cell REPEAT times; Refused unless all runs are the same."""
    where = interpreter.where(method)
    transcript = snippet.transcript_for(where)
    anyorder = bool(transcript and transcript.anyorder)
    hang = transcript and expected_hang(transcript.lines)
    runs: list[list[str]] = []
    for _ in range(REPEAT):
        outcome = run(snippet.path, method, interpreter.path, hang or Hang(PATIENCE))
        if outcome.status is None and not hang:
            outcome.hang = hang = Hang(HANG)
        _refuse_leftovers(snippet, where, outcome)
        runs.append(outcome.transcript(snippet.path.name))
    first, *others = [comparable(lines, anyorder) for lines in runs]
    for other in others:
        if [line.text for line in first] != [line.text for line in other]:
            shown, _ = diff(first, other)
            raise Refused(
                f"{snippet.path} under {method}, {interpreter}: two runs printed"
                f" different things, so nothing was written.\n\n{shown}\n\n"
                f"Make it deterministic (children report, the parent prints). If the"
                f" order is the lesson:  touch {snippet.path.with_suffix('')}.anyorder.out"
            )
    return Printed(where, tuple(line.text for line in normalise(runs[0])))


def _refuse_leftovers(snippet: Snippet, where: Where, outcome: Outcome) -> None:
    if outcome.leftovers:
        left = "\n".join(f"  - {each}" for each in outcome.leftovers)
        raise Refused(
            f"{snippet.path} under {where.method}: it left something behind, so nothing"
            f" was written; make it end what it starts:\n{left}"
        )


def _same_files(snippet: Snippet, printed: list[Printed]) -> Files | None:
    """Returns new texts for the files there are; None if that isn't enough."""
    files: Files = {}
    for each in printed:
        transcript = snippet.transcript_for(each.where)
        if transcript is None:
            return None
        known = files.setdefault(transcript.path, each.lines)
        if not _alike(known, each.lines, transcript.anyorder):
            return None
    return files


def fewest_files(snippet: Snippet, printed: list[Printed]) -> Files:
    """Returns as few files as hold what was printed.

    Start methods that print the same on every Python share their files. The largest
    such group has the general names, the others are named by their start method. In a
    group, a newer Python that prints something else than the one before adds a `since`
    file.
    """
    series: dict[str, dict] = {}
    for each in sorted(printed, key=lambda each: each.where.version):
        series.setdefault(each.where.method, {})[each.where.version] = each.lines
    groups = [
        [method for method in series if series[method] == texts]
        for texts in _distinct(series.values())
    ]
    general = max(groups, key=len)
    restricted = set(series) != set(METHODS)
    files: Files = {}
    for group in groups:
        shared = group == general and not restricted and (len(group) > 1)
        for method in [None] if shared else group:
            files |= _history(snippet, method, series[group[0]])
    return files


def _distinct(items) -> list:
    distinct = []
    for item in items:
        if item not in distinct:
            distinct.append(item)
    return distinct


def _history(snippet: Snippet, method: str | None, texts: dict) -> Files:
    """Returns the files of one start method (None: of several), oldest Python first."""
    files: Files = {}
    before = None
    for version, lines in texts.items():
        if lines != before:
            since = version if files else _first_version(snippet)
            files[_path(snippet, method, since)] = lines
        before = lines
    return files


def _first_version(snippet: Snippet) -> tuple[int, int] | None:
    """Returns the Python that the snippet needs, by the transcripts it has."""
    since = [transcript.since for transcript in snippet.transcripts]
    return min(since) if since and all(since) else None


def _path(snippet: Snippet, method: str | None, since) -> Path:
    transcripts = snippet.transcripts
    systems = {transcript.system for transcript in transcripts}
    parts = [
        systems.pop() if len(systems) == 1 else None,
        method,
        "since{}.{}".format(*since) if since else None,
        "anyorder" if any(transcript.anyorder for transcript in transcripts) else None,
    ]
    name = ".".join([snippet.path.stem, *filter(None, parts), "out"])
    return snippet.path.with_name(name)


def _write(snippet: Snippet, files: Files, printed: list[Printed]) -> list[str]:
    """Writes the files that say something new and deletes those now replaced."""
    said = []
    for path, lines in files.items():
        transcript = Transcript.parse(path)
        old = transcript.lines if path.exists() else None
        if old and _alike(old, lines, transcript.anyorder):
            continue
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        said.append(f"{path}: {'written' if old is None else 'changed'}")
    used = {snippet.transcript_for(each.where) for each in printed} - {None}
    for transcript in used:
        if transcript.path not in files:
            transcript.path.unlink()
            said.append(f"{transcript.path}: deleted")
    return said


def _alike(some, other, anyorder: bool) -> bool:
    one, two = comparable(list(some), anyorder), comparable(list(other), anyorder)
    return [line.text for line in one] == [line.text for line in two]


if __name__ == "__main__":
    sys.exit(main())
