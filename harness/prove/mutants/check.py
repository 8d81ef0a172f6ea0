"""Tells which mutants are caught: whether `make test` would fail with them."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ...cell import Cell
from ...compare import compare
from ...snippets import Snippet, files_of
from ...transcripts import Transcript
from .edits import Edit, edits
from .programs import Change

LIMIT = 10.0  # seconds for a changed program; the slowest snippet takes a few


@dataclass(frozen=True)
class Edited(Transcript):
    """A transcript that says something else than its file."""

    said: str = ""

    @property
    def text(self) -> str:
        return self.said


def edited_transcripts(
    transcripts: Iterable[Transcript],
) -> Iterator[tuple[Transcript, Edit, bool]]:
    """Yields each edit of each transcript, and if it is caught.

    It is if it says something else than before, which is what each cell that passes
    has printed, or if the file alone is found amiss.
    """
    for transcript in transcripts:
        printed, copy = transcript.texts, Edited(**asdict(transcript))
        for edit in edits(transcript.text, transcript.anyorder):
            edited = replace(copy, said=edit.text)
            caught = edited.texts != printed or bool(edited.amiss)
            yield transcript, edit, caught


@dataclass(frozen=True)
class Tried:
    """A change of a snippet, and the cell that caught it; None: it survived.

    stopped: whether it was caught for it took too long, printed or started too much.
    """

    snippet: Snippet
    change: Change
    caught_by: Cell | None
    stopped: bool = False


def try_change(change: Change, cells: list[Cell]) -> Tried:
    """Runs a changed snippet in its cells, one by one, until one differs."""
    snippet = cells[0].snippet
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        for path in files_of(snippet.path):
            shutil.copy(path, folder)
        path = Path(folder, snippet.path.name)
        path.write_text(change.text, encoding="utf-8", newline="\n")
        for cell in cells:
            outcome = cell.run(program=path, limit=LIMIT)
            if compare(cell, outcome):
                return Tried(snippet, change, cell, bool(outcome.stopped))
    return Tried(snippet, change, None)
