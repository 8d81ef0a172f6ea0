"""Every snippet prints what its transcript says, under every start method."""

from pathlib import Path

import pytest

from harness.compare import Difference, compare
from harness.inventory import problems
from harness.transcripts import characters

# How much of what a cell prints its comparison may leave out: all of it together, since
# frames of the library make up most of a long traceback; and what is left out besides
# them and their markers: pids, addresses and names.
ALL, REST = 0.9, 0.3


def test_each_snippet_has_its_transcripts_and_each_transcript_is_used(cell_session):
    """No snippet without a transcript, no unused, empty, misnamed or equal one."""
    found = problems(cell_session.folder)
    for problem in found:
        path = Path(problem.partition(": ")[0])
        cell_session.annotate(Difference(problem, path, title="A file is amiss"))
    assert not found, "\n" + "\n".join(found)


def test_snippet(cell, cell_session):
    """The whole transcript: stdout, stderr and status; nothing is left behind, and not
    too much is left out of the comparison."""
    outcome = cell_session.outcome(cell)
    difference = compare(cell, outcome)
    cell_session.note(cell, difference)
    if difference:
        pytest.fail(difference.message, pytrace=False)
    printed = outcome.transcript(cell.snippet.path.name)
    counts = characters(printed, anyorder=False)
    whole = counts["printed"]
    left_out = counts.total() - whole
    rest = left_out - counts["library frames"] - counts["markers"]
    assert left_out <= ALL * whole and rest <= REST * whole, (
        f"{cell.snippet.path}: too much of what it prints isn't compared: {dict(counts)};"
        f" at most {ALL:.0%} may be left out, and {REST:.0%} besides frames and markers"
    )
