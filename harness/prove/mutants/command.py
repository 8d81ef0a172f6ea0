"""Proves the checker: python -m harness mutants [SLUG...] [--python PATH...]

Each cell runs once. Then every careless edit of its transcript must be found. Small
changes of the programs are run again: the figure is how many of them are found, and the
survivors are for a person to read, since many change nothing that an output can show.
"""

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from ...cell import Cell, cells, run_all
from ...compare import compare
from ...interpreters import describe_all
from ...run.outcome import Outcome
from ...run.sandbox import SIDE_BY_SIDE
from ...snippets import SNIPPETS, Snippet, choose
from .check import LIMIT, Tried, edited_transcripts, try_change
from .programs import changes_of

EACH = 100  # tried changes after which it is told how many there are


def main(arguments: list[str] | None = None) -> int:
    """Returns 1 if a cell fails unchanged or an edit of a transcript isn't caught, else 0."""
    options = parse(arguments)
    outcomes = run_all(cells(options.chosen, options.interpreters))
    if failed := [d.message for c, o in outcomes.items() if (d := compare(c, o))]:
        print("\n\n".join(failed))
        print("\nA mutant is caught if its output differs, so first all must pass.")
        return 1
    missed = False
    if not options.programs:
        missed = prove_transcripts(outcomes, options.chosen)
    if not options.transcripts:
        prove_programs(list(outcomes))
    return int(missed)


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Returns the options, with the `chosen` snippets and the `interpreters`; ends with
    a message if any is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m harness mutants",
        description="Changes transcripts and programs, and tells which changes are caught.",
    )
    # fmt: off
    parser.add_argument("only", nargs="*", metavar="SLUG", help="process/exitcode/values, a page or a chapter: process")
    parser.add_argument("--python", action="append", metavar="PATH", help="an interpreter; may be repeated")
    parser.add_argument("--transcripts", action="store_true", help="change transcripts only")
    parser.add_argument("--programs", action="store_true", help="change programs only")
    parser.add_argument("--snippets", type=Path, default=SNIPPETS, metavar="DIR", help="another folder of .py and .out files")
    # fmt: on
    options = parser.parse_args(arguments)
    if options.transcripts and options.programs:
        parser.error("--transcripts and --programs: one at most; both are the default")
    try:
        options.chosen = choose(options.snippets, options.only)
        options.interpreters = describe_all(options.python or [sys.executable])
    except ValueError as error:
        parser.error(str(error))
    return options


def prove_transcripts(outcomes: dict[Cell, Outcome], snippets: list[Snippet]) -> bool:
    """Tries each edit of each transcript that the cells use; prints a table and the
    survivors, and returns whether there is any."""
    began, found, caught = time.monotonic(), Counter(), Counter()
    survivors = []
    for transcript, edit, is_caught in edited_transcripts(outcomes):
        found[edit.kind] += 1
        caught[edit.kind] += is_caught
        if not is_caught:
            survivors.append(f"{transcript.path}: survived: {edit}")
    used = {cell.transcript for cell in outcomes}
    unused = [t for s in snippets for t in s.transcripts if t not in used]
    print(f"\nEdits of {len(used)} transcripts, seen by {len(outcomes)} cells:\n")
    print(table({"caught": caught, "all": found}))
    print(f"\n{time.monotonic() - began:.1f} s", flush=True)
    if unused:
        print(
            f"{len(unused)} transcripts are of other Pythons or systems: --python PATH"
        )
    print("".join(f"\n{each}" for each in survivors))
    return bool(survivors)


def prove_programs(chosen: list[Cell]) -> None:
    """Tries each change of each snippet; prints a table and the survivors."""
    began = time.monotonic()
    tried = try_all(chosen)
    found, caught, stopped = (Counter() for _ in range(3))
    for each in tried:
        kind = each.change.kind
        found[kind] += 1
        caught[kind] += each.caught_by is not None
        stopped[kind] += each.stopped
    snippets = len({cell.snippet for cell in chosen})
    print(f"\nChanges of {snippets} snippets, in up to {len(chosen)} cells:\n")
    print(table({"caught": caught, "(ended)": stopped, "all": found}))
    print(f"\nEnded: it ran for more than {LIMIT:g} s, or printed or started too much.")
    print(f"{time.monotonic() - began:.0f} s\n", flush=True)
    for each in tried:
        if not each.caught_by:
            print(f"{each.snippet.path}: survived: {each.change}")
    print(
        f"\n{caught.total()} of {found.total()} caught. Read the survivors: does a snippet"
        " fail to show what it teaches, or can no output show the change?"
    )


def try_all(chosen: list[Cell]) -> list[Tried]:
    """Tries each change of each snippet in those of its cells that were chosen."""
    by_snippet: dict[Snippet, list[Cell]] = {}
    for cell in chosen:
        by_snippet.setdefault(cell.snippet, []).append(cell)
    pool = ThreadPoolExecutor(SIDE_BY_SIDE)
    coming = [
        pool.submit(try_change, change, own)
        for snippet, own in by_snippet.items()
        for change in changes_of(snippet)
    ]
    try:
        for number, _ in enumerate(as_completed(coming), start=1):
            if number % EACH == 0:
                print(f"  {number} of {len(coming)} changes", flush=True)
    finally:  # Ctrl-C ends those that were begun, and begins no more
        pool.shutdown(cancel_futures=True)
    return [each.result() for each in coming]


def table(columns: dict[str, Counter]) -> str:
    """Returns a line for each kind of mutant, with its numbers, and one for all."""
    kinds = sorted(set().union(*columns.values()))
    width = max(map(len, [*kinds, "kind"]))
    lines = [f"  {'kind':{width}}" + "".join(f"{name:>9}" for name in columns)]
    for kind in kinds:
        numbers = (column[kind] for column in columns.values())
        lines.append(f"  {kind:{width}}" + "".join(f"{n:9}" for n in numbers))
    totals = (column.total() for column in columns.values())
    lines.append(f"  {'all':{width}}" + "".join(f"{n:9}" for n in totals))
    return "\n".join(lines)
