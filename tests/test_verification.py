"""The figures on 怎么验证的: only what was run on these very files counts."""

import sys

import pytest

from .harness import results
from .harness.compare import cells
from .harness.interpreters import describe
from .harness.transcripts import SNIPPETS, discover
from .page_reader import ROOT

sys.path.insert(0, str(ROOT / "theme" / "hooks"))
from site_words import WORDS  # noqa: E402
from verification import figures  # noqa: E402

SNIPPET = discover(SNIPPETS, only="process/exitcode")
SOME = cells(SNIPPET, [describe()])


def run(outcomes: list[str]) -> dict:
    """Results of the cells of one snippet, as a test run leaves them."""
    digests = results.digests(SNIPPET)
    rows = [
        results.row(cell, outcome, 0.1, digests[cell.transcript])
        for cell, outcome in zip(SOME, outcomes)
    ]
    return {
        "interpreter": "CPython 3.13.1",
        "system": "linux",
        "machine": "x86_64",
        "cells": rows,
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_failed_cells_are_not_counted_as_verified(language):
    """A table row says how many were run and how many were as documented."""
    outcomes = ["passed"] * (len(SOME) - 1) + ["failed"]
    text = figures(WORDS[language], [run(outcomes)])
    row = f"| CPython 3.13.1 | Linux x86_64 | {len(SOME)} | {len(SOME) - 1} |"
    assert row in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_results_of_other_files_do_not_count(language):
    """A snippet or a transcript changed since: nothing is claimed."""
    stale = run(["passed"] * len(SOME))
    for row in stale["cells"]:
        row["digest"] = "of another text"
    text = figures(WORDS[language], [stale])
    assert "CPython 3.13.1" not in text
    assert text == figures(WORDS[language], [])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_results_the_page_says_so(language):
    """No interpreter is named that wasn't used."""
    assert WORDS[language]["no_results"] in figures(WORDS[language], [])


def test_results_are_written_and_read_again(tmp_path):
    """One file for each interpreter."""
    rows = run(["passed"])["cells"]
    path = results.write(describe(), rows, tmp_path)
    (read,) = results.read(tmp_path)
    assert path.suffix == ".json" and read["cells"] == rows
