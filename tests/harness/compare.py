"""Compares an outcome with its transcript and says how they differ."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from .interpreters import Interpreter
from .normalise import Line, normalise
from .run import Hang, Outcome, run
from .transcripts import STILL, Snippet, Transcript, comparable, record_command


@dataclass(frozen=True)
class Cell:
    """A snippet under a start method with an interpreter, and what it should print."""

    snippet: Snippet
    method: str
    interpreter: Interpreter
    transcript: Transcript

    @property
    def id(self) -> str:
        """`process/exitcode.py-spawn`"""
        return f"{self.snippet.slug}.py-{self.method}"

    def run(self) -> Outcome:
        hang = expected_hang(self.transcript.lines)
        return run(self.snippet.path, self.method, self.interpreter.path, hang)


def cells(snippets: list[Snippet], interpreters: list[Interpreter]) -> list[Cell]:
    """Returns each cell that has a transcript."""
    return [
        Cell(snippet, method, interpreter, transcript)
        for snippet in snippets
        for interpreter in interpreters
        for method in interpreter.methods
        if (transcript := snippet.transcript_for(interpreter.where(method)))
    ]


def expected_hang(lines: list[str]) -> Hang | None:
    """Reads `[still running after 3 s]` at the end of a transcript."""
    match = lines and STILL.fullmatch(lines[-1])
    return Hang(float(match[1]), len(normalise(lines)) - 2) if match else None


@dataclass(frozen=True)
class Difference:
    """A failure: what to tell, and the file and line that it begins at."""

    message: str
    path: Path
    line: int = 1
    title: str = "The output differs"


def compare(cell: Cell, outcome: Outcome) -> Difference | None:
    """Returns how the outcome differs from the cell's transcript; None if it doesn't."""
    path = cell.transcript.path
    where = f"{cell.snippet.slug}.py under {cell.method}, {cell.interpreter}"
    if outcome.leftovers:
        left = "\n".join(f"  - {each}" for each in outcome.leftovers)
        return Difference(
            f"{where}: it left something behind, which was removed:\n{left}\n"
            f"Make {cell.snippet.path} end what it starts (join, close, unlink).",
            cell.snippet.path,
            title="Something is left behind",
        )
    documented = comparable(cell.transcript.lines, cell.transcript.anyorder)
    printed = comparable(
        outcome.transcript(cell.snippet.path.name), cell.transcript.anyorder
    )
    if [line.text for line in documented] == [line.text for line in printed]:
        return None
    shown, first = diff(documented, printed)
    return Difference(
        f"{where}: printed something else than {path} documents.\n\n{shown}\n\n"
        f"  (- documented, with its line; + printed){_order_note(cell)}\n\n"
        f"If the program is right, record what it prints:\n"
        f"    {record_command(cell.snippet, cell.interpreter.path)}\n"
        f"If the output was right, mend the program: {cell.snippet.path}",
        path,
        first,
    )


def _order_note(cell: Cell) -> str:
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
    return "\n".join(shown), first or 1
