"""Compares an outcome with its transcript and says how they differ."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from .characters import visible
from .normalise import Line
from .run.outcome import Outcome
from .snippets import record_command
from .transcripts import Transcript, comparable

if TYPE_CHECKING:  # who compares need not be able to run
    from .cell import Cell

DIFF_WIDTH = 300  # characters of a line that are shown
DIFF_LINES = 30  # of a diff that are shown, from its beginning and from its end


@dataclass(frozen=True)
class Difference:
    """A failure: what to tell, and the file and line that it begins at."""

    message: str
    path: Path
    line: int = 1
    title: str = "The output differs"


def compare(cell: "Cell", outcome: Outcome) -> Difference | None:
    """Returns how the outcome differs from the cell's transcript; None if it doesn't."""
    path, program = cell.transcript.path, cell.snippet.path
    where = f"{cell.snippet.slug}.py under {cell.method}, {cell.interpreter}"
    where += ", as a reader runs it" * outcome.plain
    documented, printed = both(cell.transcript, outcome, program.name)
    if is_same(documented, printed) and not outcome.misconduct:
        return None
    shown, first = diff(documented, printed)
    shown = f"{shown}\n\n  (- documented, with its line; + printed){_order_note(cell)}"
    remarks = "".join(f"\n\n{remark}" for remark in outcome.remarks)
    if outcome.misconduct:
        return Difference(
            f"{where}: {outcome.misconduct}\nMend {program}. What it printed:\n\n"
            f"{shown}{remarks}",
            program,
            title="The program had to be ended, or left something behind",
        )
    told = f"{where}: printed something else than {path} documents.\n\n{shown}{remarks}\n\n"  # fmt: skip
    if outcome.plain:
        return Difference(
            f"{told}If it prints what is documented where the checker runs it, mend"
            f" {program}:\nwhat it prints may not depend on who runs it, and where.",
            path,
            first,
        )
    return Difference(
        f"{told}If the program is right, record what it prints:\n"
        f"    {record_command(cell.snippet, cell.interpreter.path)}\n"
        f"If the output was right, mend the program: {program}",
        path,
        first,
    )


def both(
    transcript: Transcript, outcome: Outcome, program: str
) -> tuple[list[Line], list[Line]]:
    """Returns the lines that are documented, and those that were printed by `program`, as
    far as they are compared."""
    how = transcript.anyorder, outcome.plain
    printed = outcome.normalised(program)
    return comparable(transcript.lines, *how), comparable(printed, *how)


def is_same(documented: list[Line], printed: list[Line]) -> bool:
    return [line.text for line in documented] == [line.text for line in printed]


def _order_note(cell: "Cell") -> str:
    return " sorted: in this transcript order doesn't count" * cell.transcript.anyorder


def diff(documented: list[Line], printed: list[Line]) -> tuple[str, int]:
    """Returns a diff by the documented lines' own numbers, and the first that differs."""
    before = [line.text for line in documented]
    after = [line.text for line in printed]
    shown, first = [], None
    for tag, a, b, c, d in SequenceMatcher(None, before, after, False).get_opcodes():
        if tag == "equal":
            shown += [f"{line.number:5}   {line.text}" for line in documented[a:b]]
            continue
        if first is None:
            nearest = documented[min(a, len(documented) - 1)] if documented else None
            first = nearest.number if nearest else 1
        shown += [f"{line.number:5} - {line.text}" for line in documented[a:b]]
        shown += [f"      + {line.text}" for line in printed[c:d]]
    return "\n".join(_cut(shown)), first or 1


def _cut(shown: list[str]) -> list[str]:
    """Leaves out the middle of a long diff, and the ends of long lines."""
    shown = [
        line if len(line) <= DIFF_WIDTH else f"{line[:DIFF_WIDTH]}..."
        for line in map(visible, shown)
    ]
    if len(shown) <= 2 * DIFF_LINES:
        return shown
    left_out = f"      ... ({len(shown) - 2 * DIFF_LINES} lines)"
    return [*shown[:DIFF_LINES], left_out, *shown[-DIFF_LINES:]]
