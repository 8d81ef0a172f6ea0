"""What every process of a cell does first: Python imports this by itself.

The harness puts this folder first on PYTHONPATH. It makes the process behave as on a
system whose default start method is $CELL_METHOD, line-buffers what it prints, and notes
in $CELL_KNOWN what tells noise from output, and what might be left behind. Nothing here
is the lesson of any snippet.
"""

import os
import sys


def note(*words):
    """Appends a line to $CELL_KNOWN, at once, since the process may be killed."""
    with open(os.environ["CELL_KNOWN"], "a", encoding="utf-8") as file:
        file.write(" ".join(map(str, words)) + "\n")


def note_pids():
    """This process's and its parent's."""
    note("pids", os.getpid(), os.getppid())


def note_addresses():
    """Where its objects lie, and those of what it forks: a small one and a large one,
    which come from other allocators."""
    note("addresses", id(object()), id((None,) * 1000))


def set_default_start_method(method):
    """Changes the default as the operating system would, so that a snippet's own
    set_start_method() still works. The attribute is private: a test guards it."""
    from multiprocessing import context

    context._default_context._default_context = context._concrete_contexts[method]


def heed_interrupts():
    """A shell starts its background jobs with SIGINT ignored, and every descendant
    inherits that; a reader's terminal doesn't."""
    import signal

    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def line_buffer():
    """A block-buffered pipe loses the lines of a terminated process; an unbuffered one
    tears a line into the arguments of its print. A terminal does neither."""
    if sys.stdout is not None:
        sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)
    if sys.stderr is not None:
        sys.stderr.reconfigure(encoding="utf-8")


def name_semaphores(cell):
    """Gives the semaphores of this cell a name by which a leftover is known. The key
    is private: a test guards it."""
    from multiprocessing import process

    process.current_process()._config["semprefix"] = f"/mp-{cell}"


def note_shared_memory():
    """Notes the name of every shared-memory segment that is made."""
    try:
        import _posixshmem
    except ImportError:  # Windows: a segment ends with its last process
        return
    shm_open = _posixshmem.shm_open

    def noting(path, flags, mode=0o777):
        descriptor = shm_open(path, flags, mode)
        if flags & os.O_EXCL:  # made here, not found
            note("shm", path)
        return descriptor

    _posixshmem.shm_open = noting


def collect_outside_tracker():
    """Once, a garbage collection within a call of the resource tracker could deadlock,
    and later made it warn (python/cpython#109629): a matter of chance. 3.13.18 and 3.14
    can do with it; before, none begins there."""
    if sys.platform == "win32" or sys.version_info >= (3, 14):
        return
    import gc

    from tracer.late import patch_imported, when_imported

    @when_imported("multiprocessing.resource_tracker")
    def patch(module):
        tracker = module._resource_tracker
        if hasattr(tracker, "_reentrant_messages"):
            return
        ensure_running = tracker.ensure_running

        def uncollected():
            enabled = gc.isenabled()
            gc.disable()
            try:
                ensure_running()
            finally:
                if enabled:
                    gc.enable()

        tracker.ensure_running = module.ensure_running = uncollected

    patch_imported()


if "CELL_METHOD" in os.environ:
    note_pids()
    note_addresses()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=note_pids)
    heed_interrupts()
    line_buffer()
    set_default_start_method(os.environ["CELL_METHOD"])
    name_semaphores(os.environ["CELL_ID"])
    collect_outside_tracker()
    note_shared_memory()
    if "CELL_TRACE" in os.environ:
        import tracer

        tracer.start(os.environ["CELL_TRACE"])
