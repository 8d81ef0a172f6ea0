"""Locks, semaphores, conditions, events and barriers of multiprocessing."""

import functools

from .late import when_imported
from .noting import came, noted, patch, within
from .place import name_of

PATHS = ("_semlock", "_flag._semlock", "_cond._lock._semlock", "_lock._semlock")


def semaphore_key(thing):
    """Returns the name of the semaphore on which a lock, event or barrier rests."""
    for path in PATHS:
        found = thing
        for attribute in path.split("."):
            found = getattr(found, attribute, None)
        if found is not None:
            return f"semaphore {found.name or found.handle}"  # fork needs no name
    return f"object {id(thing)}"


def describe(thing, *_, **__):
    return name_of(thing), semaphore_key(thing)


@when_imported("multiprocessing.synchronize")
def locks(module):
    make = module.SemLock._make_methods

    @functools.wraps(make)
    def noted_make(lock):
        """A lock's acquire and release are functions of C, made for each lock."""

        def own(*_, **__):
            return describe(lock)

        make(lock)
        lock.acquire = noted(lock.acquire, "acquire", own, ended=came)
        lock.release = noted(lock.release, "release", own, blocks=False)

    module.SemLock._make_methods = noted_make
    patch(module.SemLock, "__enter__", "acquire", describe)
    patch(module.SemLock, "__exit__", "release", describe, blocks=False)
    patch(module.Event, "wait", "wait", describe, ended=came)
    patch(module.Event, "set", "set", describe, blocks=False)
    patch(module.Barrier, "wait", "wait", describe)
    for name in ("notify", "notify_all"):
        patch(module.Condition, name, name, describe, blocks=False)
    conditions(module.Condition)


def conditions(condition_class):
    """Who waits for it lets go of it; wait_for() does that as often as it is woken."""
    wait = noted(condition_class.wait, "wait", describe, where=within, ended=came)
    let_go = noted(lambda _: None, "release", describe, where=within, blocks=False)

    @functools.wraps(wait)
    def noted_wait(condition, *arguments, **options):
        let_go(condition)
        return wait(condition, *arguments, **options)

    condition_class.wait = noted_wait
