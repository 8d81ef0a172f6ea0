"""Cells: a snippet under one start method with one interpreter."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .interpreters import Interpreter
from .run.outcome import Hang, Outcome, expected_hang
from .run.sandbox import SIDE_BY_SIDE, run
from .snippets import Snippet
from .transcripts import Transcript


@dataclass(frozen=True)
class Cell:
    """A snippet under a start method with an interpreter, and what it should print."""

    snippet: Snippet
    method: str
    interpreter: Interpreter
    transcript: Transcript | None  # None while none is recorded

    @property
    def id(self) -> str:
        """`process/exitcode.py-spawn`"""
        return f"{self.snippet.slug}.py-{self.method}"

    @property
    def is_own(self) -> bool:
        """Whether the interpreter uses the start method by itself."""
        return self.method == self.interpreter.default

    @property
    def hang(self) -> Hang | None:
        """What is expected of it if it never ends."""
        return expected_hang(self.transcript.lines) if self.transcript else None

    def run(self, program: Path | None = None, **options) -> Outcome:
        """Runs the cell, or another `program` as if it were the cell's.

        The options are those of run.sandbox.run(): hang (if not what the transcript says),
        disturb, limit, grace, trace, plain.
        """
        options = {"hang": self.hang, **options}
        path = program or self.snippet.path
        return run(path, self.method, self.interpreter.path, **options)


def cells(snippets: list[Snippet], interpreters: list[Interpreter]) -> list[Cell]:
    """Returns each cell that has a transcript."""
    return [
        Cell(snippet, method, interpreter, transcript)
        for snippet in snippets
        for interpreter in interpreters
        for method in interpreter.methods
        if (transcript := snippet.transcript_for(interpreter.where(method)))
    ]


def run_all(chosen: list[Cell]) -> dict[Cell, Outcome]:
    """Runs cells side by side, each once."""
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        return dict(zip(chosen, pool.map(Cell.run, chosen)))
