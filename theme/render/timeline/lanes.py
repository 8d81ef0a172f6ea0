"""Lanes: the processes and threads of a run, the times of their lives, and what passes
from one to another."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from harness.trace.events import THREAD, Event, Trace, process_of

from .scale import Scale

NAME, MARK, GAP = 15, 9, 9  # pixels: heights above and below a bar
STILL = "…"  # the run was over before the lane was
HELPERS = {"fork server", "resource tracker"}
FEW = 12  # tasks, of which each has arrows of its own
COLOURS = 6  # the first is the main process's own
WAKING = {  # kind of an event → the verb of the waits that it ends, and whether of all
    "set": ("wait", True),
    "notify_all": ("wait", True),
    "notify": ("wait", False),
    "release": ("acquire", False),
}


@dataclass
class Wait:
    """What a lane waited for, and for how long."""

    what: str
    since: float
    until: float
    came: bool  # whether it ended at all
    ever: bool = False  # it would wait still, had nobody put an end to it


@dataclass
class Task:
    """What a worker did for its pool, and for how long."""

    name: str  # of the function
    calls: range  # of the function, by their numbers
    since: float
    until: float = 0

    @classmethod
    def of(cls, event: Event) -> "Task":
        """event: `task FUNCTION N`, or the `submit` of it, which may have no number."""
        name, _, numbers = event.what.rpartition(" ")
        if not name:
            return cls(event.what, range(0), event.ms)
        first, _, last = numbers.partition("-")
        return cls(name, range(int(first), int(last or first) + 1), event.ms)

    @property
    def numbers(self) -> str:
        """Of its calls: `2`, or `5–8` for a chunk."""
        first, last = self.calls[0], self.calls[-1]
        return f"{first}" if first == last else f"{first}–{last}"


@dataclass
class Lane:
    """A process or a thread, and the times of its life."""

    name: str
    index: int
    process: str
    events: list[Event] = field(default_factory=list)
    since: float = 0
    begin: float = 0  # of its target; until then it starts up
    until: float = 0
    end: str = ""  # exit code or name of the signal, or STILL
    waits: list[Wait] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    top: int = 0  # of its bar, in pixels

    @cached_property
    def prints(self) -> bool:
        return any(event.kind == ">" for event in self.events)

    def task_at(self, ms: float) -> Task | None:
        """Returns the task that a worker does then, if it does one."""
        return next(
            (each for each in self.tasks if each.since <= ms < each.until), None
        )

    @property
    def is_thread(self) -> bool:
        return self.name != self.process

    @property
    def is_helper(self) -> bool:
        return self.name in HELPERS

    @property
    def height(self) -> int:
        return 6 if self.is_helper else 12 if self.is_thread else 16

    @property
    def colour(self) -> str:
        return f"lane-{colour(self.index)}" if not self.is_helper else "lane-helper"


def colour(index: int) -> int:
    """Returns the number of a lane's colour."""
    return 1 + (index - 1) % (COLOURS - 1) if index else 0


@dataclass(frozen=True)
class Arrow:
    """From a lane at a time to a lane at a time."""

    kind: str  # "start", "message" or "signal": how it looks
    tail: Event
    lane: str
    ms: float


def lanes_of(trace: Trace) -> list[Lane]:
    """Returns the lanes of a trace, from the top to the bottom of the drawing."""
    names = trace.lanes
    lanes = {
        name: Lane(name, index, process_of(name, names))
        for index, name in enumerate(names)
    }
    starts, signalled = {}, set()
    for event in trace.events:
        lanes[event.lane].events.append(event)
        if event.kind == "start":
            starts.setdefault(event.what, event.ms)
        elif event.kind == "signal":
            signalled.add(event.what)
    last = max(event.ms for event in trace.events)
    for lane in lanes.values():
        _live(lane, starts.get(lane.name), lanes[lane.process].until, last)
        stopped = lane.process not in signalled
        stopped &= lanes[lane.process].end in ("", STILL, "SIGKILL")
        for wait in lane.waits:
            wait.ever = not wait.came and stopped
    return list(lanes.values())


def lay_out(lanes: list[Lane], at: Scale):
    """Gives each lane its place from top to bottom, below the names of the folds."""
    bottom = NAME if at.folds else 0
    for lane in lanes:
        lane.top = bottom + NAME + (MARK if lane.prints else 0)
        bottom = lane.top + lane.height + GAP


def _live(lane: Lane, start: float | None, process_ended: float, last: float):
    """Fills in the times of a lane. Its process, which stands above, has them."""
    first = lane.events[0].ms
    lane.since = first if start is None else min(start, first)
    begins = [event.ms for event in lane.events if event.kind == "begin"]
    lane.begin = begins[0] if begins else lane.since
    ends = [event for event in lane.events if event.kind == "end"]
    open_waits: list[Wait] = []
    for event in lane.events:
        if event.kind in ("wait", "asleep"):
            what = event.what if event.kind == "wait" else event.text
            open_waits.append(Wait(what, event.ms, event.ms, False))
            lane.waits.append(open_waits[-1])
        else:
            ended = [wait for wait in open_waits if ends_wait(event, wait.what)]
            for wait in ended[-1:]:
                wait.until, wait.came = event.ms, True
                open_waits.remove(wait)
        if event.kind == "task":
            lane.tasks.append(Task.of(event))
        elif event.text == "send result" and lane.tasks:
            lane.tasks[-1].until = event.ms
    if ends:
        lane.until, lane.end = ends[-1].ms, ends[-1].what
    elif any(event.kind == "still" for event in lane.events):
        lane.until, lane.end = last, STILL
    elif lane.is_thread:
        lane.until = process_ended if open_waits else lane.events[-1].ms
    else:
        lane.until = last
    for wait in open_waits:
        wait.until = lane.until
    for task in lane.tasks:
        task.until = task.until or lane.until  # it wasn't done


def ends_wait(event: Event, what: str) -> bool:
    """Returns whether an event ends the wait for `what` of its lane."""
    if event.kind == "awake":
        return what.startswith("asleep ")
    if event.kind == "fail":
        return event.what == what or event.what.startswith(f"{what}:")
    if event.kind == "task":
        return what == "task"
    return event.text == what or (
        event.kind in ("done", "timeout", "over") and event.what == what
    )


# --- Arrows ---------------------------------------------------------------------------


def arrows_of(trace: Trace, lanes: list[Lane]) -> list[Arrow]:
    """Returns what passes from a lane to another."""
    found = [*_to_processes(trace, lanes), *_messages(trace, lanes)]
    found += [*_wakings(trace, lanes), *_tasks(trace, lanes)]
    return [arrow for arrow in found if arrow.lane != arrow.tail.lane]


def _to_processes(trace: Trace, lanes: list[Lane]) -> Iterator[Arrow]:
    """start() leads to where a lane begins, a signal to where it ends."""
    named = {lane.name: lane for lane in lanes}
    for event in trace.events:
        if lane := named.get(event.what):
            if event.kind == "start":
                yield Arrow("start", event, lane.name, event.ms)
            elif event.kind == "signal":
                yield Arrow("signal", event, lane.name, max(event.ms, lane.until))


def _messages(trace: Trace, lanes: list[Lane]) -> Iterator[Arrow]:
    """The n-th that is sent is the n-th that is received; a put goes by the feeder."""
    sent, received = defaultdict(list), defaultdict(list)
    put, fed = defaultdict(list), defaultdict(list)
    processes = {lane.name: lane.process for lane in lanes}
    for event in trace.events:
        kind, what = event.kind, event.what
        verb, _, name = what.partition(" ")
        if kind == "send" and what != "result":
            sent[what].append(event)
        elif kind == "done" and verb in ("get", "recv"):
            received[name].append(event)
        elif kind == "put" or (kind == "done" and verb == "put"):
            put[event.lane, name or what].append(event)
        thread = THREAD in event.lane
        if thread and (kind == "send" or (kind == "wait" and verb == "send")):
            fed[processes[event.lane], name or what].append(event)
    for ends in (sent, received), (put, fed):
        for key, tails in ends[0].items():
            for tail, head in zip(tails, ends[1].get(key, ())):
                yield Arrow("message", tail, head.lane, max(tail.ms, head.ms))


def _wakings(trace: Trace, lanes: list[Lane]) -> Iterator[Arrow]:
    """What others do ends a wait: of an event that is set each, of a lock or a condition
    the next one's."""
    waits = [(lane.name, wait) for lane in lanes for wait in lane.waits if wait.came]
    waits.sort(key=lambda pair: pair[1].until)
    taken = set()
    for event in trace.events:
        verb, ends_all = WAKING.get(event.kind, ("", False))
        for lane, wait in waits if verb else ():
            its = wait.what == f"{verb} {event.what}" and id(wait) not in taken
            if its and _meets(event, lane, wait):
                taken.add(id(wait))
                yield Arrow("message", event, lane, wait.until)
                if not ends_all:
                    break


def _meets(event: Event, lane: str, wait: Wait) -> bool:
    """Whether an event of another lane falls into a wait."""
    return wait.since <= event.ms <= wait.until and lane != event.lane


def _tasks(trace: Trace, lanes: list[Lane]) -> Iterator[Arrow]:
    """A task comes from the lane that has submitted it, and its result goes back there.
    Where there are many, only the result that ends the wait for all of them does."""
    submits = [(each, Task.of(each)) for each in trace.events if each.kind == "submit"]
    tasks = [(lane, task) for lane in lanes for task in lane.tasks]
    few = len(tasks) <= FEW
    for lane, task in tasks if few else ():
        named = [
            (event, asked)
            for event, asked in submits
            if event.ms <= task.since and asked.name == task.name
        ]
        own = [pair for pair in named if task.calls[0] in pair[1].calls]
        for event, _ in (own or named)[-1:]:
            yield Arrow("message", event, lane.name, task.since)
    home = submits[0][0].lane if submits else ""
    results = [event for event in trace.events if event.text == "send result"]
    ended = {}  # the result that came last before a wait for one ended
    for lane in lanes:
        for wait in lane.waits:
            if wait.what == "result" and wait.came:
                for last in [e for e in results if _meets(e, lane.name, wait)][-1:]:
                    ended[last] = Arrow("message", last, lane.name, wait.until)
    for event in results:
        if event in ended and (few or len(ended) == 1):
            yield ended[event]
        elif home and few:
            yield Arrow("message", event, home, event.ms)
