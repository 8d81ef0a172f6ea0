"""Traces: how a run is recorded, and what the record can rely on."""

import sys

import pytest

from harness.interpreters import describe
from harness.normalise import normalise
from harness.run.outcome import Outcome
from harness.snippets import discover
from harness.trace.recorder import record_trace, record_traces
from tests.harness.conftest import GUARD, made_cell, of, skip_on_windows


def test_what_is_killed_leaves_what_it_noted(traced_run):
    """Its end is seen from outside, with the signal."""
    trace = traced_run(f"""
        import time
        from multiprocessing import Event, Process
        def work(ready):
            ready.set()
            Event().wait()
        {GUARD}
            ready = Event()
            p = Process(target=work, args=(ready,), name="victim")
            p.start()
            ready.wait()
            time.sleep(0.5)
            p.kill()
            p.join()
    """)
    assert of(trace, "victim") == [
        "- begin",
        "5 set ready",
        "6 wait wait event",
        "- end SIGKILL",
    ]
    assert of(trace, "MainProcess") == [
        "- runs",
        "10 start victim",
        "11 wait wait ready",
        "11 done wait ready",
        "12 wait sleep 0.5",
        "12 done sleep 0.5",
        "13 signal victim",
        "14 wait join victim",
        "14 done join victim",
        "- end 0",
    ]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_what_goes_in_at_one_end_comes_out_at_the_other(method, traced_run):
    """A socket pair has two ends, and each process has its own name for them."""
    trace = traced_run(
        f"""
        from multiprocessing import Pipe, Process
        def work(far):
            far.send(far.recv() + 1)
        {GUARD}
            near, away = Pipe()
            p = Process(target=work, args=(away,), name="worker")
            p.start()
            near.send(1)
            print(near.recv())
            p.join()
        """,
        method,
    )
    sent = [e.what for e in trace.events if e.kind == "send"]
    came = [e.what for e in trace.events if e.kind == "done" and "recv" in e.what]
    assert sorted(f"recv {each}" for each in sent) == sorted(came)
    assert len(set(sent)) == 2 and trace.printed == ["2"]


def test_the_program_is_known_wherever_it_goes(traced_run):
    """A spawned child begins in the folder that its parent has gone to."""
    trace = traced_run(
        f"""
        import os
        from multiprocessing import Event, Process
        def work(ready):
            ready.set()
        {GUARD}
            os.chdir("/")
            ready = Event()
            p = Process(target=work, args=(ready,), name="worker")
            p.start()
            p.join()
        """,
        "spawn",
    )
    assert "5 set ready" in of(trace, "worker")


def test_the_feeder_thread_has_its_own_lane(traced_run):
    """put() only appends to a buffer; what flushes it at the exit is a wait."""
    trace = traced_run(f"""
        from multiprocessing import Process, Queue
        def work(q):
            q.put("x")
        {GUARD}
            jobs = Queue()
            p = Process(target=work, args=(jobs,), name="worker")
            p.start()
            jobs.get()
            p.join()
    """)
    assert of(trace, "worker/feeder jobs") == ["- send jobs"]
    assert of(trace, "worker") == [
        "- begin",
        "4 put jobs",
        "- wait flush jobs",
        "- done flush jobs",
        "- end 0",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who sleeps")
def test_who_sleeps_unknown_why_is_said_to(traced_run):
    """With the call that the tracer must be taught; who computes is not asleep."""
    trace = traced_run(f"""
        import select, time
        from multiprocessing import Process
        def work():
            end = time.perf_counter() + 0.3
            while time.perf_counter() < end:
                pass
            select.select([], [],
                          [], 0.3)
        {GUARD}
            p = Process(target=work, name="worker")
            p.start()
            p.join()
    """)
    assert of(trace, "worker") == [
        "- begin",
        "8 asleep unknown why: select.select([], [], [], 0.3)",
        "8 awake",
        "- end 0",
    ]
    assert trace.unexplained[0].ms > 290


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_traced_run_prints_what_another_does(method, tmp_path):
    """Also where objects of the library are pickled, and where they can't be."""
    skip_on_windows()
    text = f"""
        import threading
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import *
        def work(shared, lock, semaphore, queue, total):
            with lock, semaphore, total:
                shared["n"] += 1
            queue.put(None)
        {GUARD}
            with Manager() as manager:
                shared, lock, queue = manager.dict(n=0), manager.Lock(), Queue()
                args = shared, lock, Semaphore(), queue, Value("i")
                workers = [Process(target=work, args=args) for _ in range(2)]
                for each in workers:
                    each.start()
                for each in workers:
                    each.join()
                print(queue.get(), shared, manager.list([1]), manager.Pool(1).map(abs, [-1]))
            with Pool(2) as pool:
                print(pool.map(abs, [-1, 2]), list(pool.imap(abs, [-3])))
            with ProcessPoolExecutor(1) as executor:
                print(executor.submit(abs, -4).result(), list(executor.map(abs, [-5])))
            lock = threading.Lock()
            with lock:
                print(lock, isinstance(lock, type(threading.Lock())))
            p = Process(target=print, args=(lock,))
            p.start()
            p.join()
    """
    cell = made_cell(tmp_path, text, method)
    plain, traced = cell.run(), record_trace(cell)[1]
    assert lines_of(traced) == lines_of(plain)
    assert not traced.misconduct


def lines_of(outcome: Outcome) -> list[str]:
    return [line.text for line in normalise(outcome.transcript("x.py"))]


def test_what_another_reads_is_not_printed(traced_run):
    """A program may start itself as another one, and read what that one prints."""
    trace = traced_run(f"""
        import subprocess, sys
        {GUARD}
            if sys.argv[1:]:
                print("read")
            else:
                command = [sys.executable, __file__, "again"]
                print(subprocess.check_output(command, text=True).count("read"))
    """)
    assert [each.text for each in trace.events if each.kind == ">"] == ["> 1"]


def test_waiting_in_vain(traced_run):
    """What comes back without what it waited for says so; a queue raises."""
    trace = traced_run(f"""
        from multiprocessing import Event, Process, Queue
        from multiprocessing.connection import wait
        from queue import Empty
        {GUARD}
            go = Event()
            p = Process(target=go.wait, name="worker")
            p.start()
            p.join(0.01)
            wait([p.sentinel], 0.01)
            try:
                Queue().get(timeout=0.01)
            except Empty:
                go.set()
            p.join()
    """)
    assert of(trace, "MainProcess") == [
        "- runs",
        "8 start worker",
        "9 wait join worker",
        "9 timeout join worker",
        "10 wait wait sentinels",
        "10 timeout wait sentinels",
        "12 wait get queue",
        "12 fail get queue: Empty",
        "14 set go",
        "15 wait join worker",
        "15 done join worker",
        "- end 0",
    ]


def test_recording_again_leaves_the_file_alone(tmp_path):
    """When only times have moved; a changed program changes it."""
    skip_on_windows()
    path = tmp_path / "chapter" / "x.py"
    path.parent.mkdir()
    path.write_text("print('a')\n")
    path.with_suffix(".out").write_text("$ python x.py\na\n")
    here = describe()
    assert record_traces(discover(tmp_path)[0], here) == "written"
    before = path.with_suffix(".trace").read_text()
    assert record_traces(discover(tmp_path)[0], here) == ""
    assert path.with_suffix(".trace").read_text() == before
    path.write_text("\nprint('a')\n")
    assert record_traces(discover(tmp_path)[0], here) == "changed"
