"""Tells the watcher where the process sleeps, when it asks by a signal.

The watcher asks only a process that sleeps and has not noted why. Python goes on with
what the signal interrupts (PEP 475), but for signal.pause().
"""

import signal
from contextlib import suppress

from .noting import note
from .place import program_frames


def answer(_, frame):
    """Notes the line of the program, and the call that waits: in the words of the
    program, or by its name where the program isn't."""
    place = next(program_frames(frame), None)
    if place:
        note("stands", called(place), line=place.f_lineno)
    else:
        note("stands", f"{frame.f_globals['__name__']}.{frame.f_code.co_qualname}")


def called(frame):
    """Returns the source of what a frame is about to do, on one line."""
    positions = list(frame.f_code.co_positions())[frame.f_lasti // 2]
    first, last, begin, end = positions
    with open(frame.f_code.co_filename, "rb") as file:
        lines = file.read().splitlines()[first - 1 : last]
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][begin:]
    return " ".join(b" ".join(lines).decode().split())


if hasattr(signal, "SIGRTMAX"):  # macOS has none, and there no one asks
    with suppress(ValueError):  # a subinterpreter can't be asked
        signal.signal(signal.SIGRTMAX, answer)
