"""Runs all cells on every Python of this machine: python -m harness pythons

Looks for the supported ones on PATH, in .cache/pythons/bin, in pyenv's folder, and on
Windows where `py` knows of them; --python adds one. Of equal ones the first is taken.
What isn't meant for this program goes to pytest.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .interpreters import Interpreter, describe
from .transcripts import SUPPORTED

CACHE = Path(".cache/pythons/bin")
ON_PATH = re.compile(r"(python3\.\d+t?|pypy3(\.\d+)?)(\.exe)?")
IN_CACHE = re.compile(r"(python|pypy)3[\w.-]*")
OF_LAUNCHER = re.compile(r"\S:\\.*\.exe", re.IGNORECASE)  # in a line of `py -0p`


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
        given = [supported(path).path for path in options.python]
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
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/cells/test_snippets.py",
        *pythons,
    ]
    return subprocess.run([*command, *for_pytest]).returncode


def candidates() -> Iterator[str]:
    """Yields the paths of what may be an interpreter, those on PATH first."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for folder in map(Path, os.get_exec_path()):
        if folder != pyenv / "shims":  # what they stand for comes below
            yield from _programs(folder, ON_PATH)
    yield from _programs(CACHE, IN_CACHE)
    for place in ("versions/*/bin/python", "pyenv-win/versions/*/python.exe"):
        yield from map(str, sorted(pyenv.glob(place)))
    if os.name == "nt" and shutil.which("py"):
        listed = subprocess.run(["py", "-0p"], capture_output=True, text=True)
        yield from OF_LAUNCHER.findall(listed.stdout)
    yield sys.executable


def _programs(folder: Path, name: re.Pattern) -> list[str]:
    """Returns the programs in a folder that are called so; none if it isn't there."""
    if not folder.is_dir():
        return []
    programs = [path for path in folder.iterdir() if name.fullmatch(path.name)]
    return [
        str(path.absolute()) for path in sorted(programs) if os.access(path, os.X_OK)
    ]


def choose(paths: list[str]) -> tuple[list[Interpreter], list[str]]:
    """Returns each supported interpreter once, and of each that is left out why."""
    taken: dict[str, Interpreter] = {}
    left_out = []
    for path in dict.fromkeys(paths):
        try:
            each = supported(path)
        except ValueError as error:
            left_out.append(str(error).removeprefix("--python "))
            continue
        first = taken.setdefault(each.name, each)
        if first is not each:
            left_out.append(f"{path}: the same as {first.path} ({each})")
    return list(taken.values()), left_out


def supported(path: str) -> Interpreter:
    """Describes an interpreter; ValueError if it can't be run or isn't supported."""
    each = describe(path)
    if each.version in SUPPORTED.get(each.implementation, ()):
        return each
    expected = " or ".join(
        f"{name} {', '.join(dict.fromkeys('{}.{}'.format(*one) for one in versions))}"
        for name, versions in SUPPORTED.items()
    )
    raise ValueError(f"{path}: {each} isn't supported; expected {expected}")
