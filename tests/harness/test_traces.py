"""Traces: their form, that each snippet has its own, and that a fresh run does the same.

Traces are recorded with the newest CPython. With that one a fresh run must do the same
within each lane; with another one in outline, since libraries differ, and where another
one prints something else, only that counts.
"""

import difflib
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harness.cell import Cell
from harness.compare import compare
from harness.interpreters import describe
from harness.run.sandbox import SIDE_BY_SIDE
from harness.snippets import SNIPPETS, discover, record_command
from harness.trace.events import Event, Trace, parse, render
from harness.trace.notes import LONG, shortened
from harness.trace.recorder import record_trace, record_traces, traced_by
from harness.transcripts import Transcript, length_of_end, newest
from tests.conftest import RUNS

SAMPLE = """\
# How the processes of exitcode.py ran. Written by: make record

[fork] CPython 3.14 on Linux
     0.0  MainProcess      -  runs
    18.2  MainProcess     11  start Worker 1
    19.6  Worker 1         -  begin
    19.7  Worker 1/feeder  -  send queue
    20.0  Worker 1         6  >   indented, with > and [brackets]
    21.0  Worker 1         6  >
    22.0  Worker 1         -  end 0

[spawn] CPython 3.14 on Linux, varies
     0.0  MainProcess  -  runs
"""


# --- The file -------------------------------------------------------------------


def test_the_text_and_the_events_say_the_same(tmp_path):
    """Blanks in names and in what was printed included."""
    path = tmp_path / "exitcode.trace"
    path.write_text(SAMPLE)
    traces = parse(path)
    again = render("exitcode.py", traces.values())
    assert parse_text(tmp_path, again) == traces
    fork = traces["fork"]
    assert fork.printed == ["  indented, with > and [brackets]", ""]
    assert fork.lanes == ["MainProcess", "Worker 1", "Worker 1/feeder"]
    assert fork.events[1] == Event(18.2, "MainProcess", 11, "start", "Worker 1")
    assert (fork.varies, traces["spawn"].varies) == (False, True)


def parse_text(folder, text: str) -> dict[str, Trace]:
    path = folder / "again.trace"
    path.write_text(text)
    return parse(path)


def test_a_line_that_is_none_is_named(tmp_path):
    """The file, the line, what is expected, and how to write it again."""
    path = tmp_path / "x.trace"
    path.write_text("[fork] CPython 3.14 on Linux\n  0.0  MainProcess  runs\n")
    with pytest.raises(ValueError) as raised:
        parse(path)
    said = str(raised.value)
    assert said.startswith(f"{path}:2: ") and "make record ONLY=" in said


def test_no_file_is_no_trace(tmp_path):
    """Which is not an error."""
    assert parse(tmp_path / "x.trace") == {}


def test_times_don_t_count_and_orders_do():
    """Unless the order varies: then the outline counts."""
    events = [
        Event(0.0, "MainProcess", None, "runs"),
        Event(1.0, "MainProcess", 3, ">", "a"),
        Event(2.0, "MainProcess", 4, ">", "b"),
    ]
    trace = Trace("fork", "", tuple(events))
    later = [Event(e.ms + 7, e.lane, e.line, e.kind, e.what) for e in events]
    swapped = [events[0], events[2], events[1]]
    assert trace.same_as(Trace("fork", "", tuple(later)))
    assert not trace.same_as(Trace("fork", "", tuple(swapped)))
    assert trace.same_as(Trace("fork", "", tuple(swapped), varies=True))
    assert not trace.same_as(Trace("fork", "", tuple(events[:2]), varies=True))


def test_hundreds_of_events_are_cut():
    """It says how many are left out, and how the processes ended stays."""
    loop = [Event(float(n), "MainProcess", 3, ">", str(n)) for n in range(300)]
    ended = Event(300.0, "MainProcess", None, "end", "0")
    kept = shortened([*loop, ended])
    assert kept[-2:] == [Event(float(LONG), "MainProcess", None, "cut", "150"), ended]
    assert len(kept) == LONG + 2
    assert shortened(loop[:LONG]) == loop[:LONG]


# --- Recording ----------------------------------------------------------------------


def skip_on_windows():
    if sys.platform == "win32":
        pytest.skip("traces are recorded on Linux and macOS: Windows has no fork")


@pytest.fixture
def traced_run(tmp_path):
    """Records the trace of a program by its text."""
    skip_on_windows()

    def run(text: str, method: str = "fork") -> Trace:
        path = tmp_path / "chapter" / "x.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(textwrap.dedent(text))
        path.with_suffix(".out").write_text("$ python x.py\n")
        [snippet] = discover(tmp_path)
        here = describe()
        where = here.where(method)
        return record_trace(Cell(snippet, method, here, snippet.transcript_for(where)))[
            0
        ]

    return run


def of(trace: Trace, lane: str) -> list[str]:
    """What a lane did, with the line in front."""
    events = [event for event in trace.events if event.lane == lane]
    return [f"{event.line or '-'} {event.text}" for event in events]


GUARD = "if __name__ == '__main__':"


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
    came = [e.what for e in trace.events if e.kind == "done"]
    assert sorted(sent + ["join worker"]) == sorted(each.removeprefix("recv ") for each in came)  # fmt: skip
    assert len(set(sent)) == 2 and trace.printed == ["2"]


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


def test_locks_pools_barriers_and_sleep(traced_run):
    """Only what the program itself calls: a queue or a pool has locks of its own."""
    trace = traced_run(f"""
        import time
        from multiprocessing import Barrier, Lock, Pool
        {GUARD}
            lock, barrier = Lock(), Barrier(1)
            with lock:
                barrier.wait()
            lock.acquire()
            lock.release()
            time.sleep(0.01)
            with Pool(2) as pool:
                print(pool.map(abs, [-1, -2]))
    """)
    assert of(trace, "MainProcess")[:16] == [
        "- runs",
        "6 wait acquire lock",
        "6 done acquire lock",
        "7 wait wait barrier",
        "7 done wait barrier",
        "6 release lock",
        "8 wait acquire lock",
        "8 done acquire lock",
        "9 release lock",
        "10 wait sleep 0.01",
        "10 done sleep 0.01",
        "11 start ForkPoolWorker-1",
        "11 start ForkPoolWorker-2",
        "12 wait result",
        "12 done result",
        "12 > [1, 2]",
    ]


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


# --- The snippets' own -----------------------------------------------------------------


def traced_cells(runs) -> list[Cell]:
    """Returns the cells of the one interpreter that is nearest to the traces'."""
    able = [
        each
        for each in runs.interpreters
        if each.implementation == "CPython" and each.system != "windows"
    ]
    nearest = max(
        able,
        key=lambda each: (
            recorded_with(each) and not each.build,
            each.version,
            not each.build,
        ),
        default=None,
    )
    return [cell for cell in runs.cells if cell.interpreter is nearest]


def recorded_with(interpreter) -> bool:
    """Whether the site's traces are of this version and system."""
    first = next(iter(sorted(SNIPPETS.rglob("*.trace"))), Path("none"))
    return any(
        trace.interpreter == traced_by(interpreter) for trace in parse(first).values()
    )


def pytest_generate_tests(metafunc):
    if "traced" in metafunc.fixturenames:
        runs = metafunc.config.stash[RUNS]
        chosen = traced_cells(runs) if runs.folder == SNIPPETS else []
        metafunc.parametrize("traced", chosen, ids=lambda cell: cell.id)


@pytest.fixture(scope="module")
def fresh(request):
    """Runs the chosen cells, traced, side by side; returns what became of one."""
    chosen = [
        cell
        for item in request.session.items
        if isinstance(
            cell := getattr(item, "callspec", None)
            and item.callspec.params.get("traced"),
            Cell,
        )  # fmt: skip
    ]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        futures = {cell: pool.submit(record_trace, cell) for cell in chosen}
        yield lambda cell: futures[cell].result()


def test_a_fresh_run_does_the_same(traced, fresh):
    """And tracing changes nothing of what is printed."""
    path = traced.snippet.path.with_suffix(".trace")
    record = record_command(traced.snippet, traced.interpreter.path)
    known = parse(path).get(traced.method)
    assert known, f"{path} has no [{traced.method}]; write it with:  {record}"
    same_python = traced_by(traced.interpreter) == known.interpreter
    exact = same_python and not traced.interpreter.build and not known.varies
    before = known.structure if exact else known.outline
    prints_otherwise = traced.transcript != transcript_of(known, traced.snippet)
    for run in (
        fresh,
        record_trace,
        record_trace,
    ):  # a rare order of events is no fault
        trace, outcome = run(traced)
        now = trace.structure if exact else trace.outline
        difference = compare(traced, outcome)
        if not difference and (now == before or prints_otherwise):
            return
    if difference:
        pytest.fail(f"traced, it differs: {difference.message}", pytrace=False)
    lines = difflib.unified_diff(listed(before), listed(now), str(path), "now", lineterm="")  # fmt: skip
    shown = "\n".join(lines)
    pytest.fail(f"{shown}\n\nIf the program is right:  {record}", pytrace=False)


def transcript_of(trace: Trace, snippet) -> Transcript | None:
    """Returns the transcript of what the traced Python printed."""
    [where] = [
        each
        for each in newest(snippet.transcripts)
        if each.system == "linux"
        and each.method == trace.method
        and f"{each.implementation} {'.'.join(map(str, each.version[:2]))} "
        in trace.interpreter
    ]
    return snippet.transcript_for(where)


def listed(structure: dict) -> list[str]:
    return [f"{lane}: {each}" for lane, did in structure.items() for each in did]


def test_each_trace_belongs_to_a_snippet():
    """One that nobody shows would be believed all the same."""
    known = {snippet.path.with_suffix(".trace") for snippet in discover(SNIPPETS)}
    assert set(SNIPPETS.rglob("*.trace")) <= known


@pytest.mark.parametrize("snippet", discover(SNIPPETS), ids=lambda each: each.slug)
def test_each_snippet_has_its_trace(snippet):
    """One for each start method under which it runs on Linux (STYLE.md T5)."""
    latest = [each for each in newest(snippet.transcripts) if each.system == "linux"]
    shown = {each.method for each in latest if snippet.transcript_for(each)}
    path = snippet.path.with_suffix(".trace")
    assert set(parse(path)) == shown, (
        f"{path}: write it with:  {record_command(snippet)}"
    )


@pytest.mark.parametrize("snippet", discover(SNIPPETS), ids=lambda each: each.slug)
def test_what_is_printed_is_the_transcript(snippet):
    """Line by line, in the order of the transcript wherever that counts."""
    lines = len(snippet.path.read_text(encoding="utf-8").splitlines())
    for method, trace in parse(snippet.path.with_suffix(".trace")).items():
        texts = {}
        for transcript in snippet.transcripts:
            body = transcript.lines[1 : len(transcript.lines) - length_of_end(transcript.lines)]  # fmt: skip
            texts[transcript.path.name] = sorted(body) if transcript.anyorder else body
        printed = [trace.printed, sorted(trace.printed)]
        assert any(body in printed for body in texts.values()), method
        assert all(0 < (event.line or 1) <= lines for event in trace.events)
