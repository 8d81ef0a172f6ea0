"""Runs cells in disorder: python -m harness chaos N [SLUG...]

Each cell runs N times, pinned to one core, beside busy neighbours, its processes
stopped and continued at random moments. What it prints must be what it prints in peace;
what isn't is mended in the snippet, not loosened in the transcript.

The moments come from plans, one for each run, drawn from a seed that is printed. The
seed repeats the plans, not what the scheduler makes of them.
"""

import argparse
import os
import random
import re
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass

from ..cell import Cell, cells
from ..compare import Difference, compare
from ..options import add_choice, choice
from ..run.sandbox import SIDE_BY_SIDE
from ..snippets import command
from ..transcripts import METHODS
from .disorder import CORES, Plan, disturbance, neighbours

AGAIN = 20  # runs of one plan, to meet a failure again
MINUTE = 60.0  # seconds


@dataclass(frozen=True)
class Attempt:
    """One run of a cell by the plan of this seed and repetition; plain: by none."""

    cell: Cell
    seed: int
    repetition: int
    plain: bool = False

    @property
    def plan(self) -> Plan:
        cell = self.cell
        return Plan.draw(f"{self.seed} {cell.id} {cell.interpreter} {self.repetition}")

    @property
    def command(self) -> str:
        """What to type to make this attempt again, by the same plan."""
        cell = self.cell
        plan = f"--seed {self.seed}:{self.repetition}"
        options = [f"--method {cell.method}", "--plain" if self.plain else plan]
        return command("chaos", cell.snippet, cell.interpreter.path, options, n=AGAIN)

    def run(self) -> "Result":
        outcome = self.cell.run(disturb=None if self.plain else disturbance(self.plan))
        difference = compare(self.cell, outcome)
        return Result(self, difference, len(outcome.leftovers))


@dataclass(frozen=True)
class Result:
    """What became of an attempt: how it differed, if it did, and how many things it
    left behind."""

    attempt: Attempt
    difference: Difference | None
    leftovers: int


class Tally:
    """The figure: runs, failures and leftovers."""

    def __init__(self):
        self.runs: Counter[Cell] = Counter()
        self.leftovers: Counter[str] = Counter()
        self.failures: dict[tuple[Cell, str], list[Result]] = defaultdict(list)

    def add(self, result: Result) -> None:
        cell = result.attempt.cell
        self.runs[cell] += 1
        self.leftovers[cell.snippet.slug] += result.leftovers
        if difference := result.difference:
            # What was left has a name of its own in each run.
            way = difference.title if result.leftovers else difference.message
            self.failures[cell, way].append(result)

    @property
    def failed(self) -> int:
        return sum(map(len, self.failures.values()))

    def rounds(self, cells: list[Cell]) -> int:
        """How often each of `cells` has run, at least."""
        return min(self.runs[cell] for cell in cells)

    def __str__(self) -> str:
        """One line in short."""
        return (
            f"{self.runs.total()} runs, {self.failed} failures,"
            f" {self.leftovers.total()} leftovers"
        )

    def by_snippet(self) -> Iterator[str]:
        """Yields a line for each snippet that failed, and one for the others."""
        runs: Counter[str] = Counter()
        failures: Counter[str] = Counter()
        for cell, number in self.runs.items():
            runs[cell.snippet.slug] += number
        for (cell, _), alike in self.failures.items():
            failures[cell.snippet.slug] += len(alike)
        width = max(map(len, failures), default=0)
        for slug, number in failures.most_common():
            yield (
                f"{slug:{width}}  {runs[slug]} runs, {number} failures,"
                f" {self.leftovers[slug]} leftovers"
            )
        others = len(runs) - len(failures)
        yield f"{others} snippets held in each of their runs"

    def messages(self) -> Iterator[str]:
        """Yields each way to fail, the most frequent first: how often, what differed,
        and what to type to repeat the first one."""
        for alike in sorted(self.failures.values(), key=len, reverse=True):
            first = min(alike, key=lambda result: result.attempt.repetition)
            yield (
                f"--- {len(alike)} times:\n{first.difference.message}\n"
                f"To repeat it (the plan repeats, the scheduler doesn't):\n"
                f"    {first.attempt.command}"
            )


def planned(options: argparse.Namespace) -> list[Attempt]:
    """Returns round by round an attempt of each cell. Each round has plans of its own,
    unless one repetition was asked for."""
    return [
        Attempt(cell, options.seed, options.repetition or number, options.plain)
        for number in range(1, options.n + 1)
        for cell in options.cells
    ]


def results(attempts: list[Attempt], may_begin: Callable[[], bool]) -> Iterator[Result]:
    """Makes the attempts side by side and yields what became of each; leaves out those
    that would begin when `may_begin` says no."""
    pool = ThreadPoolExecutor(SIDE_BY_SIDE)

    def begin(attempt: Attempt) -> Result | None:
        return attempt.run() if may_begin() else None

    try:
        for future in as_completed([pool.submit(begin, each) for each in attempts]):
            if result := future.result():
                yield result
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def asked_to_end() -> Iterator[list[int]]:
    """Gives a list that is empty until Ctrl-C or a kill asks the program to end; the
    second one ends it. No exception for the first: it could hit a lock half taken."""
    asked: list[int] = []

    def ask(number: int, frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        os.write(2, b"\nending what was begun; once more: at once\n")

    before = {
        each: signal.signal(each, ask) for each in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def main(arguments: list[str] | None = None) -> int:
    """Returns 0 if all held, 1 if one failed, 130 if it was interrupted before."""
    options = parse(arguments)
    attempts = planned(options)
    print(_heading(options), flush=True)
    began, tally = time.monotonic(), Tally()

    def may_begin() -> bool:
        return not asked and time.monotonic() - began < options.minutes * MINUTE

    try:
        with (
            asked_to_end() as asked,
            nullcontext() if options.plain else neighbours(options.seed),
            closing(results(attempts, may_begin)) as coming,
        ):
            _watch(coming, tally, len(attempts))
    finally:  # whatever ended a long run: it tells what was found
        _tell(tally, options, time.monotonic() - began)
    return 1 if tally.failures else 130 if asked else 0


def _watch(coming: Iterator[Result], tally: Tally, planned: int) -> None:
    """Counts what comes; tells each failure, and each minute how far it is."""
    told = time.monotonic()
    for result in coming:
        tally.add(result)
        if result.difference:
            cell, number = result.attempt.cell, result.attempt.repetition
            print(f"  failed: {cell.id}, {cell.interpreter}, repetition {number}", flush=True)  # fmt: skip
        if time.monotonic() - told > MINUTE:
            told = time.monotonic()
            print(f"  {tally}, of {planned} runs", flush=True)


def _tell(tally: Tally, options: argparse.Namespace, seconds: float) -> None:
    for message in tally.messages():
        print(f"\n{message}")
    print(f"\n{tally}, in {seconds / MINUTE:.1f} minutes; {_disorder(options)}")
    for line in tally.by_snippet():
        print(f"  {line}")
    whole = tally.rounds(options.cells)
    if whole < options.n:
        print(f"  cut short: {whole} of {options.n} rounds are whole")


def _heading(options: argparse.Namespace) -> str:
    pinned = "" if CORES else "; not pinned to a core: this system has no way to"
    return f"{len(options.cells)} cells, {options.n} times each, {_disorder(options)}{pinned}"


def _disorder(options: argparse.Namespace) -> str:
    if options.plain:
        return "undisturbed"
    of_one = f":{options.repetition}" if options.repetition else ""
    return f"in disorder: --seed {options.seed}{of_one}"


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Returns the options, with the chosen `cells`; ends with a message if any is
    wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m harness chaos",
        description="Runs cells in disorder and compares what they print.",
    )
    # fmt: off
    parser.add_argument("n", type=_positive, metavar="N", help="how often each cell runs")
    add_choice(parser)
    parser.add_argument("--seed", type=_seed, default=(random.randrange(10**6), None), metavar="S[:R]", help="the seed of all plans (default: a random one); with :R, each run follows the plan of repetition R")
    parser.add_argument("--method", action="append", choices=METHODS, help="one start method alone; may be repeated")
    parser.add_argument("--minutes", type=float, default=float("inf"), metavar="M", help="begin no run after M minutes")
    parser.add_argument("--plain", action="store_true", help="disturb nothing, to compare")
    # fmt: on
    options = parser.parse_intermixed_args(arguments)
    options.seed, options.repetition = options.seed
    options.cells = _chosen(options, parser)
    return options


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a number from 1, such as 50")  # fmt: skip
    return int(text)


def _seed(text: str) -> tuple[int, int | None]:
    """Reads `42` or `42:17`: a seed, and a repetition, from 1."""
    match = re.fullmatch(r"(\d+)(?::([1-9]\d*))?", text)
    if not match:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a seed such as 42, or with a repetition 42:17")  # fmt: skip
    return int(match[1]), int(match[2]) if match[2] else None


def _chosen(options: argparse.Namespace, parser: argparse.ArgumentParser) -> list[Cell]:
    """Returns the cells that were asked for; an error if there is none."""
    snippets, interpreters = choice(parser, options)
    chosen = [
        cell
        for cell in cells(snippets, interpreters)
        if not options.method or cell.method in options.method
    ]
    if not chosen:
        parser.error("none of these snippets runs there; take another --method or --python")  # fmt: skip
    return chosen
