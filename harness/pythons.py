"""Runs all cells on every Python of this machine: python -m harness pythons

Takes the supported ones on PATH, in .cache/pythons/bin and wherever else findpython knows
of them (pyenv, uv, the registry of Windows); --python adds one. Of equal ones the first
is taken. What isn't meant for this program goes to pytest. What all cells did goes into
the repository's evidence.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from findpython.providers import ALL_PROVIDERS

from .interpreters import Interpreter, describe_supported
from .results import evidence, files
from .snippets import SNIPPETS, discover

CACHE = Path(".cache/pythons/bin")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m harness pythons",
        description="Runs all cells on every Python that is found or given.",
        epilog="Other arguments are pytest's, such as -k exitcode.",
        allow_abbrev=False,
    )
    parser.add_argument("--python", action="append", default=[], metavar="PATH", help="one more interpreter; may be repeated")  # fmt: skip
    parser.add_argument("--list", action="store_true", help="print the paths, run nothing")  # fmt: skip
    options, for_pytest = parser.parse_known_args(arguments)
    try:
        given = [describe_supported(path).path for path in options.python]
    except ValueError as error:
        parser.error(str(error))
    taken, left_out = choose([*given, *candidates()])
    for reason in left_out:
        print(f"Left out: {reason}", file=sys.stderr)
    if not taken:
        parser.error("no supported interpreter was found; give one:  --python PATH")
    if options.list:
        print("\n".join(each.path for each in taken))
        return 0
    print(f"==> Running all cells on {len(taken)} interpreters", flush=True)
    for each in taken:
        print(f"    {each}, {each.system} {each.machine}: {each.path}", flush=True)
    pythons = [word for each in taken for word in ("--python", each.path)]
    command = [sys.executable, "-m", "pytest", "tests/cells/test_snippets.py"]
    before = written(taken)
    status = subprocess.run([*command, *pythons, *for_pytest]).returncode
    if new := dict(written(taken).items() - before.items()):
        contents = [json.loads(path.read_text(encoding="utf-8")) for path in new]
        for line in evidence.write(contents, discover(SNIPPETS), evidence.EVIDENCE):
            print(line)
    else:
        print(f"Not every cell ran, so {evidence.EVIDENCE} stays as it is.")
    return status


def written(interpreters: list[Interpreter]) -> dict[Path, int]:
    """Returns the results files that there are, and when each was written."""
    paths = map(files.path_of, interpreters)
    return {path: path.stat().st_mtime_ns for path in paths if path.exists()}


def candidates() -> Iterator[str]:
    """Yields the paths of what may be an interpreter, those on PATH first.

    A shim starts one of several interpreters, which are found by themselves.
    """
    for kind in ALL_PROVIDERS.values():
        if provider := kind.create():  # None: not on this system
            found = [each.executable for each in provider.find_pythons()]
            yield from (os.path.realpath(each) for each in found if each.parent.name != "shims")  # fmt: skip
    yield from map(os.path.realpath, sorted(CACHE.glob("py*3*")))
    yield sys.executable


def choose(paths: list[str]) -> tuple[list[Interpreter], list[str]]:
    """Returns each supported interpreter once, and of each that is left out why."""
    taken: dict[str, Interpreter] = {}
    left_out = []
    for path in dict.fromkeys(paths):
        try:
            each = describe_supported(path)
        except ValueError as error:
            left_out.append(str(error).removeprefix("--python "))
            continue
        first = taken.setdefault(each.name, each)
        if first is not each:
            left_out.append(f"{path}: the same as {first.path} ({each})")
    return list(taken.values()), left_out
