"""Pools and executors: who waits for a task, and who for a result.

The threads and queues by which they hand those out are the library's own business.
"""

import functools

from .late import when_imported
from .noting import anywhere, came, given_name, here, nameless, noted, patch, within


def submitted(_, func, *__, **___):
    """Names what is to be called, also if some of its arguments are bound already."""
    while hasattr(func, "func"):
        func = func.func
    return getattr(func, "__name__", type(func).__name__), ""


def noted_worker(work):
    """A worker waits for its tasks outside of the program."""

    @functools.wraps(work)
    def call(tasks, results, *arguments, **options):
        if hasattr(tasks, "_writer"):  # else it is a thread
            tasks.get = noted(tasks.get, "task", nameless, where=anywhere, ended=is_task)  # fmt: skip
            results.put = noted(results.put, "send", result, blocks=False, where=not_farewell)  # fmt: skip
        return work(tasks, results, *arguments, **options)

    return call


def is_task(task, *_, **__):
    return "over" if task is None else "done"


def result(*_, **__):
    return "result", ""


def not_farewell(caller):
    """At the end the worker of an executor itself puts its pid among the results."""
    return caller.f_code.co_name != "_process_worker"


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


@when_imported("multiprocessing.pool")
def pools(module):
    one, several = module.ApplyResult, module.IMapIterator
    for name in ("apply_async", "_map_async", "imap", "imap_unordered"):
        patch(module.Pool, name, "submit", submitted, blocks=False, where=within)
    for name in ("join", "terminate"):
        patch(module.Pool, name, name, given_name, where=within)
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
    patch(executor, "map", "submit", submitted, blocks=False, where=within)
    executor.map = noted_results(executor.map)


def executors(executor):
    patch(executor, "submit", "submit", submitted, blocks=False, where=within)
    patch(executor, "shutdown", "shutdown", given_name, where=within)


@when_imported("concurrent.futures.process")
def processes(module):
    executors(module.ProcessPoolExecutor)
    maps(module.ProcessPoolExecutor)
    module._process_worker = noted_worker(module._process_worker)


@when_imported("concurrent.futures.thread")
def threads(module):
    executors(module.ThreadPoolExecutor)
