"""Where the program stands, and what it calls a thing."""

import functools
import os
import sys

# The cell's files: the main process begins there, others wherever that is by then.
FOLDER = os.environ.setdefault("CELL_FOLDER", os.getcwd())


@functools.cache
def is_program(filename):
    return not filename.startswith("<") and os.path.dirname(os.path.abspath(filename)) == FOLDER  # fmt: skip


def program_frames(frame=None):
    """Yields the frames of this thread that are the program's, the innermost first; not
    those that a forked child has from its parent, below os.fork()."""
    frame = frame or sys._getframe(1)
    while frame and frame.f_code.co_name not in ("noted_bootstrap", "_launch"):
        if is_program(frame.f_code.co_filename):
            yield frame
        frame = frame.f_back


def line_here():
    """Returns the line of the program where this thread stands; None outside of it."""
    return next((frame.f_lineno for frame in program_frames()), None)


def name_of(thing):
    """Returns what the program calls a thing: a variable, or an attribute. What the
    library keeps in an object, such as a condition its lock, is called as that is."""
    for frame in program_frames():
        for name, value in [*frame.f_locals.items(), *frame.f_globals.items()]:
            if value is thing:
                return name.lstrip("_")
        for owner, each in list(frame.f_locals.items()):
            for name, value in list(getattr(each, "__dict__", {}).items()):
                if value is thing:
                    kept = type(each).__module__.startswith("multiprocessing.")
                    return owner if kept else name.lstrip("_")
    return type(thing).__name__.lower()
