"""Tells whether results cover what they should: python -m harness complete [--python PATH...]

Fails if a transcript was never run, by neither the results in results/ nor the repository's
evidence; or if an interpreter that is named hasn't run each cell that the names of the files
demand, with the files as they are. So no option of pytest can leave a cell out in silence.
"""

import argparse
import sys
from pathlib import Path

from ..cell import cells
from ..interpreters import Interpreter, describe_all
from ..snippets import SNIPPETS, Snippet, discover
from . import evidence, files
from .judge import PASSED, never_run


def main(arguments: list[str] | None = None) -> int:
    # fmt: off
    parser = argparse.ArgumentParser(prog="python -m harness complete", description="Tells whether results cover what they should.")
    parser.add_argument("--python", action="append", default=[], metavar="PATH", help="an interpreter that must have run all cells; may be repeated")
    parser.add_argument("--results", type=Path, default=files.FOLDER, metavar="DIR", help="the folder of the results")
    # fmt: on
    options = parser.parse_args(arguments)
    known = discover(SNIPPETS)
    try:
        interpreters = describe_all(options.python)
        missing = never_run(
            [*evidence.read(evidence.EVIDENCE), *files.read(options.results)], known
        )
        counts = {each: count(each, known, options.results) for each in interpreters}
    except ValueError as error:
        parser.error(str(error))
    for each in missing:
        print(f"{each.path}: {NEVER}", file=sys.stderr)
    for each, (ran, demanded) in counts.items():
        print(f"{each}: {ran} of {demanded} cells ran and passed")
    whole = sum(ran for ran, _ in counts.values())
    print(f"==> {whole} cells, {len(missing)} transcripts that were never run")
    complete = all(ran == demanded for ran, demanded in counts.values())
    return int(bool(missing) or not complete)


NEVER = (
    "was never run: no result covers it. make pythons runs all that this machine can, CI"
    " the rest, on Linux, macOS and Windows; one that holds nowhere, delete"
)


def count(
    interpreter: Interpreter, known: list[Snippet], folder: Path
) -> tuple[int, int]:
    """Returns how many cells an interpreter ran, with the `known` files and as documented,
    and how many there are."""
    path = files.path_of(interpreter, folder)
    rows = files.read_one(path)["cells"] if path.exists() else []
    passed = {
        (row["snippet"], row["method"], row["digest"])
        for row in rows
        if row["outcome"] == PASSED
    }
    digests = files.digests(known)
    demanded = {
        (cell.snippet.slug, cell.method, digests[cell.transcript])
        for cell in cells(known, [interpreter])
    }
    return len(demanded & passed), len(demanded)
