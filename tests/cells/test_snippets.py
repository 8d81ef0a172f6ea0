"""Every snippet prints what its transcript says, under every start method."""

from pathlib import Path

import pytest

from harness.compare import Difference, compare
from harness.inventory import problems
from harness.prove.disorder import Plan, disturbance
from harness.snippets import record_command

# How much of what a cell prints its comparison may leave out: all of it together, since
# frames of the library make up most of a long traceback; and what is left out besides
# them and their markers: pids, addresses and names.
ALL, REST = 0.9, 0.3
TRIES = 20  # runs of a cell to see its lines in another order


def test_each_snippet_has_its_transcripts_and_each_transcript_is_used(cell_session):
    """No snippet without a transcript, no unused, empty, misnamed or equal one."""
    found = problems(cell_session.folder, cell_session.interpreters)
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
    counts = outcome.characters(cell.snippet.path.name, anyorder=False)
    whole = counts["printed"]
    left_out = counts.total() - whole
    rest = left_out - counts["library frames"] - counts["markers"]
    assert left_out <= ALL * whole and rest <= REST * whole, (
        f"{cell.snippet.path}: too much of what it prints isn't compared: {dict(counts)};"
        f" at most {ALL:.0%} may be left out, and {REST:.0%} besides frames and markers"
    )


def test_snippet_as_a_reader_runs_it(own, cell_session):
    """With nothing of the harness's in the process, its environment or its folders, on a
    terminal where there is one, under the interpreter's own start method. So a program
    that prints something else for the checker is found."""
    difference = compare(own, cell_session.outcome(own, "own"))
    if difference:
        cell_session.annotate(difference)
        pytest.fail(difference.message, pytrace=False)


def test_a_hang_lasts(hanging, cell_session):
    """What is said to be still running after 3 s is so after ten times as long: it isn't
    a program that takes its time."""
    outcome = cell_session.outcome(hanging, "hanging")
    assert outcome.status is None and not outcome.stopped, (
        f"{hanging.transcript.path}: says that the program never ends, but it ended"
        f" after {outcome.seconds:.1f} s; write it again with: "
        f" {record_command(hanging.snippet)}"
    )


def test_lines_that_may_come_in_any_order_do(cell_session):
    """Within some runs, disturbed ones too, by one start method or another; else the
    page says of an order that counts that it doesn't."""
    found = []
    for transcript, cells in cell_session.in_any_order().items():
        plans = [Plan.draw(str(number)) for number in range(TRIES)]
        runs = (cell.run(disturb=disturbance(each)) for each in plans for cell in cells)
        program = cells[0].snippet.path.name
        if all(run.normalised(program) == transcript.lines for run in runs):
            found.append(
                f"{transcript.path}: {TRIES * len(cells)} runs printed the lines in the"
                f" documented order; take `.anyorder` out of its name"
            )
    assert not found, "\n".join(found)
