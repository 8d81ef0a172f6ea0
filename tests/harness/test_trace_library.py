"""Traces: what of the library the tracer knows, and in which words it tells of it."""

import pytest

from harness.transcripts import METHODS
from tests.harness.conftest import GUARD, of


def test_locks_barriers_and_sleep(traced_run):
    """By acquire() or by `with`; only what the program itself calls."""
    trace = traced_run(f"""
        import time
        from multiprocessing import Barrier, RLock, Semaphore, Value
        {GUARD}
            lock, room, barrier = RLock(), Semaphore(2), Barrier(1)
            with lock, room:
                barrier.wait()
            lock.acquire()
            lock.release()
            total = Value("i", 0)
            with total.get_lock():
                total.value += 1
            time.sleep(0.01)
    """)
    assert of(trace, "MainProcess") == [
        "- runs",
        "6 wait acquire lock",
        "6 done acquire lock",
        "6 wait acquire room",
        "6 done acquire room",
        "7 wait wait barrier",
        "7 done wait barrier",
        "6 release room",
        "6 release lock",
        "8 wait acquire lock",
        "8 done acquire lock",
        "9 release lock",
        "11 wait acquire total",
        "11 done acquire total",
        "11 release total",
        "13 wait sleep 0.01",
        "13 done sleep 0.01",
        "- end 0",
    ]


def test_who_waits_for_a_condition_lets_go_of_it(traced_run):
    """wait_for() waits, too, as often as it is woken in vain."""
    trace = traced_run(f"""
        from multiprocessing import Condition, Process, Value
        def work(cond, ready):
            with cond:
                ready.value = True
                cond.notify()
        {GUARD}
            cond, ready = Condition(), Value("b", False)
            with cond:
                p = Process(target=work, args=(cond, ready), name="worker")
                p.start()
                cond.wait_for(lambda: ready.value)
                cond.wait(0.01)
                cond.notify_all()
            p.join()
    """)
    assert of(trace, "worker") == [
        "- begin",
        "4 wait acquire cond",
        "4 done acquire cond",
        "6 notify cond",
        "4 release cond",
        "- end 0",
    ]
    assert of(trace, "MainProcess")[1:-3] == [
        "9 wait acquire cond",
        "9 done acquire cond",
        "11 start worker",
        "12 release cond",
        "12 wait wait cond",
        "12 done wait cond",
        "13 release cond",
        "13 wait wait cond",
        "13 timeout wait cond",
        "14 notify_all cond",
        "9 release cond",
    ]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_call_of_a_proxy_waits_for_the_manager(method, traced_run):
    """It has a lane; a shared object has one name in all processes."""
    trace = traced_run(
        f"""
        from multiprocessing import Manager, Process
        def work(d, lock):
            with lock:
                d["a"] = 1
        {GUARD}
            with Manager() as m:
                shared, lock = m.dict(), m.Lock()
                p = Process(target=work, args=(shared, lock), name="worker")
                p.start()
                p.join()
                shared.update(b=2)
                print(shared)
        """,
        method,
    )
    main = [each for each in of(trace, "MainProcess") if "worker" not in each]
    calls = ["8 call m.dict", "8 call m.Lock", "12 call shared.update"]
    calls += ["13 call shared.__repr__", "7 shutdown SyncManager-1"]
    assert [each for each in main if " wait " in each][-5:] == [
        each.replace(" ", " wait ", 1) for each in calls
    ]
    assert "7 start SyncManager-1" in main and "7 done start SyncManager" in main
    assert of(trace, "SyncManager-1")[-3:] == ["- begin", "- wait calls", "- end 0"]
    assert [each for each in of(trace, "worker") if each[0] != "-"] == [
        "4 wait call lock.acquire",
        "4 done call lock.acquire",
        "5 wait call shared.__setitem__",
        "5 done call shared.__setitem__",
        "4 wait call lock.release",
        "4 done call lock.release",
    ]
    assert trace.printed == ["{'a': 1, 'b': 2}"]


def test_a_pool_waits_for_results_its_workers_for_tasks(traced_run):
    """How they get them, by threads and queues, is the library's own business."""
    trace = traced_run(f"""
        from multiprocessing import Pool
        {GUARD}
            with Pool(1) as pool:
                pool.map(abs, [-1])
                list(pool.imap(abs, [-2]))
                later = pool.apply_async(func=abs, args=[-3])
                later.wait()
                later.get()
                pool.close()
                pool.join()
    """)
    assert trace.lanes == ["MainProcess", "ForkPoolWorker-1"]
    assert of(trace, "MainProcess")[1:-1] == [
        "4 start ForkPoolWorker-1",
        "5 submit abs 1",
        "5 wait result",
        "5 done result",
        "6 submit abs 2",
        "6 wait result",
        "6 done result",
        "6 wait result",
        "6 over result",
        "7 submit abs 3",
        "8 wait result",
        "8 done result",
        "9 wait result",
        "9 done result",
        "11 wait join pool",
        "11 done join pool",
        "4 wait terminate pool",
        "4 done terminate pool",
    ]
    assert of(trace, "ForkPoolWorker-1") == [
        "- begin",
        *(
            event
            for number in (1, 2, 3)
            for event in ("- wait task", f"- task abs {number}", "- send result")
        ),
        "- wait task",
        "- over task",
        "- end 0",
    ]


def test_an_executor_waits_for_results_its_workers_for_tasks(traced_run):
    """By its futures, as_completed() and wait()."""
    trace = traced_run(f"""
        import time
        from concurrent.futures import ProcessPoolExecutor, as_completed, wait
        {GUARD}
            with ProcessPoolExecutor(1) as executor:
                future = executor.submit(time.sleep, 0.2)
                wait([future], timeout=0.01)
                try:
                    future.result(timeout=0.01)
                except TimeoutError:
                    future.result()
                list(executor.map(abs, [-1]))
                list(as_completed([executor.submit(abs, -2)]))
    """)
    assert trace.lanes == ["MainProcess", "ForkProcess-1"]
    assert of(trace, "MainProcess")[1:-1] == [
        "6 submit sleep 1",
        "6 start ForkProcess-1",
        "7 wait result",
        "7 timeout result",
        "9 wait result",
        "9 fail result: TimeoutError",
        "11 wait result",
        "11 done result",
        "12 submit abs 1",
        "12 wait result",
        "12 done result",
        "12 wait result",
        "12 over result",
        "13 submit abs 2",
        "13 wait result",
        "13 done result",
        "13 wait result",
        "13 over result",
        "5 wait shutdown executor",
        "5 done shutdown executor",
    ]
    assert of(trace, "ForkProcess-1") == [
        "- begin",
        "- wait task",
        "- task sleep 1",
        "- wait sleep 0.2",
        "- done sleep 0.2",
        "- send result",
        *("- wait task", "- task abs 1", "- send result"),
        *("- wait task", "- task abs 2", "- send result"),
        "- wait task",
        "- over task",
        "- end 0",
    ]


CHUNKS = f"""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import Pool
    def half(n):
        return 1 // n
    {GUARD}
        with Pool(1) as pool:
            pool.map(half, [1] * 5, chunksize=2)
            pool.starmap_async(half, [[1]] * 3, chunksize=3).wait()
            list(pool.imap(half, [1, 1], chunksize=2))
            pool.close()
            pool.join()
        with ProcessPoolExecutor(1) as executor:
            list(executor.map(half, [1] * 3, chunksize=2))
            executor.submit(half, 0).exception()
"""


@pytest.mark.parametrize("method", METHODS)
def test_calls_are_numbered_and_a_chunk_is_one_task(method, traced_run):
    """In the order in which they were handed in, whatever the pool; its line is where the
    function begins. What fails says so."""
    trace = traced_run(CHUNKS, method)
    assert {lane for lane in trace.lanes if "/" in lane} == set()
    submits = [each.what for each in trace.events if each.kind == "submit"]
    assert submits == ["half 1-5", "half 6-8", "half 9-10", "half 11-13", "half 14"]
    tasks = [each for each in trace.events if each.kind == "task"]
    spans = "1-2 3-4 5 6-8 9-10 11-12 13 14".split()
    assert [each.what for each in tasks] == [f"half {span}" for span in spans]
    assert {each.line for each in tasks} == {5}
    fails = [each.text for each in trace.events if each.kind == "fail"]
    assert fails == ["fail half 14: ZeroDivisionError"]


def test_a_worker_that_has_done_enough_is_replaced(traced_run):
    """By the pool's own thread, which has no lane: its process starts the next one."""
    trace = traced_run(f"""
        from multiprocessing import Pool
        {GUARD}
            with Pool(1, maxtasksperchild=1) as pool:
                pool.map(abs, [-1, -2], chunksize=1)
    """)
    assert trace.lanes[:3] == ["MainProcess", "ForkPoolWorker-1", "ForkPoolWorker-2"]
    assert {lane for lane in trace.lanes if "/" in lane} == set()
    assert of(trace, "ForkPoolWorker-1")[-1] == "- end 0"
    starts = [each.what for each in trace.events if each.text.startswith("start ")]
    assert starts[:2] == ["ForkPoolWorker-1", "ForkPoolWorker-2"]


def test_an_event_loop_waits(traced_run):
    """For whatever its coroutines wait for; it looks at what is there without a note."""
    trace = traced_run(f"""
        import asyncio
        async def main():
            await asyncio.sleep(0)
            await asyncio.sleep(0.05)
        {GUARD}
            asyncio.run(main())
    """)
    waits = [each for each in of(trace, "MainProcess") if each.endswith(" events")]
    assert waits == ["7 wait events", "7 done events"]
    assert not trace.unexplained
