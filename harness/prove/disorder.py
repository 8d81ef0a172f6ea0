"""Disturbs a cell from outside, by a plan that is drawn from a seed.

Its processes are pinned to one core, and now and then one of them is stopped and
continued. Beside it, busy neighbours take the CPU in bursts. The same seed draws the
same plan; what the scheduler makes of it is another matter.
"""

import math
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil

from ..run.sandbox import Disturb

# The cores that may be used; none where the system can't pin a process to one.
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
PAUSES = 20  # in a plan; a program that outlives them runs on undisturbed
MOMENTS = 0.003, 0.1  # seconds of running before a pause: from, to
LENGTHS = 0.003, 0.5  # seconds of a pause: from, to
NEIGHBOUR = Path(__file__).parent / "neighbour.py"


@dataclass(frozen=True)
class Pause:
    """`after` so many seconds one process is stopped for `seconds`.

    which: the process, as a fraction of those that live at that moment, by age.
    """

    after: float
    which: float
    seconds: float


@dataclass(frozen=True)
class Plan:
    """How one run is disturbed. core: where it is pinned to, None: nowhere."""

    core: int | None
    pauses: tuple[Pause, ...]

    @classmethod
    def draw(cls, seed: str) -> "Plan":
        """Returns the plan of a seed: the same on every system with as many cores."""
        draw = random.Random(seed)
        unlucky = draw.random()  # meets every other pause, and so falls behind
        pauses = tuple(
            Pause(
                after=_between(draw, *MOMENTS),
                which=draw.choice((unlucky, draw.random())),
                seconds=_between(draw, *LENGTHS),
            )
            for _ in range(PAUSES)
        )
        return cls(draw.choice(CORES) if CORES else None, pauses)


def _between(draw: random.Random, least: float, most: float) -> float:
    """Draws short times as often as long ones: each doubling is as likely."""
    return math.exp(draw.uniform(math.log(least), math.log(most)))


def disturbance(plan: Plan) -> Disturb:
    """Returns what disturbs one run by `plan`, for `run(…, disturb=)`."""

    @contextmanager
    def disturb(pid: int, processes: Callable[[], list[psutil.Process]]):
        _pin([pid], plan.core)
        over = Event()
        thread = Thread(target=_carry_out, args=(plan, processes, over))
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    return disturb


def _carry_out(plan: Plan, processes: Callable, over: Event) -> None:
    _pin((each.pid for each in processes()), plan.core)  # some came before we did
    for pause in plan.pauses:
        if over.wait(pause.after):
            return
        if living := sorted(processes(), key=lambda each: each.pid):
            _stop(living[int(pause.which * len(living))], pause.seconds, over)


def _pin(pids: Iterable[int], core: int | None) -> None:
    if core is None:
        return
    for pid in pids:
        try:
            os.sched_setaffinity(pid, {core})
        except ProcessLookupError:  # it has ended
            pass


def _stop(process: psutil.Process, seconds: float, over: Event) -> None:
    """Stops a process so long, or until the run is over; it may end meanwhile."""
    try:
        process.suspend()
        over.wait(seconds)
    except psutil.NoSuchProcess:
        pass
    finally:
        try:
            process.resume()
        except psutil.NoSuchProcess:
            pass


@contextmanager
def neighbours(seed: object) -> Iterator[list[subprocess.Popen]]:
    """Busy neighbours, one for each core. Their input ends with this process at the
    latest, and so do they."""
    busy = []
    try:
        for number in range(os.cpu_count() or 1):
            busy.append(
                subprocess.Popen(
                    [sys.executable, "-I", NEIGHBOUR, f"{seed} {number}"],
                    stdin=subprocess.PIPE,
                    start_new_session=os.name == "posix",  # no Ctrl-C for them
                )
            )
        yield busy
    finally:
        for each in busy:
            with each:  # closes its input, too
                each.kill()
