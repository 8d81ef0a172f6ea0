"""Tells which mutants are caught: whether `make test` would fail with them."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from ...cell import Cell
from ...compare import compare
from ...run.outcome import Outcome
from ...snippets import Snippet, files_of
from ...transcripts import Transcript
from .edits import Edit, edits
from .programs import Change

LIMIT = 10.0  # seconds for a changed program; the slowest snippet takes a few


@dataclass(frozen=True)
class Edited(Transcript):
    """A transcript that says something else than its file."""

    said: str = ""

    @classmethod
    def of(cls, transcript: Transcript, text: str) -> "Edited":
        kept = {
            each.name: getattr(transcript, each.name) for each in fields(Transcript)
        }
        return cls(**kept, said=text)

    @property
    def text(self) -> str:
        return self.said


def edited_transcripts(
    outcomes: dict[Cell, Outcome],
) -> Iterator[tuple[Transcript, Edit, bool]]:
    """Yields each edit of each transcript that the cells use, and if it is caught.

    outcomes: what each cell printed, run once. An edit is caught if the file alone is
    found amiss, or if one of the cells that use it differs.
    """
    users: dict[Transcript, list[Cell]] = {}
    for cell in outcomes:
        users.setdefault(cell.transcript, []).append(cell)
    for transcript, cells in users.items():
        for edit in edits(transcript.text, transcript.anyorder):
            changed = Edited.of(transcript, edit.text)
            yield (
                transcript,
                edit,
                not changed.is_normalised
                or any(
                    compare(replace(cell, transcript=changed), outcomes[cell])
                    for cell in cells
                ),
            )


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
                stopped = bool(outcome.stopped)
                return Tried(snippet, change, cell, stopped)
    return Tried(snippet, change, None)
