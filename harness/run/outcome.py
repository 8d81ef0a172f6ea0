"""What one run of a program did, and what is expected of one that never ends."""

from dataclasses import dataclass, field

from ..normalise import split_lines
from ..transcripts import STATUS, STILL_RUNNING


@dataclass(frozen=True)
class Hang:
    """What is expected of a program that never ends.

    seconds: it must still run after so many; lines: of normalised output that come
    before. A busy machine is waited for until they came, within the time limit.
    """

    seconds: float
    lines: int = 0


@dataclass
class Outcome:
    """What one run of a cell did.

    output: stdout and stderr as they came; status: the exit code as a shell shows it,
    128 and the number for a signal, None if the program had to be ended; stopped: why,
    if that wasn't expected; leftovers: what it left behind, a phrase each; remarks: what
    may explain a difference, a sentence each; hang: the limit that it was given, if any;
    seconds: of wall time.
    """

    output: str
    status: int | None
    leftovers: list[str] = field(default_factory=list)
    hang: Hang | None = None
    seconds: float = 0.0
    stopped: str = ""
    remarks: list[str] = field(default_factory=list)

    def transcript(self, program: str) -> list[str]:
        """Returns the lines of a transcript of `python program`, not normalised."""
        lines = [f"$ python {program}", *split_lines(self.output)]
        if self.stopped:
            return [*lines, f"[ended by the checker: {self.stopped}]"]
        if self.status is None:
            return [*lines, STILL_RUNNING.format(f"{self.hang.seconds:g}")]
        return [*lines, STATUS, str(self.status)] if self.status else lines

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
        return ""
