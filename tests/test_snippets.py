"""Every snippet prints what its transcript says, under every start method."""

import re
from pathlib import Path

import pytest

from .harness.compare import Difference, compare
from .harness.normalise import PID
from .harness.transcripts import problems, texts


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


def test_one_edited_word_is_a_difference(runs):
    """In any transcript, any word. Pids alone are free: they are renumbered."""
    transcripts = {cell.transcript for cell in runs.cells}
    missed = []
    for transcript in sorted(transcripts, key=lambda each: each.path):
        lines, documented = transcript.lines, transcript.texts
        for number, line in enumerate(lines):
            pids = {match.start(2) for match in PID.finditer(line)}
            for word in re.finditer(r"\w+", line):
                if word.start() in pids:
                    continue
                edited = f"{line[: word.end()]}x{line[word.end() :]}"
                changed = [*lines[:number], edited, *lines[number + 1 :]]
                if texts(changed, transcript.anyorder) == documented:
                    missed.append(f"{transcript.path}:{number + 1}: {edited}")
    assert not missed, "\n" + "\n".join(missed)
