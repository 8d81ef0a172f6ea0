"""Writes transcripts and traces: python -m harness record [SLUG...] [--python PATH...]

Runs each cell several times and refuses to write what doesn't repeat. A file in which
only noise would change is left alone. Unless --python names some, each supported CPython
that is found is used, the newest of a version: so it finds which variants are needed, and
writes as few files as it can. Traces are written by the newest
of them, unless a newer one made those that are there.

To let a snippet run under one start method only, make an empty file first:
    touch snippets/process/exitcode/values.fork.out
To allow any order of lines:  touch snippets/process/exitcode/values.anyorder.out
To give PyPy a text of its own:  touch snippets/process/exitcode/values.pypy.out
"""

import argparse
import os
import re
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from .. import pythons
from ..cell import Cell
from ..compare import diff
from ..interpreters import SYSTEM_NAMES, Interpreter, describe
from ..options import add_choice, choice
from ..run.outcome import Hang, Outcome, expected_hang
from ..snippets import Snippet, discover, record_command
from ..trace.events import parse
from ..trace.recorder import record_traces
from ..transcripts import Transcript, Where, comparable, everywhere, texts
from ..versions import VERSIONS, dotted
from .variants import Files, Printed, fewest_files

REPEAT = 3
TRIES = 20  # runs, to see the lines in another order where the name says they have none
PATIENCE = 30  # seconds after which a program is taken for one that never ends


class Refused(Exception):
    """What was run can't be written; the message says what to do."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m harness record",
        description="Writes the transcripts of snippets.",
    )
    add_choice(parser)
    options = parser.parse_args(arguments)
    snippets, interpreters = choice(parser, options, found)
    if len({each.implementation for each in interpreters}) > 1:
        parser.error("--python: give CPythons alone, then PyPy alone: its own files"
                     " come after theirs")  # fmt: skip
    interpreters.sort(key=lambda each: each.numbers)
    for line in introduce(interpreters):
        print(line, flush=True)
    refused = False
    for snippet in snippets:
        try:
            for line in record(snippet, interpreters):
                print(line)
            if line := trace(snippet, interpreters[-1]):
                print(line)
        except Refused as error:
            print(error, file=sys.stderr)
            refused = True
    return int(refused)


def found() -> list[Interpreter]:
    """Returns the usual CPythons of this machine, the newest release of each version;
    none that an emulator runs, whose times are others."""
    own = describe()
    taken, _ = pythons.choose([*pythons.candidates()])
    usual = [
        each
        for each in taken
        if each.implementation == "CPython"
        and not each.build
        and each.machine == own.machine
    ]
    usual.sort(key=lambda each: each.numbers)
    newest = {each.version: each for each in usual}
    return [*newest.values()] or [own]


def introduce(interpreters: list[Interpreter]) -> list[str]:
    """Says with what is recorded; what is missing, who will run it, and how to get it."""
    lines = ["==> Recording with " + ", ".join(map(str, interpreters))]
    ran = {each.version for each in interpreters}
    missing = [dotted(each) for each in VERSIONS if each not in ran]
    if missing and interpreters[0].implementation == "CPython":
        lines += [
            f"    Without CPython {', '.join(missing)}: CI runs the snippets with it, and its"
            f" log shows what it prints if that is something else.",
            f"    To have it here, on a machine with a network:  uv python install"
            f" {' '.join(missing)}",
            f"    Looked for on PATH, in {pythons.CACHE} and where pyenv and uv put them;"
            f" one that lies elsewhere:  ARGS=--python=PATH, for each",
        ]
    return lines


def trace(snippet: Snippet, interpreter: Interpreter) -> str:
    """Records how the processes run, where that can be told; says what was done."""
    if interpreter.implementation != "CPython" or interpreter.system == "windows":
        return (
            f"{snippet.slug}: no trace, which CPython on Linux or macOS alone records; say"
            f" so in the pull request, and a maintainer adds it by  make record"
            f" ONLY={snippet.slug}"
        )
    if interpreter.build:
        return f"{snippet.slug}: {interpreter} records no trace; a usual build does"
    recorded = discover(snippet.folder, only=snippet.slug)[0]
    path = recorded.path.with_suffix(".trace")
    try:
        for known in parse(path).values():
            _, maker, _, system = known.interpreter.split()  # CPython 3.14 on Linux
            if tuple(map(int, maker.split("."))) > interpreter.version:
                return (
                    f"{path}: left alone, it was made by {known.interpreter}, which is"
                    f" newer than {interpreter}; with such a one: "
                    f" {record_command(snippet, 'PATH')}  or say so in the pull request"
                )
            if system == "Linux" and interpreter.system != "linux":
                return f"{path}: left alone, it was made on Linux, which tells more"
        change = record_traces(recorded, interpreter)
    except ValueError as error:
        raise Refused(str(error)) from None
    older = interpreter.version < VERSIONS[-1]
    later = f"; CPython {dotted(VERSIONS[-1])}, a maintainer's, will write it again"
    return f"{path}: {change}{later * older}" if change else ""


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
    print(f"{snippet.slug}: {len(places)} cells, {REPEAT} times each; a minute or two"
          " for a program that never ends", flush=True)  # fmt: skip
    with ThreadPoolExecutor(2 * (os.cpu_count() or 1)) as pool:
        printed = list(pool.map(lambda place: _repeat(snippet, *place), places))
    _refuse_fixed_order(snippet, printed)
    _refuse_contradictions(snippet, printed)
    _refuse_without_own_file(snippet, printed)
    files = _same_files(snippet, printed)
    if files is None:
        offered = {method for each in interpreters for method in each.methods}
        files = fewest_files(snippet, printed, offered)
    known = [transcript.path for transcript in snippet.transcripts if transcript.lines]
    changes = _write(snippet, files, printed)
    if not changes:
        return [f"{snippet.slug}: unchanged"]
    said = [f"{path}: {change}" for path, change in changes.items()]
    return said + _changed_elsewhere(snippet, printed, known, changes)


def _repeat(snippet: Snippet, interpreter: Interpreter, method: str) -> Printed:
    """Runs one cell REPEAT times; Refused unless all runs are the same."""
    where = interpreter.where(method)
    transcript = snippet.transcript_for(where)
    anyorder = bool(transcript and transcript.anyorder)
    cell = Cell(snippet, method, interpreter, transcript)
    hang, pids = None, set()
    program = snippet.path.name
    runs: list[list[str]] = []
    while len(runs) < REPEAT or anyorder and len(runs) < TRIES and _in_one_order(runs):
        outcome = cell.run(hang=hang or Hang(PATIENCE))
        if outcome.status is None and not hang:  # the next ones needn't be so patient
            outcome.hang = hang = expected_hang(outcome.normalised(program))
        _refuse_misconduct(snippet, where, outcome)
        runs.append(outcome.normalised(program))
        pids |= outcome.known.pids or set()
    for other in runs[1:]:
        if texts(runs[0], anyorder) != texts(other, anyorder):
            shown, _ = diff(comparable(runs[0], anyorder), comparable(other, anyorder))
            raise Refused(
                f"{snippet.path} under {method}, {interpreter}: two runs printed"
                f" different things, so nothing was written.\n\n{shown}\n\n"
                f"{_bare_pid(shown, pids)}"
                f"Make it deterministic (children report, the parent prints). If the"
                f" order is the lesson, make an empty file"
                f" {snippet.path.with_suffix('')}.anyorder.out and record again."
            )
    return Printed(
        where,
        tuple(runs[0]),
        anyorder,
        transcript and transcript.system,
        not _in_one_order(runs),
    )


def _bare_pid(shown: str, pids: set[int]) -> str:
    """Says if a pid of the runs stands in what differs, without the word before it."""
    for number in re.findall(r"\b\d+\b", shown):
        if int(number) in pids:
            return (
                f"{number} was a pid: print it right after the word pid, ppid or PID, and it"
                f" is renumbered (STYLE.md S9).\n"
            )
    return ""


def _in_one_order(runs: list[list[str]]) -> bool:
    return all(run == runs[0] for run in runs)


def _refuse_fixed_order(snippet: Snippet, printed: list[Printed]) -> None:
    """That lines come in any order is for a program that prints them in another one."""
    varies: dict[Transcript | None, bool] = defaultdict(bool)
    for each in printed:
        varies[snippet.transcript_for(each.where)] |= each.varies
    for transcript in varies:
        if transcript and transcript.anyorder and not varies[transcript]:
            raise Refused(
                f"{transcript.path}: {TRIES} runs printed the lines in one order, so"
                f" nothing was written; if that order is right, rename it to"
                f" {transcript.path.name.replace('.anyorder', '')} and record again"
            )


def _refuse_contradictions(snippet: Snippet, printed: list[Printed]) -> None:
    """Two interpreters of one version can't have two transcripts, unless they have."""
    seen: dict[tuple, Printed] = {}
    for each in printed:
        case = _minor(each.where), snippet.transcript_for(each.where)
        if seen.setdefault(case, each).texts != each.texts:
            raise Refused(
                f"{snippet.path} under {each.where.method}: two interpreters of Python"
                f" {dotted(case[0].version)} print different things, so nothing was written; give one"
                f" of them"
            )


def _minor(where: Where) -> Where:
    return replace(where, version=where.version[:2])


def _refuse_without_own_file(snippet: Snippet, printed: list[Printed]) -> None:
    """What PyPy alone prints never goes into a file that CPython reads."""
    for each in printed:
        transcript = snippet.transcript_for(each.where)
        if each.where.implementation == "CPython" or transcript and transcript.pypy:
            continue
        if transcript is None or transcript.texts != each.texts:
            parts = [snippet.path.stem, each.system, each.where.method, "pypy", "out"]
            own = snippet.path.with_name(".".join(filter(None, parts)))
            raise Refused(
                f"{snippet.path} under {each.where.method}: no transcript says what"
                f" {each.where.implementation} prints, so nothing was written. If"
                f" CPython prints it too, record with CPython; if not, make an empty"
                f" file and record again:\n    touch {own}"
            )


def _refuse_misconduct(snippet: Snippet, where: Where, outcome: Outcome) -> None:
    if outcome.misconduct:
        raise Refused(
            f"{snippet.path} under {where.method}: nothing was written, for"
            f" {outcome.misconduct}"
        )


def _same_files(snippet: Snippet, printed: list[Printed]) -> Files | None:
    """Returns new texts for the files there are; None if that isn't enough."""
    files: Files = {}
    for each in printed:
        transcript = snippet.transcript_for(each.where)
        if transcript is None:
            return None
        known = files.setdefault(transcript.path, each.lines)
        if texts(known, transcript.anyorder) != each.texts:
            return None
    return files


def _write(snippet: Snippet, files: Files, printed: list[Printed]) -> dict[Path, str]:
    """Writes the files that say something new and deletes those now replaced.

    Returns for each file that it touched what it did.
    """
    changes = {}
    for path, lines in files.items():
        transcript = Transcript.parse(path)
        known = path.exists()
        same = known and transcript.texts == texts(lines, transcript.anyorder)
        if same and not transcript.amiss:
            continue
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        changes[path] = "changed" if known else "written"
    used = {snippet.transcript_for(each.where) for each in printed} - {None}
    for transcript in used:
        if transcript.path not in files:
            transcript.path.unlink()
            changes[transcript.path] = "deleted"
    return changes


def _changed_elsewhere(snippet, printed, known: list[Path], changes) -> list[str]:
    """Says which Pythons, not run now, read another text than before: `known` are the
    files that there were, `changes` those just touched. Linux prints what is documented
    for all; another system that changes that needs a file of its own."""
    ran = {_minor(each.where) for each in printed}
    systems = {"linux", *(where.system for where in ran)}
    implementations = {where.implementation for where in ran}
    after = discover(snippet.folder, only=snippet.slug)[0]
    found = set()
    for where in everywhere((*snippet.transcripts, *after.transcripts)):
        before, now = snippet.transcript_for(where), after.transcript_for(where)
        near = where.system in systems and where.implementation in implementations
        if _minor(where) in ran or not near or not before:
            continue
        if before.path in known and (now != before or before.path in changes):
            found.add((where.version[:2], where.system))
    if not found:
        return []
    names = [
        f"{dotted(version)} on {SYSTEM_NAMES[system]}"
        for version, system in sorted(found)
    ]
    said = [
        f"{snippet.slug}: changed for Python {', '.join(names)} too, which was"
        f" not run. With every Python that is found:  {record_command(snippet)}"
    ]
    if {system for _, system in found} - {where.system for where in ran}:
        said.append(
            f"If this system alone prints it, take that back, and make an empty file for"
            f" it first, such as {snippet.path.stem}.macos.out"
        )
    return said
