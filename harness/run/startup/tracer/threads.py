"""Threads, their locks, sleep, and the event loop of asyncio."""

import functools
import sys
import threading
import time

from .late import when_imported
from .noting import anywhere, came, nameless, noted, noting, own_name, patch
from .place import is_program, name_of

make, join_all = threading.Lock, threading._shutdown
kind = type(make())


class Kind(type):
    """Only the locks that the program makes are noted."""

    def __call__(cls):
        theirs = is_program(sys._getframe(1).f_code.co_filename)
        return super().__call__() if theirs else make()

    def __instancecheck__(cls, thing):
        return isinstance(thing, kind)

    def __repr__(cls):
        return repr(kind)


class Lock(metaclass=Kind):
    """A lock is of C: nothing in it can be patched. This one looks like it, and fails
    like it where it is pickled."""

    __class__ = property(lambda lock: kind)

    def __init__(self):
        self._lock = make()

    def acquire(self, *arguments, **options):
        return self._lock.acquire(*arguments, **options)

    def release(self):
        self._lock.release()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *error):
        self._lock.release()

    def __getattr__(self, name):
        return getattr(self._lock, name)

    def __reduce_ex__(self, protocol):
        return self._lock.__reduce_ex__(protocol)

    def __repr__(self):
        return repr(self._lock)


def describe(lock, *_, **__):
    return name_of(lock), f"object {id(lock)}"


@functools.wraps(join_all)
def noted_join_all():
    """At the exit it waits for the threads that are no daemons."""
    others = set(threading.enumerate()) - {threading.main_thread()}
    names = sorted(thread.name for thread in others if not thread.daemon)
    if not names:
        return join_all()
    with noting("join", ", ".join(names)):
        join_all()


Lock.__module__, Lock.__name__ = "threading", kind.__name__  # so that it is pickled
for name in ("acquire", "__enter__"):
    patch(Lock, name, "acquire", describe, ended=came)
for name in ("release", "__exit__"):
    patch(Lock, name, "release", describe, blocks=False)
threading.Lock, threading._shutdown = Lock, noted_join_all
patch(threading.Thread, "join", "join", own_name)
patch(time, "sleep", "sleep", lambda seconds: (f"{seconds:g}", ""), where=anywhere)


@when_imported("selectors")
def event_loops(module):
    """The event loop of asyncio waits in a selector, whatever its coroutines wait for."""

    def by_loop(caller):
        return caller.f_code.co_name == "_run_once" and caller.f_locals["timeout"] != 0

    for name, selector in vars(module).items():
        if name.endswith("Selector") and "select" in vars(selector):
            select = noted(selector.select, "events", nameless, where=by_loop)
            selector.select = select
