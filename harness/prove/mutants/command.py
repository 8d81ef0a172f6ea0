"""Proves the checker: python -m harness mutants [SLUG...] [--python PATH...]

Every careless edit of a transcript must be caught. Small changes of the programs are
run: the figure is how many of them are caught, and the survivors are for a person to
read, since many change nothing that an output can show.
"""

import argparse
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed

from ...cell import Cell, cells, run_all
from ...compare import compare
from ...options import add_choice, choice
from ...run.sandbox import SIDE_BY_SIDE
from ...snippets import Snippet
from .check import LIMIT, Tried, edited_transcripts, try_change
from .programs import changes_of

EACH = 100  # tried changes after which it is told how many there are


def main(arguments: list[str] | None = None) -> int:
    """Returns 1 if an edit of a transcript isn't caught or a program fails unchanged,
    else 0."""
    options = parse(arguments)
    held = True
    if not options.programs:
        held = prove_transcripts(options.chosen)
    if not options.transcripts:
        held = prove_programs(cells(options.chosen, options.interpreters)) and held
    return int(not held)


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Returns the options, with the `chosen` snippets and the `interpreters`; ends with
    a message if any is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m harness mutants",
        description="Changes transcripts and programs, and tells which changes are caught.",
    )
    add_choice(parser)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--transcripts", action="store_true", help="change transcripts only")  # fmt: skip
    only.add_argument("--programs", action="store_true", help="change programs only")
    options = parser.parse_args(arguments)
    options.chosen, options.interpreters = choice(parser, options)
    return options


def prove_transcripts(chosen: list[Snippet]) -> bool:
    """Tries each edit of each transcript; prints a table and the survivors, and returns
    whether there is none."""
    began, found, caught = time.monotonic(), Counter(), Counter()
    transcripts = [each for snippet in chosen for each in snippet.transcripts]
    survivors = []
    for transcript, edit, is_caught in edited_transcripts(transcripts):
        found[edit.kind] += 1
        caught[edit.kind] += is_caught
        if not is_caught:
            survivors.append(f"{transcript.path}: survived: {edit}")
    print(f"\nEdits of {len(transcripts)} transcripts:\n")
    print(table({"caught": caught, "all": found}))
    print(f"\n{time.monotonic() - began:.1f} s", flush=True)
    print("".join(f"\n{each}" for each in survivors))
    return not survivors


def prove_programs(chosen: list[Cell]) -> bool:
    """Tries each change of each snippet; prints a table and the survivors. Returns
    whether it could: each program must pass unchanged, or all its changes are caught."""
    outcomes = run_all(chosen)
    if failed := [d.message for c, o in outcomes.items() if (d := compare(c, o))]:
        print("\n\n".join(failed))
        print("\nA change is caught if the output differs, so first all must pass.")
        return False
    began, tried = time.monotonic(), try_all(chosen)
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
    return True


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
    rows = [("kind", list(columns))]
    rows += [(kind, [column[kind] for column in columns.values()]) for kind in kinds]
    rows += [("all", [column.total() for column in columns.values()])]
    width = max(len(name) for name, _ in rows)
    return "\n".join(
        f"  {name:{width}}" + "".join(f"{each:>9}" for each in numbers)
        for name, numbers in rows
    )
