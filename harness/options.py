"""The options that verbs share: which snippets, and with which interpreters."""

import argparse
from collections.abc import Callable
from pathlib import Path

from .interpreters import Interpreter, describe, describe_all, describe_supported
from .snippets import SNIPPETS, Snippet, choose


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Adds SLUG..., --python and --snippets."""
    # fmt: off
    parser.add_argument("only", nargs="*", metavar="SLUG", help="process/exitcode/values, a page or a chapter: process")
    parser.add_argument("--python", action="append", metavar="PATH", help="an interpreter; may be repeated")
    parser.add_argument("--snippets", type=Path, default=SNIPPETS, metavar="DIR", help="another folder of .py and .out files")
    # fmt: on


def choice(
    parser: argparse.ArgumentParser,
    options: argparse.Namespace,
    found: Callable[[], list[Interpreter]] = lambda: [describe()],
) -> tuple[list[Snippet], list[Interpreter]]:
    """Returns what the options choose; ends with a message if they choose nothing.

    found: gives the interpreters where none is named.
    """
    try:
        if options.python:
            interpreters = describe_all(options.python, describe_supported)
        else:
            interpreters = found()
        return choose(options.snippets, options.only), interpreters
    except ValueError as error:
        parser.error(str(error))
