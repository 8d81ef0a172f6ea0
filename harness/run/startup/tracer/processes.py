"""Processes: start, join, signals, and how they end."""

import atexit
import functools
import os

from . import noting as state
from .late import when_imported
from .noting import came, here, note, noting, own_name, patch, within
from .place import line_here


@when_imported("multiprocessing.process")
def processes(process):
    begin, bootstrap = process.BaseProcess.start, process.BaseProcess._bootstrap

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

    process.BaseProcess.start = noted_start
    process.BaseProcess._bootstrap = noted_bootstrap

    def ended(_, process, *__, **___):
        return "timeout" if process._popen.returncode is None else "done"

    patch(process.BaseProcess, "join", "join", own_name, where=within, ended=ended)


@when_imported("multiprocessing.util")
def exits(util):
    leave = util._exit_function

    @functools.wraps(leave)
    def noted_exit(*arguments, **options):
        state.exiting = True
        leave(*arguments, **options)
        note("leaves")

    atexit.unregister(leave)
    util._exit_function = atexit.register(noted_exit)


@when_imported("multiprocessing.popen_fork")
def forks(module):
    for method in ("terminate", "kill"):
        sender = getattr(module.Popen, method)
        setattr(module.Popen, method, noted_signal(sender))
    module.Popen.poll = noted_poll(module.Popen.poll)


@when_imported("multiprocessing.popen_forkserver")
def fork_servers(module):
    """There start() waits until the fork server, which may have to be started first,
    has forked."""
    launch = module.Popen._launch

    @functools.wraps(launch)
    def noted_launch(popen, process):
        words, line = f"start {process.name}", line_here()
        note("wait", words, line=line)
        launch(popen, process)  # if it fails, start() does
        note("done", words, line=line)

    module.Popen._launch = noted_launch
    module.Popen.poll = noted_poll(module.Popen.poll)


def waited_for(pid, *_):
    return "", "", {"child": pid}


def waited_for_by_id(_, pid, *__):
    return waited_for(pid)


patch(os, "waitpid", "end", waited_for, ended=lambda found, *_: came(found[0]))
if hasattr(os, "waitid"):
    patch(os, "waitid", "end", waited_for_by_id, ended=came)


@when_imported("subprocess")
def programs(module):
    def described(popen, *_, **__):
        return waited_for(popen.pid)

    patch(module.Popen, "wait", "end", described, where=within)


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
