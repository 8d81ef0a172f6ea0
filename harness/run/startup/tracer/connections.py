"""Connections and queues: messages, and who waits for one."""

import functools
import os
import threading
from contextlib import suppress

from .late import when_imported
from .noting import came, given_name, here, note, noted, noting, patch, within
from .place import name_of

FEEDER = "feeder"  # of a queue: a thread that only sends


def pipe_key(connection):
    """Returns the inode: the two ends of a pipe have one; those of a socket pair don't.
    What is closed has none."""
    with suppress(OSError):
        return f"pipe {os.fstat(connection.fileno()).st_ino}"
    return ""


@when_imported("multiprocessing.connection")
def connections(module):
    pipe = module.Pipe

    @functools.wraps(pipe)
    def noted_pipe(duplex=True):
        ends = pipe(duplex)
        one, other = map(pipe_key, ends)
        if one != other:  # a socket pair: what goes in at one comes out at the other
            note("pair", key=one, other=other)
        return ends

    def end(connection, *_, **__):
        return name_of(connection), pipe_key(connection)

    def several(things, *_, **__):
        numbers = all(isinstance(each, int) for each in things)
        return "sentinels" if numbers else "connections", ""

    module.Pipe = noted_pipe
    patch(module, "wait", "wait", several, ended=came)
    for name in ("recv", "recv_bytes"):
        patch(module.Connection, name, "recv", end)
    for name in ("send", "send_bytes"):
        patch(module.Connection, name, "send", end, blocks=False)
    patch(module.Connection, "poll", "poll", end, ended=came)
    patch(module.Listener, "accept", "accept", given_name)


@when_imported("multiprocessing.queues")
def queues(module):
    begin, flush = module.Queue._start_thread, module.Queue._finalize_join

    def describe(queue, *_, **__):
        return name_of(queue), pipe_key(queue._reader)

    def noted_put(put):
        """It may wait where the queue has a size; else the feeder thread does."""
        waits = noted(put, "put", remembered, where=within)
        passes = noted(put, "put", remembered, where=within, blocks=False)

        @functools.wraps(put)
        def call(queue, *arguments, **options):
            from multiprocessing.synchronize import SEM_VALUE_MAX  # there by now

            bounded = queue._maxsize != SEM_VALUE_MAX
            return (waits if bounded else passes)(queue, *arguments, **options)

        return call

    def remembered(queue, *_, **__):
        queue._traced = describe(queue)
        return queue._traced

    @functools.wraps(begin)
    def noted_begin(queue):
        """Only a queue of the program: an executor has one of its own."""
        if hasattr(queue, "_traced"):
            name, key = queue._traced
            send = feeding(queue._writer.send_bytes, name, key)
            queue._writer.send_bytes = queue._send_bytes = send  # one of them is read
        begin(queue)
        if hasattr(queue, "_traced"):
            queue._thread.traced, queue._thread.key = f"{FEEDER} {name}", key

    @functools.wraps(flush)
    def noted_flush(reference):
        """The process has ended its work and waits until the feeder has sent all."""
        thread = reference()
        if here.depth or not hasattr(thread, "traced"):
            return flush(reference)  # the program has called join_thread()
        name = thread.traced.removeprefix(f"{FEEDER} ")
        with noting("flush", name, thread.key):
            flush(reference)

    for queue_class in (module.Queue, module.JoinableQueue):
        queue_class.put = noted_put(queue_class.put)
    module.Queue._start_thread = noted_begin
    module.Queue._finalize_join = staticmethod(noted_flush)
    patch(module.Queue, "get", "get", describe, where=within)
    patch(module.Queue, "join_thread", "flush", describe)
    patch(module.JoinableQueue, "join", "join", describe)
    patch(module.SimpleQueue, "get", "get", describe)
    patch(module.SimpleQueue, "put", "send", describe, blocks=False)


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
