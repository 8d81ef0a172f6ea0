"""Every snippet prints what its transcript says, under every start method."""

from pathlib import Path

import pytest

from harness.compare import Difference, compare
from harness.inventory import problems


def test_each_snippet_has_its_transcripts_and_each_transcript_is_used(runs):
    """No snippet without a transcript, no unused, empty, misnamed or equal one."""
    found = problems(runs.folder)
    for problem in found:
        path = Path(problem.partition(": ")[0])
        runs.differences.append(Difference(problem, path, title="A file is amiss"))
    assert not found, "\n" + "\n".join(found)


def test_snippet(cell, runs):
    """The whole transcript: stdout, stderr and status; and nothing is left behind."""
    outcome = runs.outcome(cell)
    difference = compare(cell, outcome)
    runs.note(cell, difference, outcome.seconds)
    if difference:
        pytest.fail(difference.message, pytrace=False)
