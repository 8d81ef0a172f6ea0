"""The runs of a snippet for Perfetto and other viewers of Chrome's trace events.

All start methods are in one file, side by side: each lane is a process there, or a thread,
its name begins with the start method, and all of them begin at 0. The format:
docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
"""

import json
from collections.abc import Iterator

from .content import Timeline
from .drawing import DOTS
from .lanes import Lane

APART = 100  # between the process ids of a start method and those of the next


def perfetto(timelines: dict[str, Timeline]) -> str:
    """Returns the JSON of a file; timelines: by start method."""
    events = [
        event
        for number, (method, run) in enumerate(timelines.items(), start=1)
        for event in _run(method, run, number * APART)
    ]
    for arrow, event in enumerate(each for each in events if each["ph"] in "sf"):
        event["id"] = arrow // 2 + 1
    made_by = {method: run.trace.interpreter for method, run in timelines.items()}
    return json.dumps(
        {"traceEvents": events, "displayTimeUnit": "ms", "otherData": made_by},
        ensure_ascii=False,
    )


def _run(method: str, run: Timeline, base: int) -> Iterator[dict]:
    places = {}  # of a lane: its process's id and its own
    for lane in run.lanes:
        own = base + lane.index
        places[lane.name] = place = {
            "pid": places[lane.process]["pid"] if lane.is_thread else own,
            "tid": own,
        }
        yield from _names(method, lane, place)
        yield from _times(lane, place)
    for arrow in run.arrows:
        flow = {"cat": arrow.kind, "name": arrow.kind}
        yield flow | places[arrow.tail.lane] | {"ph": "s", "ts": _us(arrow.tail.ms)}
        yield flow | places[arrow.lane] | {"ph": "f", "bp": "e", "ts": _us(arrow.ms)}


def _us(ms: float) -> float:
    """Returns microseconds, the unit of the format."""
    return round(1000 * ms, 1)


def _names(method: str, lane: Lane, place: dict) -> Iterator[dict]:
    def meta(name: str, /, **arguments) -> dict:
        return place | {"ph": "M", "ts": 0, "name": name, "args": arguments}

    if not lane.is_thread:
        yield meta("process_name", name=f"{method}: {lane.name}")
        yield meta("process_sort_index", sort_index=place["pid"])
    yield meta("thread_name", name=lane.name)


def _times(lane: Lane, place: dict) -> Iterator[dict]:
    """Yields the life of a lane, and in it what has a length, and what has none."""

    def part(kind: str, name: str, since: float, until: float, **more) -> dict:
        length = {"ts": _us(since), "dur": max(_us(until - since), 0.1)}
        return place | {"ph": "X", "cat": kind, "name": name, "args": more} | length

    yield part("process", lane.name, lane.since, lane.until, end=lane.end)
    if lane.begin > lane.since:
        yield part("start", "starts up", lane.since, lane.begin)
    for task in lane.tasks:
        yield part("task", f"{task.name} {task.numbers}", task.since, task.until)
    for wait in lane.waits:
        yield part("wait", wait.what, wait.since, wait.until)
    for event in lane.events:
        if event.kind in (*DOTS, ">", "fail"):
            said = {"cat": "event", "name": event.text, "args": {"line": event.line}}
            yield place | said | {"ph": "i", "s": "t", "ts": _us(event.ms)}
