"""Pools and executors: who waits for a task, which it is, and who waits for a result.

The threads and queues by which they hand those out are the library's own business.
"""

import functools
import threading

from .connections import pipe_key
from .late import when_imported
from .noting import (
    anywhere,
    came,
    given_name,
    here,
    nameless,
    note,
    noted,
    noting,
    patch,
    within,
)
from .place import is_program

# Each calls a function several times.
CHUNKS = ("mapstar", "starmapstar", "_process_chunk")


# --- What a worker does ----------------------------------------------------------------


def noted_worker(work):
    """A worker waits for its tasks outside of the program."""

    @functools.wraps(work)
    def call(tasks, results, *arguments, **options):
        if hasattr(tasks, "_writer"):  # else it is a thread
            note_tasks(tasks, results)
        return work(tasks, results, *arguments, **options)

    return call


def note_tasks(tasks, results):
    """Notes each task that is taken, and how it ends."""
    put, pool = results.put, pipe_key(tasks._reader)
    send = noted(put, "send", result, blocks=False, where=anywhere)
    task = {}

    def took(taken, *_, **__):
        if taken is None:
            return "over"
        task.update(described(taken), pool=pool)
        return {"kind": "task", **task}

    def noted_put(item):
        if isinstance(item, int):  # the worker of an executor says that it ends
            return put(item)
        if error := error_in(item):
            note("fail", **task | {"line": None}, error=type(error).__name__)
        send(item)

    tasks.get = noted(tasks.get, "task", nameless, where=anywhere, ended=took)
    results.put = noted_put


def result(*_, **__):
    return "result", ""


def described(task):
    """Returns the function that a task calls and the line on which it begins, how often it
    calls it, and the task's place among those of its pool."""
    if hasattr(task, "work_id"):  # of an executor
        place, function, arguments = (task.work_id,), task.fn, task.args
    else:
        job, number, function, arguments, _ = task
        place = job, number
    calls = 1
    if name_of_function(function) in CHUNKS:
        *bound, chunk = arguments if hasattr(function, "func") else arguments[0]
        [function] = bound or function.args
        calls = len(chunk)
    line = first_line(function)
    return {"name": name_of_function(function), "line": line, "place": place, "calls": calls}  # fmt: skip


def unbound(function):
    """Returns a function without the arguments that are bound already."""
    while hasattr(function, "func"):
        function = function.func
    return function


def name_of_function(function):
    function = unbound(function)
    return getattr(function, "__name__", type(function).__name__)


def first_line(function):
    """Returns the first line of a function's body, if it is the program's."""
    code = getattr(unbound(function), "__code__", None)
    if not code or not is_program(code.co_filename):
        return None
    lines = [line for *_, line in code.co_lines() if line]
    return next((line for line in lines if line > code.co_firstlineno), lines[0])


def error_in(item):
    """Returns the exception that a worker hands back instead of a result, if it does."""
    if hasattr(item, "work_id"):
        found = item.exception
    else:
        [*_, (succeeded, value)] = item
        found = None if succeeded else value
    return getattr(found, "exc", found)  # with its traceback


# --- What the program asks for ------------------------------------------------------------


def submitted(func, *_, **__):
    return name_of_function(func)


def noted_submit(submit, count, queue):
    """Notes a call that hands in tasks, and after it which they were: count(pool) returns
    how many have been; `queue` is the attribute from which its workers take them."""

    @functools.wraps(submit)
    def call(pool, *arguments, **options):
        if here.depth or not within():
            return submit(pool, *arguments, **options)
        first = count(pool)
        reader = getattr(getattr(pool, queue, None), "_reader", None)
        with noting("submit", submitted(*arguments, **options), blocks=False):
            found = submit(pool, *arguments, **options)
        if reader:  # else its workers are threads
            note("handed", pool=pipe_key(reader), places=[first, count(pool)])
        return found

    return call


def noted_results(make):
    """Notes the wait for each result of an iterator."""
    take = noted(next, "result", nameless, where=within)

    def each(results):
        try:
            while True:
                yield take(results)
        except StopIteration:
            pass

    @functools.wraps(make)
    def call(*arguments, **options):
        results = make(*arguments, **options)
        return results if here.depth else each(results)

    return call


def helping(run):
    """Returns what a thread of the library runs: what it does, its process does."""

    @functools.wraps(run)
    def call(*arguments, **options):
        threading.current_thread().traced = ""
        return run(*arguments, **options)

    return call


class Jobs:
    """The numbers of the calls that hand in tasks; knows how many there were."""

    given = 0

    def __init__(self, numbers):
        self.numbers = numbers

    def __next__(self):
        self.given = next(self.numbers) + 1
        return self.given - 1


@when_imported("multiprocessing.pool")
def pools(module):
    pool, one, several = module.Pool, module.ApplyResult, module.IMapIterator
    module.job_counter = jobs = Jobs(module.job_counter)
    for name in ("apply_async", "_map_async", "imap", "imap_unordered"):
        submit = noted_submit(getattr(pool, name), lambda _: jobs.given, "_inqueue")
        setattr(pool, name, submit)
    for name in ("_handle_workers", "_handle_tasks", "_handle_results"):
        setattr(pool, name, staticmethod(helping(getattr(pool, name))))
    for name in ("join", "terminate"):
        patch(pool, name, name, given_name, where=within)
    patch(one, "get", "result", nameless, where=within)
    patch(one, "wait", "result", nameless, ended=lambda _, each, *__: came(each.ready()))  # fmt: skip
    patch(several, "next", "result", nameless, where=within)
    several.__next__ = several.next
    module.worker = noted_worker(module.worker)


@when_imported("concurrent.futures._base")
def futures(module):
    def all_came(found, _, timeout=None, return_when=module.ALL_COMPLETED):
        some_do = found.done and return_when != module.ALL_COMPLETED
        return came(some_do or not found.not_done)

    for name in ("result", "exception"):
        patch(module.Future, name, "result", nameless, where=within)
    patch(module, "wait", "result", nameless, ended=all_came)
    module.as_completed = noted_results(module.as_completed)
    maps(module.Executor)


def maps(executor):
    executor.map = noted_results(executors_submit(executor.map))


def executors(executor):
    executor.submit = executors_submit(executor.submit)
    patch(executor, "shutdown", "shutdown", given_name, where=within)


def executors_submit(submit):
    def count(executor):
        return getattr(executor, "_queue_count", 0)  # one of threads has none

    return noted_submit(submit, count, "_call_queue")


@when_imported("concurrent.futures.process")
def processes(module):
    executors(module.ProcessPoolExecutor)
    maps(module.ProcessPoolExecutor)
    manager = module._ExecutorManagerThread
    manager.run = helping(manager.run)
    module._process_worker = noted_worker(module._process_worker)


@when_imported("concurrent.futures.thread")
def threads(module):
    executors(module.ThreadPoolExecutor)
