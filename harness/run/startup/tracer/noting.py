"""How a call is noted: a line before it, and one after it if it waits.

It patches what programs call, and no more: a call within a call is the library's own
business. The keys of a line:

    t       nanoseconds of the monotonic clock, which all processes share
    pid     the process
    thread  the name of the thread, or of the interpreter; absent in the main ones
    line    the line of the program where it stands; absent outside of it
    kind    what happened: the first word of an event in harness/trace/events.py, or
            started, pair, exits, reaped, leaves, stands, handed, which only harness/trace
            needs
    name    of what it happened to: a process, or what the program calls the object
    method  that is called of it, where there are many
    key     the object's identity, which all processes share
    child   another process's pid
    error   the exception that a failed call raised
    other   the key of the other end of a connection
    pool    of a task: the queue from which its pool's workers take theirs
    place   the task's among all of its pool: numbers
    calls   how often a task calls its function: a chunk does it several times
    places  what a call has handed in: the first place, and the one after the last
"""

import functools
import json
import os
import sys
import threading
import time
from contextlib import contextmanager

from .place import is_program, line_here, name_of


class Here(threading.local):
    depth = 0  # calls that are noted and that this thread is in


here = Here()
exiting = False  # the process's work is done; it waits for its children, say
log = None  # the descriptor of the file


def interpreter_here():
    """Names this interpreter, unless it is the process's first."""
    try:
        import _interpreters  # none before 3.13
    except ImportError:
        return ""
    number = _interpreters.get_current()[0]
    return f"interpreter {number}" if number else ""


INTERPRETER = interpreter_here()

RUNNERS = ("multiprocessing.process", "threading")  # whose run() calls the target


def open_log(path):
    global log
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    log = os.open(path, flags, 0o600)


def note(kind, name="", key="", line=None, **more):
    """Appends an event; the kernel keeps the appended lines of all processes whole."""
    event = {"t": time.monotonic_ns(), "pid": os.getpid(), "kind": kind}
    thread = threading.current_thread()
    if INTERPRETER:
        event["thread"] = INTERPRETER
    elif thread is not threading.main_thread():
        event["thread"] = getattr(thread, "traced", thread.name)
    more = {"name": name, "key": key, "line": line, **more}
    event |= {each: value for each, value in more.items() if value not in (None, "")}
    os.write(log, json.dumps(event).encode() + b"\n")


# --- Which calls: those that the program makes, not the library's own ----------------


def directly(caller):
    """Those that the program itself makes, or has made as the target of a process or a
    thread; a `with` on what holds a lock included."""
    while caller and caller.f_code.co_name in ("__enter__", "__exit__"):
        caller = caller.f_back
    if not caller:  # C calls it, such as an exit handler
        return False
    is_target = caller.f_code.co_name == "run" and caller.f_globals["__name__"] in RUNNERS  # fmt: skip
    return is_target or is_program(caller.f_code.co_filename)


def within(caller=None):
    """Those that come of a line of the program, or of its exit."""
    at_exit = exiting and threading.current_thread() is threading.main_thread()
    return at_exit or line_here() is not None


def anywhere(caller=None):
    """All, such as those of a worker of a pool, which waits outside of the program."""
    return True


# --- How -----------------------------------------------------------------------------


@contextmanager
def noting(kind, name="", key="", blocks=True, **more):
    """Notes `wait` before and `done` after, or `fail`; or what is put in the list that
    this yields: `timeout` if what was waited for didn't come, `over` if nothing more
    will; a dict is a whole note, of what came. A call that doesn't block is noted once,
    before it has an effect that others see."""
    line = line_here()
    words = f"{kind} {name}".strip()
    note("wait", words, key, line, **more) if blocks else note(kind, name, key, line)
    here.depth += 1
    ends = ["done"]
    try:
        yield ends
    except GeneratorExit:  # an interrupt came between the lines of this function
        raise
    except StopIteration:
        note("over", words, key, line, **more)
        raise
    except BaseException as error:
        note("fail", words, key, line, error=type(error).__name__, **more)
        raise
    finally:
        here.depth -= 1
    if blocks and isinstance(ends[-1], dict):
        note(**ends[-1])
    elif blocks:
        note(ends[-1], words, key, line, **more)


def came(result, *_, **__):
    """Tells how a wait ended, where the call returns whether it came, or what came."""
    return "done" if result else "timeout"


def noted(original, kind, describe, blocks=True, where=directly, ended=None):
    """Returns a function that does what `original` does, and notes it.

    describe(*arguments) returns the event's name and key, and what else is to be noted.
    `where` is directly, within or anywhere. ended(result, *arguments) returns how the
    wait ended, as noting() wants it.
    """

    @functools.wraps(original)
    def call(*arguments, **options):
        if here.depth or not where(sys._getframe().f_back):
            return original(*arguments, **options)
        name, key, *more = describe(*arguments, **options)
        with noting(kind, name, key, blocks, **dict(*more)) as ends:
            result = original(*arguments, **options)
            if ended:
                ends.append(ended(result, *arguments, **options))
        return result

    return call


def patch(owner, method, kind, describe, **options):
    """Replaces a method by one that is noted; the options are those of noted()."""
    setattr(owner, method, noted(getattr(owner, method), kind, describe, **options))


# --- What describes a call, where no more is to be said ------------------------------


def nameless(*_, **__):
    return "", ""


def own_name(thing, *_, **__):
    """Of a process or a thread."""
    return thing.name, ""


def given_name(thing, *_, **__):
    """By the program."""
    return name_of(thing), ""
