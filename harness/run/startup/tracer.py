"""Notes what a process of a cell does, while its trace is recorded.

sitecustomize starts it in each process of a cell whose $CELL_TRACE names a file. The
process appends a line of JSON for each event, at once, so that the record survives one
that is killed. harness/trace/notes.py reads it. The keys:

    t       nanoseconds of the monotonic clock, which all processes share
    pid     the process
    thread  the name of the thread; absent in the main thread
    line    the line of the program where it stands; absent outside of it
    kind    what happened: the first word of an event in harness/trace/events.py, or
            started, pair, exits, reaped, which only notes.py needs
    name    of what it happened to: a process, or what the program calls the object
    key     the object's identity, which all processes share
    child   another process's pid

It patches what programs call, and no more: a call within a call is the library's own
business. Only traced runs are traced, and a test shows that they print the same.
"""

import atexit
import functools
import io
import json
import os
import sys
import threading
import time
from contextlib import contextmanager, suppress

FOLDER = os.getcwd()  # the cell's files: each process of it begins there
ROLES = {"forkserver": "fork server", "resource_tracker": "resource tracker"}
FEEDER = "feeder"  # of a queue: a thread that only sends

here = threading.local()  # .depth: calls that are noted and that this thread is in
exiting = False  # the process's work is done; it waits for its children, say
log = None  # the descriptor of the file


def start(path):
    """Begins to note what this process does, in the file `path`."""
    global log
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    log = os.open(path, flags, 0o600)
    command = " ".join(sys.orig_argv)
    role = next((ROLES[word] for word in ROLES if f"multiprocessing.{word}" in command), "")  # fmt: skip
    note("runs", role)
    for part in (processes, connections, queues, locks, pools, threads, output):
        part()


def note(kind, name="", key="", line=None, **more):
    """Appends an event; the kernel keeps the appended lines of all processes whole."""
    event = {"t": time.monotonic_ns(), "pid": os.getpid(), "kind": kind}
    thread = threading.current_thread()
    if thread is not threading.main_thread():
        event["thread"] = getattr(thread, "traced", thread.name)
    more = {"name": name, "key": key, "line": line, **more}
    event |= {each: value for each, value in more.items() if value not in (None, "")}
    os.write(log, json.dumps(event).encode() + b"\n")


# --- Where the program stands, and what it calls a thing -------------------------------


@functools.cache
def is_program(filename):
    return not filename.startswith("<") and os.path.dirname(os.path.abspath(filename)) == FOLDER  # fmt: skip


def program_frames():
    """Yields the frames of this thread that are the program's, the innermost first; not
    those that a forked child has from its parent, below os.fork()."""
    frame = sys._getframe(1)
    while frame and frame.f_code.co_name not in ("noted_bootstrap", "_launch"):
        if is_program(frame.f_code.co_filename):
            yield frame
        frame = frame.f_back


def line_here():
    """Returns the line of the program where this thread stands; None outside of it."""
    return next((frame.f_lineno for frame in program_frames()), None)


def name_of(thing):
    """Returns what the program calls a thing: a variable, or an attribute."""
    for frame in program_frames():
        places = [frame.f_locals, frame.f_globals]
        places += [vars(each) for each in frame.f_locals.values() if hasattr(each, "__dict__")]  # fmt: skip
        for place in places:
            for name, value in list(place.items()):
                if value is thing:
                    return name.lstrip("_")
    return type(thing).__name__.lower()


def pipe_key(connection):
    """Returns the inode: the two ends of a pipe have one; those of a socket pair don't.
    What is closed has none."""
    with suppress(OSError):
        return f"pipe {os.fstat(connection.fileno()).st_ino}"
    return ""


def semaphore_key(thing):
    """Returns the name of the semaphore on which a lock, event or barrier rests."""
    for path in (
        "_semlock",
        "_flag._semlock",
        "_cond._lock._semlock",
        "_lock._semlock",
    ):
        found = thing
        for attribute in path.split("."):
            found = getattr(found, attribute, None)
        if found is not None:
            return f"semaphore {found.name or found.handle}"  # fork needs no name
    return f"object {id(thing)}"


# --- How a call is noted -----------------------------------------------------------------


def is_noted():
    """Whether what this thread calls now is the program's doing, not the library's."""
    if getattr(here, "depth", 0):
        return False
    if threading.current_thread() is threading.main_thread() and exiting:
        return True
    return line_here() is not None


def is_called_by_program():
    """Whether the function that asks was called by the program itself."""
    return is_program(sys._getframe(2).f_code.co_filename)


@contextmanager
def noting(kind, name, key="", blocks=True):
    """Notes `wait` before and `done` after, `timeout` if what was waited for didn't come
    (then the list that this yields isn't empty), or `fail`; a call that doesn't block is
    noted once, before it has an effect that others see."""
    line = line_here()
    words = f"{kind} {name}".strip()
    note("wait", words, key, line) if blocks else note(kind, name, key, line)
    here.depth, late = 1, []
    try:
        yield late
    except GeneratorExit:  # an interrupt came between the lines of this function
        raise
    except BaseException as error:
        note("fail", f"{words}: {type(error).__name__}", key, line)
        raise
    finally:
        here.depth = 0
    if blocks:
        note("timeout" if late else "done", words, key, line)


def in_time(result, *_):
    """Whether what was waited for came, where a call returns that, or what came."""
    return bool(result)


def noted(original, kind, describe, blocks=True, direct=True, came=None):
    """Returns a function that does what `original` does, and notes it.

    describe(*arguments) returns the event's name and key. A `direct` call is noted only
    where the program itself makes it: the library has many locks and pipes of its own.
    came(result, *arguments) tells whether what was waited for came.
    """

    @functools.wraps(original)
    def call(*arguments, **options):
        if not is_noted() or direct and not is_called_by_program():
            return original(*arguments, **options)
        name, key = describe(*arguments, **options)
        with noting(kind, name, key, blocks) as late:
            result = original(*arguments, **options)
            if came and not came(result, *arguments):
                late.append(name)
        return result

    return call


def patch(owner, method, kind, describe, **options):
    """Replaces a method by one that is noted; the options are those of noted()."""
    setattr(owner, method, noted(getattr(owner, method), kind, describe, **options))


# --- What is patched ------------------------------------------------------------------------


def processes():
    from multiprocessing import popen_fork, popen_forkserver, util
    from multiprocessing.process import BaseProcess

    begin, bootstrap = BaseProcess.start, BaseProcess._bootstrap
    leave = util._exit_function

    @functools.wraps(begin)
    def noted_start(process):
        with noting("start", process.name, blocks=False):
            begin(process)
        note("started", process.name, child=process.pid)

    @functools.wraps(bootstrap)
    def noted_bootstrap(process, *arguments, **options):
        here.depth = 0  # the parent was forked within a call
        note("begin", process.name)
        code = bootstrap(process, *arguments, **options)
        note("exits", str(code))
        return code

    @functools.wraps(leave)
    def noted_exit(*arguments, **options):
        global exiting
        exiting = True
        return leave(*arguments, **options)

    BaseProcess.start = noted_start
    BaseProcess._bootstrap = noted_bootstrap
    for popen in (popen_fork.Popen, popen_forkserver.Popen):
        popen.poll = noted_poll(popen.poll)
    atexit.unregister(leave)
    util._exit_function = atexit.register(noted_exit)
    patch(
        BaseProcess,
        "join",
        "join",
        lambda process, *_, **__: (process.name, ""),
        direct=False,
        came=lambda _, process, *__: process._popen.returncode is not None,
    )
    for method in ("terminate", "kill"):
        sender = getattr(popen_fork.Popen, method)
        setattr(popen_fork.Popen, method, noted_signal(sender))


def noted_poll(poll):
    """The parent learns how a child ended."""

    @functools.wraps(poll)
    def call(popen, *arguments, **options):
        known = popen.returncode
        code = poll(popen, *arguments, **options)
        if known is None and code is not None:
            note("reaped", str(code), child=popen.pid)
        return code

    return call


def noted_signal(sender):
    @functools.wraps(sender)
    def call(popen):
        note("signal", child=popen.pid, line=line_here())
        sender(popen)

    return call


def connections():
    from multiprocessing import connection

    pipe = connection.Pipe

    @functools.wraps(pipe)
    def noted_pipe(duplex=True):
        ends = pipe(duplex)
        one, other = map(pipe_key, ends)
        if one != other:  # a socket pair: what goes in at one comes out at the other
            note("pair", key=one, other=other)
        return ends

    def describe(end, *_, **__):
        return name_of(end), pipe_key(end)

    def sentinels(things, *_, **__):
        numbers = all(isinstance(each, int) for each in things)
        return "sentinels" if numbers else "connections", ""

    connection.Pipe = noted_pipe
    patch(connection, "wait", "wait", sentinels, came=in_time)
    for name in ("recv", "recv_bytes"):
        patch(connection.Connection, name, "recv", describe)
    for name in ("send", "send_bytes"):
        patch(connection.Connection, name, "send", describe, blocks=False)
    patch(connection.Connection, "poll", "poll", describe, came=in_time)


def queues():
    from multiprocessing import queues
    from multiprocessing.synchronize import SEM_VALUE_MAX

    begin, flush = queues.Queue._start_thread, queues.Queue._finalize_join

    def describe(queue, *_, **__):
        return name_of(queue), pipe_key(queue._reader)

    def noted_put(put):
        """It may wait where the queue has a size; else the feeder thread does."""

        @functools.wraps(put)
        def call(queue, *arguments, **options):
            if not is_noted() or not is_called_by_program():
                return put(queue, *arguments, **options)
            name, key = queue._traced = describe(queue)
            bounded = queue._maxsize != SEM_VALUE_MAX
            with noting("put", name, key, blocks=bounded):
                return put(queue, *arguments, **options)

        return call

    @functools.wraps(begin)
    def noted_begin(queue):
        name, key = getattr(queue, "_traced", ("queue", ""))
        send = feeding(queue._writer.send_bytes, name, key)
        queue._writer.send_bytes = queue._send_bytes = send  # one of them is read
        begin(queue)
        queue._thread.traced, queue._thread.key = f"{FEEDER} {name}", key

    def noted_flush(reference):
        """The process has ended its work and waits until the feeder has sent all."""
        thread = reference()
        if getattr(here, "depth", 0):  # the program has called join_thread()
            return flush(reference)
        name = getattr(thread, "traced", FEEDER).removeprefix(f"{FEEDER} ")
        with noting("flush", name, getattr(thread, "key", "")):
            flush(reference)

    for queue_class in (queues.Queue, queues.JoinableQueue):
        queue_class.put = noted_put(queue_class.put)
    queues.Queue._start_thread = noted_begin
    queues.Queue._finalize_join = staticmethod(noted_flush)
    patch(queues.Queue, "get", "get", describe)
    patch(queues.Queue, "join_thread", "flush", describe)
    patch(queues.JoinableQueue, "join", "join", describe)
    patch(queues.SimpleQueue, "get", "get", describe)
    patch(queues.SimpleQueue, "put", "send", describe, blocks=False)


def feeding(send, name, key):
    """Notes what the feeder thread sends, and where it waits: a pipe has little room."""

    @functools.wraps(send)
    def call(*arguments, **options):
        if threading.current_thread() is threading.main_thread():
            return send(*arguments, **options)
        note("wait", f"send {name}", key)
        send(*arguments, **options)
        note("done", f"send {name}", key)

    return call


def locks():
    from multiprocessing import synchronize

    def describe(thing, *_, **__):
        return name_of(thing), semaphore_key(thing)

    make = synchronize.SemLock._make_methods

    @functools.wraps(make)
    def noted_make(lock):
        """A lock's acquire and release are functions of C, made for each lock."""

        def own(*_, **__):
            return describe(lock)

        make(lock)
        lock.acquire = noted(lock.acquire, "acquire", own, came=in_time)
        lock.release = noted(lock.release, "release", own, blocks=False)

    synchronize.SemLock._make_methods = noted_make
    lock, condition = synchronize.SemLock, synchronize.Condition
    patch(lock, "__enter__", "acquire", describe)
    patch(lock, "__exit__", "release", describe, blocks=False)
    patch(synchronize.Event, "wait", "wait", describe, came=in_time)
    patch(synchronize.Event, "set", "set", describe, blocks=False)
    patch(condition, "wait", "wait", describe, came=in_time)
    patch(condition, "notify", "set", describe, blocks=False)
    patch(condition, "notify_all", "set", describe, blocks=False)
    patch(synchronize.Barrier, "wait", "wait", describe)


def pools():
    """Only what waits for a result; multiprocessing.pool is imported when it is used."""
    import multiprocessing
    from multiprocessing.context import BaseContext

    pool = BaseContext.Pool

    def nothing(*_, **__):
        return "", ""

    @functools.wraps(pool)
    def noted_pool(*arguments, **options):
        from multiprocessing.pool import ApplyResult, IMapIterator

        if not hasattr(ApplyResult.get, "__wrapped__"):
            patch(ApplyResult, "get", "result", nothing, direct=False)
            patch(IMapIterator, "next", "result", nothing, direct=False)
            IMapIterator.__next__ = IMapIterator.next
        return pool(*arguments, **options)

    BaseContext.Pool = noted_pool
    multiprocessing.Pool = multiprocessing.context._default_context.Pool


class NotedLock:
    """A lock for threads that the program made. It is of C: nothing can be patched."""

    def __init__(self, lock):
        def describe(*_, **__):
            return name_of(self), f"object {id(self)}"

        self.acquire = noted(lock.acquire, "acquire", describe, came=in_time)
        self.release = noted(lock.release, "release", describe, blocks=False)
        self.locked = lock.locked
        self._describe, self._lock = describe, lock

    def __enter__(self):
        if not is_noted() or not is_called_by_program():
            return self._lock.__enter__()
        with noting("acquire", *self._describe()):
            return self._lock.__enter__()

    def __exit__(self, *error):
        if is_noted() and is_called_by_program():
            note("release", *self._describe(), line=line_here())
        self._lock.release()


def threads():
    make = threading.Lock

    @functools.wraps(make)
    def noted_lock():
        return NotedLock(make()) if is_called_by_program() else make()

    threading.Lock = noted_lock
    patch(threading.Thread, "join", "join", lambda thread, *_: (thread.name, ""))  # fmt: skip
    patch(time, "sleep", "sleep", lambda seconds: (f"{seconds:g}", ""))


class Noting(io.FileIO):
    """Notes what is written to a descriptor."""

    def write(self, data):
        text = bytes(data).decode("utf-8", errors="backslashreplace")
        note(">", text, line=line_here())
        return super().write(data)


def output():
    """stdout and stderr as they are, on a file that notes what it is given."""
    for name, errors in (("stdout", "strict"), ("stderr", "backslashreplace")):
        stream = getattr(sys, name)
        if stream is None:
            continue
        raw = Noting(stream.fileno(), "w", closefd=False)
        noting_stream = io.TextIOWrapper(
            io.BufferedWriter(raw), "utf-8", errors, line_buffering=True
        )
        noting_stream.mode = "w"
        setattr(sys, name, noting_stream)
        setattr(sys, f"__{name}__", noting_stream)
        before.append(stream)


before = []  # the streams that were replaced: if one went, it would close its descriptor
