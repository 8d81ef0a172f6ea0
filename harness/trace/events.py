"""Traces: how the processes of a snippet ran, as text beside it.

`exitcode.trace` holds a section for each start method, made of one run. Its head says
by what it was run, and `varies` if another run had another order of events:

    [spawn] CPython 3.15 on Linux
        0.0  MainProcess   -  runs
       61.2  MainProcess  11  start Process-1
      120.5  Process-1     -  runs
      131.0  Process-1     -  begin
      131.2  Process-1     6  wait sleep 1
      131.3  MainProcess  12  wait join Process-1

An event is a line: milliseconds since the run began, the lane, the line of the program
where it stood (`-`: none of its lines, as at the exit), and what happened. A lane is a
process, `fork server` and `resource tracker` included; `Process-1/feeder queue` is a
thread of the lane before the slash. What happens:

    runs             the process exists and Python starts in it
    start NAME       start() is called for another process
    begin            its target begins
    wait WHAT        begins to wait; see below
    done WHAT        what it waited for came
    timeout WHAT     the call returned though it didn't come: its time was over
    over WHAT        it won't come: there is no further task, no further result
    fail WHAT: E     waiting, or what is named, ended with the exception E
    put QUEUE        a message for the feeder thread, which does the `send QUEUE`
    send CONNECTION  a message for a `get` or `recv` of the same name
    submit FUNCTION N  a pool or an executor is to call it; N as below, of all these calls
    task FUNCTION N  a worker has taken a task and calls the function; N counts the calls of
                     the function, `5-8` is a chunk. It ended the worker's wait for a task.
    send result      a worker has done its task, for which another process waits
    set EVENT, release LOCK, notify CONDITION, notify_all CONDITION
                     lets another process go on, or all of them
    signal NAME      terminate() or kill() is called for another process
    asleep unknown why: CALL    it sleeps, in a call that the tracer doesn't know; without
                     `: CALL` where that couldn't be told. It had noted no wait.
    awake            it has slept
    > TEXT           it printed a line, as the transcript has it
    end CODE         it ended with this exit code or signal (`?`: nobody asked)
    still running    it had not ended when the checker ended the program
    cut N            N more events were left out

What is waited for:

    join NAME, end NAME         the end of a process or thread; by its pid
    start NAME                  that the fork server has forked it; a manager is ready
    shutdown NAME               a manager or an executor
    get, put, join, flush QUEUE     put: room; flush: that its feeder has sent all
    recv, poll, send CONNECTION     send: room
    wait connections, wait sentinels, accept LISTENER
    acquire LOCK, wait EVENT    semaphores, conditions and barriers, too
    call PROXY.METHOD           the answer of a manager, which itself waits for `calls`
    result                      of a pool or an executor, whose workers wait for a `task`:
                                `task FUNCTION N` ends that
    join POOL, terminate POOL
    sleep SECONDS
    events                      by the event loop of asyncio
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..interpreters import SYSTEM_NAMES
from ..transcripts import LAST, Where

COLUMNS = re.compile(r" *(\d+\.\d)  (\S.*?) {2,}(-|\d+)  (\w+|>)(?: (.*))?")
NESTED = re.compile(r"-\d+(:\d+)+$")  # the name of a process that a child started
HEAD = re.compile(r"\[(fork|spawn|forkserver)\] (.+?)(, varies)?")
COMMENT = "# How the processes of {} ran. Written by: make record\n"
ACTS = ("start", "put", "send", "submit", "set", "notify", "notify_all", "release", ">")
THREAD = "/"  # between the name of a process and that of its thread


@dataclass(frozen=True)
class Event:
    """What a lane did at a time: `line` is that of the program, None if it was in none
    of them; `kind` the first word of what happened, `what` the rest."""

    ms: float
    lane: str
    line: int | None
    kind: str
    what: str = ""

    @property
    def structure(self) -> tuple:
        """What is the same in each run: all but the time."""
        return self.line, self.kind, self.what

    @property
    def is_a_matter_of_time(self) -> bool:
        """Whether another run may have it or not: a loop that sleeps until something
        has happened; the join of a daemon, at the exit, that has not ended yet; a sleep
        that is only seen if it is long."""
        at_exit = self.line is None and self.what.startswith("join ")
        short = at_exit or self.what.startswith("sleep ")
        is_wait = self.kind in ("wait", "done", "timeout")
        return is_wait and short or self.kind in ("asleep", "awake")

    @property
    def text(self) -> str:
        return f"{self.kind} {self.what}".rstrip()


@dataclass(frozen=True)
class Trace:
    """One run of a snippet under a start method, its events by time."""

    method: str
    interpreter: str  # "CPython 3.14 on Linux"
    events: tuple[Event, ...]
    varies: bool = False  # the order of events is not the same in each run

    @property
    def where(self) -> Where:
        """Where it was recorded, which says what its transcript is: with the newest
        release of a version."""
        implementation, version, _, name = self.interpreter.split()
        [system] = [each for each, own in SYSTEM_NAMES.items() if own == name]
        release = (*map(int, version.split(".")), LAST)
        return Where(self.method, release, system, implementation)

    @property
    def lanes(self) -> list[str]:
        """The processes and threads, in the order in which they appeared; a thread
        stands below its process."""
        names = list(dict.fromkeys(event.lane for event in self.events))
        own = [name for name in names if process_of(name, names) == name]
        return [
            each for main in own for each in names if process_of(each, names) == main
        ]

    @property
    def structure(self) -> dict[str, list[tuple]]:
        """What each lane did, in its order, as far as each run does it."""
        return {lane: self._structure(lane) for lane in sorted(self.lanes)}

    def _structure(self, lane: str) -> list[tuple]:
        events = [
            event
            for event in self.events
            if event.lane == lane and not event.is_a_matter_of_time
        ]
        killed = events[-1:] and events[-1].what.startswith("SIG")
        if killed and [event.kind for event in events[-2:-1]] == ["wait"]:
            del events[-2]  # it may have been killed before
        did: list[tuple] = []
        for event in events:
            did.append(event.structure)
            # A loop whose wait fails again and again, or the event loop, which waits when
            # nothing has happened yet: how often is a matter of time.
            loops = event.kind == "fail" or event.text == "done events"
            if loops and did[-4:-2] == did[-2:]:
                del did[-2:]
        return did

    @property
    def outline(self) -> dict[str, list[str]]:
        """What is the same even where the order varies: which processes were asked to
        start, what was printed, how the main process ended, which functions were called
        and done as tasks, and on which lines of the program processes act upon each other."""
        starts = [event.what for event in self.events if event.kind == "start"]
        # How many a worker starts is how many tasks it got, which is chance.
        nested = {NESTED.sub("-*:*", each) for each in starts if NESTED.search(each)}
        own = [each for each in starts if not NESTED.search(each)]
        acts = {
            f"{event.line} {event.kind}"
            for event in self.events
            if event.line and event.kind in ACTS
        }
        return {
            "starts": sorted([*own, *nested]),
            "tasks": sorted(
                {function for each in self.lanes for function in self._did(each)}
            ),
            "prints": sorted(self.printed),
            "end": self.ends(self.lanes[0]),
            "acts": sorted(acts),
        }

    def _did(self, lane: str) -> list[str]:
        """The functions that a lane called as tasks; without the one in which it was
        terminated, which another run may not have begun."""
        events = [each for each in self.events if each.lane == lane]
        tasks = [
            each
            for each in events
            if "task" in (each.kind, each.what) or each.what == "result"
        ]
        if lane in self.terminated and tasks and tasks[-1].kind == "task":
            del tasks[-1]
        return [each.what.rpartition(" ")[0] for each in tasks if each.kind == "task"]

    @property
    def terminated(self) -> set[str]:
        """The processes that another one terminated, and those that ended while a pool was
        terminated: whether by its signal, or by themselves before it, is a matter of time."""
        found, pools = set(), 0
        for event in self.events:
            if event.what == "terminate pool":
                pools += 1 if event.kind == "wait" else -1
            elif event.kind == "signal":
                found.add(event.what)
            elif event.kind == "end" and pools:
                found.add(event.lane)
        return found

    @property
    def shares_tasks(self) -> bool:
        """Whether several workers wait for tasks: which of them gets one is chance."""
        return len({each.lane for each in self.events if each.what == "task"}) > 1

    def ends(self, *lanes: str) -> list[str]:
        """How these lanes ended, or all that weren't terminated."""
        chosen = lanes or {*self.lanes} - self.terminated
        return [
            event.text
            for event in self.events
            if event.kind in ("end", "still") and event.lane in chosen
        ]

    @property
    def lengths(self) -> dict[str, float]:
        """How long each lane is, in milliseconds."""
        times = {lane: [e.ms for e in self.events if e.lane == lane] for lane in self.lanes}  # fmt: skip
        return {lane: max(own) - min(own) for lane, own in times.items()}

    def lasts_as_long_as(self, fresh: "Trace") -> bool:
        """Whether no lane is far longer than in a fresh run, or far shorter: a busy machine
        makes that one slow, and never fast. Where the order varies, which lane is the
        longest does, too: the longest is compared with the longest, and so on."""
        known, now = self.lengths, fresh.lengths
        if self.varies:
            pairs = zip(*(sorted(each.values(), reverse=True) for each in (known, now)))
        else:
            pairs = ((known[lane], now[lane]) for lane in known if lane in now)
        return all(
            before <= 3 * after + 300 and after <= 10 * before + 3000
            for before, after in pairs
        )

    @property
    def impossible(self) -> str:
        """Says what no run can have done, whatever the machine; nothing if all may be: time
        that goes back, a sleep that takes another time than it says."""
        slept: dict[tuple[str, str], float] = {}
        for before, event in zip([self.events[0], *self.events], self.events):
            if event.ms < before.ms:
                return f"{event.ms} comes after {before.ms}"
            key = event.lane, event.what
            if event.kind == "wait" and re.fullmatch(r"sleep [\d.]+", event.what):
                slept[key] = event.ms
            elif event.kind == "done" and key in slept:
                took, said = event.ms - slept.pop(key), 1000 * float(event.what[6:])
                if not 0.9 * said - 1 <= took <= 2 * said + 200:
                    return f"{event.lane}: {event.what} took {took:.1f} ms"
        return ""

    def same_as(self, other: "Trace") -> bool:
        """Whether two runs of one cell did the same: in the same order within each
        lane, except where that varies."""
        if self.varies or other.varies:
            return self.outline == other.outline
        return self.structure == other.structure

    @property
    def unexplained(self) -> list[Event]:
        """Where a process slept in a call that the tracer must be taught."""
        return [event for event in self.events if event.kind == "asleep"]

    @property
    def printed(self) -> list[str]:
        """The lines that were printed, in their order."""
        return [event.what for event in self.events if event.kind == ">"]


def process_of(lane: str, lanes: Iterable[str]) -> str:
    """Returns the lane of the process that a lane belongs to: itself, or its own."""
    process, slash, _ = lane.partition(THREAD)
    return process if slash and process in lanes else lane


def parse(path: Path) -> dict[str, Trace]:
    """Reads a trace file: a trace for each start method; none if there is no file.

    ValueError names the file and the line that is not of the form.
    """
    if not path.exists():
        return {}
    traces: dict[str, Trace] = {}
    method, interpreter, varies, events = "", "", False, []
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if head := HEAD.fullmatch(line):
            method, interpreter, varies, events = head[1], head[2], bool(head[3]), []
        elif (match := COLUMNS.fullmatch(line)) and method:
            events.append(_event(match))
        elif line and not line.startswith("#"):
            raise ValueError(
                f"{path}:{number}: not an event; expected such as\n"
                f"      61.2  MainProcess  11  start Process-1\n"
                f"Delete the file; then  make record ONLY={'/'.join(path.parts[-3:-1])}/{path.stem}"
            )
        if method:
            traces[method] = Trace(method, interpreter, tuple(events), varies)
    return traces


def _event(match: re.Match) -> Event:
    ms, lane, line, kind, what = match.groups()
    return Event(float(ms), lane, None if line == "-" else int(line), kind, what or "")


def render(name: str, traces: Iterable[Trace]) -> str:
    """Returns the text of a trace file; `name` is that of the program."""
    return COMMENT.format(name) + "".join(_section(trace) for trace in traces)


def _section(trace: Trace) -> str:
    wide = max((len(lane) for lane in trace.lanes), default=0)
    varies = ", varies" * trace.varies
    lines = [f"\n[{trace.method}] {trace.interpreter}{varies}"]
    for event in trace.events:
        line = "-" if event.line is None else event.line
        lines.append(f"{event.ms:8.1f}  {event.lane:{wide}}  {line:>3}  {event.text}")
    return "\n".join(lines) + "\n"
