"""Traces: what a .trace file says, and when two runs are the same."""

import re

import pytest

from harness.trace.events import Event, Trace, parse, render
from harness.trace.notes import LONG, shortened

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


def lasting(*milliseconds: float, varies: bool = False) -> Trace:
    """Returns a trace whose lanes last so long."""
    ends = enumerate(milliseconds)
    events = [
        Event(ms, f"Process-{number}", None, kind)
        for number, length in ends
        for ms, kind in ((0.0, "begin"), (length, "end"))
    ]
    return Trace("fork", "", tuple(events), varies)


def test_which_lane_is_long_counts_unless_the_order_varies():
    """How long the longest is counts always: a trace of a busy machine is too long."""
    fresh = lasting(3000, 2900, 10)
    assert lasting(3000, 2900, 10).lasts_as_long_as(fresh)
    assert not lasting(3000, 10, 2900).lasts_as_long_as(fresh)
    assert lasting(3000, 10, 2900, varies=True).lasts_as_long_as(fresh)
    assert not lasting(3000, 400, 2900, varies=True).lasts_as_long_as(fresh)
    assert not lasting(3000, 2900, 9500).lasts_as_long_as(lasting(3000, 2900, 3000))
    assert not lasting(9500, varies=True).lasts_as_long_as(lasting(3000))
    assert not lasting(10, varies=True).lasts_as_long_as(lasting(3200))


def test_an_unexplained_sleep_is_told_and_doesn_t_make_runs_differ():
    """A busy machine may make a short one long."""
    events = [
        Event(0.0, "MainProcess", None, "runs"),
        Event(1.0, "MainProcess", 3, "asleep", "unknown why: os.read(end, 1)"),
        Event(90.0, "MainProcess", 3, "awake"),
    ]
    trace = Trace("fork", "", tuple(events))
    assert trace.unexplained == events[1:2]
    assert trace.same_as(Trace("fork", "", tuple(events[:1])))


def test_how_often_a_loop_waits_in_vain_is_a_matter_of_time():
    """But not whether it does, nor for what."""

    def run(*waits: str, end: str = "fail") -> Trace:
        events = [
            Event(float(at), "MainProcess", 3, kind, name)
            for name in waits
            for at, kind in enumerate(("wait", end))
        ]
        return Trace("fork", "", tuple(events))

    assert run("a").same_as(run("a", "a", "a"))
    assert not run("a").same_as(run("a", "b"))
    assert not run("a").same_as(run())
    assert run("events", end="done").same_as(run("events", "events", end="done"))
    assert not run("a", end="done").same_as(run("a", "a", end="done"))


def test_how_far_a_worker_came_that_is_terminated_is_a_matter_of_time():
    """But not how another one ended, nor which tasks were done."""

    def run(*did: str, end: str, other: str = "1") -> Trace:
        texts = [
            "MainProcess: submit square",
            *[f"Worker-1: {each}" for each in did],
            f"Worker-2: end {other}",
            "MainProcess: wait terminate pool",
            f"Worker-1: end {end}",
            "MainProcess: done terminate pool",
        ]
        words = [re.fullmatch(r"(\S+): (\S+) (.*)", text).groups() for text in texts]
        events = [
            Event(float(at), lane, 3, *rest) for at, (lane, *rest) in enumerate(words)
        ]
        return Trace("fork", "", tuple(events), varies=True)

    begun = run("wait task", "task square 1", end="SIGTERM")
    done = run("wait task", "task square 1", "send result", end="0")
    assert begun.outline == run(end="0").outline
    assert begun.ends() == run(end="0").ends() == ["end 1"]
    assert begun.ends() != run(end="0", other="SIGKILL").ends()
    assert done.outline != begun.outline


def test_hundreds_of_events_are_cut():
    """It says how many are left out, and how the processes ended stays."""
    loop = [Event(float(n), "MainProcess", 3, ">", str(n)) for n in range(2 * LONG)]
    ended = Event(2.0 * LONG, "MainProcess", None, "end", "0")
    kept = shortened([*loop, ended])
    assert kept[-2:] == [
        Event(float(LONG), "MainProcess", None, "cut", str(LONG)),
        ended,
    ]
    assert len(kept) == LONG + 2
    assert shortened(loop[:LONG]) == loop[:LONG]
    asleep = [Event(900.0, "Process-1", None, kind, "") for kind in ("asleep", "awake")]
    assert shortened([*loop, *asleep])[-2:] == asleep
