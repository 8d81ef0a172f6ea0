"""What one run of a program did, and what is expected of one that never ends."""

from collections import Counter
from dataclasses import dataclass, field

from ..characters import invisible
from ..normalise import NOTHING, Known, normalise, split_lines
from ..transcripts import (
    COMMAND,
    ENDED,
    HANG,
    STATUS,
    STILL,
    STILL_RUNNING,
    is_reserved,
    length_of_end,
)


@dataclass(frozen=True)
class Hang:
    """What is expected of a program that never ends.

    seconds: it must still run after so many; lines: of normalised output that come
    before. A busy machine is waited for until they came, within the time limit.
    """

    seconds: float
    lines: int = 0


def expected_hang(lines: list[str]) -> Hang | None:
    """Reads `[still running after 3 s]` at the end of a transcript.

    The seconds are the same for every snippet, so that another number is an error.
    """
    if lines and STILL.fullmatch(lines[-1]):
        return Hang(HANG, len(lines) - 2)
    return None


@dataclass
class Outcome:
    """What one run of a cell did.

    output: stdout and stderr as they came; status: the exit code as a shell shows it,
    128 and the number for a signal, None if the program had to be ended; stopped: why,
    if that wasn't expected; leftovers: what it left behind, a phrase each; remarks: what
    may explain a difference, a sentence each; hang: the limit that it was given, if any;
    seconds: of wall time; known: by what its output is normalised; plain: whether it ran
    without anything of the harness's, so that nothing is known.
    """

    output: str
    status: int | None
    leftovers: list[str] = field(default_factory=list)
    hang: Hang | None = None
    seconds: float = 0.0
    stopped: str = ""
    remarks: list[str] = field(default_factory=list)
    known: Known = NOTHING
    plain: bool = False

    def transcript(self, program: str) -> list[str]:
        """Returns the lines of a transcript of `python program`, not normalised."""
        lines = [COMMAND.format(program), *split_lines(self.output)]
        if self.stopped:
            return [*lines, ENDED.format(self.stopped)]
        if self.status is None:
            return [*lines, STILL_RUNNING.format(f"{self.hang.seconds:g}")]
        return [*lines, STATUS, str(self.status)] if self.status else lines

    def normalised(self, program: str) -> list[str]:
        """Returns the lines that a transcript of `python program` has."""
        return [line.text for line in normalise(self.transcript(program), self.known)]

    def characters(self, program: str, anyorder: bool) -> Counter[str]:
        """Returns how many characters the transcript has ("printed"), and how many of them
        the comparison leaves out, by the kind; "order" are compared, but may come in any."""
        lines, counts = self.transcript(program), Counter()
        kept = normalise(lines, self.known, counts)
        counts["printed"] = sum(map(len, lines))
        if anyorder:
            end = len(kept) - length_of_end(lines)
            counts["order"] = sum(len(line.text) for line in kept[1:end])
        return +counts

    @property
    def misconduct(self) -> str:
        """What no transcript can make right, and what to do; nothing if it behaved."""
        if self.stopped:
            return f"it was ended by the checker: {self.stopped}."
        if self.leftovers:
            left = "\n".join(f"  - {each}" for each in self.leftovers)
            return (
                f"it left something behind, which was removed:\n{left}\n"
                f"Make it end or remove what it makes (join, close, unlink)."
            )
        for number, column, name in invisible(self.output):
            return (
                f"it printed {name}, which no reader sees, in line {number} of its output,"
                f" column {column}. Print what can be read."
            )
        for line in filter(is_reserved, split_lines(self.output)):
            return (
                f"it printed  {line}\nwhich in a transcript stands for what happened, not"
                f" for what was printed. Print something else."
            )
        return ""
