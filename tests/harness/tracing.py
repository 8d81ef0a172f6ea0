"""Records a trace: runs a cell with the tracer, and makes events of what it noted.

startup/tracer.py notes in terms of this machine: pids, descriptors, nanoseconds. Here
they become names that are the same in each run, and what is printed becomes what the
transcript shows.
"""

import json
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil

from .compare import Cell, cells, compare, expected_hang
from .interpreters import SYSTEMS, Interpreter
from .normalise import normalise, split_lines
from .run import Outcome, run
from .traces import THREAD, Event, Trace, parse, render
from .transcripts import Snippet

MAIN = "MainProcess"
LONG = 150  # events of a run that are kept
REPEAT = 4  # more runs, side by side, to see whether the order is the same in each
LOOK = 0.002  # seconds between two looks at which processes have ended
AFTER = 0.2  # seconds in which what outlives the main process ends, such as trackers
Timed = tuple[int, Event]  # with its time in nanoseconds
KEPT = ("runs", "begin", "signal", "put", "send", "set", "release", "fail", "wait", "done", "timeout")  # fmt: skip


def record_trace(cell: Cell) -> tuple[Trace, Outcome]:
    """Runs a cell once, traced; returns its trace and what the run did."""
    hang = expected_hang(cell.transcript.lines)
    with tempfile.TemporaryDirectory(prefix="trace-") as folder:
        path = Path(folder, "notes")
        ends: dict[int, int] = {}
        outcome = run(
            cell.snippet.path,
            cell.method,
            cell.interpreter.path,
            hang,
            disturb=lambda pid, processes: watching(path, ends),
            trace=path,
        )
        notes = read(path)
    events = shortened(Notes(notes, ends, outcome).events())
    return Trace(cell.method, traced_by(cell.interpreter), tuple(events)), outcome


def traced_by(interpreter: Interpreter) -> str:
    """Returns how a trace names what it was made with: `CPython 3.14 on Linux`."""
    system = SYSTEMS[interpreter.system]
    return f"{interpreter.implementation} {interpreter.short} on {system}"


def record_traces(snippet: Snippet, interpreter: Interpreter) -> str:
    """Runs a snippet, traced, under each start method; writes its trace file unless
    only times have moved. Returns what was done: "written", "changed", or nothing.
    """
    path = snippet.path.with_suffix(".trace")
    known = parse(path)
    found = {
        cell.method: _repeated(cell, known.get(cell.method))
        for cell in cells([snippet], [interpreter])
    }
    if known == found:
        return ""
    change = "changed" if known else "written"
    path.write_text(render(snippet.path.name, found.values()), encoding="utf-8")
    return change


def _repeated(cell: Cell, known: Trace | None) -> Trace:
    """Returns a run that nothing disturbed, marked if others are not the same; the known
    one if it is the same."""
    with ThreadPoolExecutor(REPEAT) as pool:
        runs = [record_trace(cell)]
        runs += pool.map(record_trace, [cell] * REPEAT)
    for _, outcome in runs:
        if difference := compare(cell, outcome):
            raise ValueError(f"{cell.id}, while it was traced: {difference.message}")
    first, *others = [trace for trace, _ in runs]
    varies = any(not first.same_as(other) for other in others)
    trace = replace(first, varies=varies)
    same = known and (varies or not known.varies) and known.same_as(trace)
    return replace(known, varies=known.varies or varies) if same else trace


def read(path: Path) -> list[dict]:
    """Returns what was noted, by time. A killed process may leave half a line."""
    notes = []
    for line in path.read_bytes().split(b"\n")[:-1]:
        notes.append(json.loads(line))
    return sorted(notes, key=lambda note: note["t"])


@contextmanager
def watching(path: Path, ends: dict[int, int]) -> Iterator[None]:
    """Looks from outside when the processes that noted something end: one that is
    killed can't say so. Fills in `ends`: nanoseconds by pid."""
    over = threading.Event()

    def watch() -> None:
        living: dict[int, psutil.Process] = {}
        position = 0
        while not over.wait(LOOK):
            new, position = _pids_after(path, position)
            for pid in new - living.keys() - ends.keys():
                try:
                    living[pid] = psutil.Process(pid)
                except psutil.NoSuchProcess:
                    ends[pid] = time.monotonic_ns()
            for pid, process in list(living.items()):
                if has_ended(process):
                    ends[pid] = time.monotonic_ns()
                    del living[pid]

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
        time.sleep(AFTER)
    finally:
        over.set()
        watcher.join()


def _pids_after(path: Path, position: int) -> tuple[set[int], int]:
    if not path.exists():
        return set(), position
    with path.open("rb") as file:
        file.seek(position)
        whole = file.read().rpartition(b"\n")[0]
    pids = {json.loads(line)["pid"] for line in whole.split(b"\n") if line}
    return pids, position + len(whole)


def has_ended(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


class Notes:
    """What the processes of one run noted, and how it becomes events."""

    def __init__(self, notes: list[dict], ends: dict[int, int], outcome: Outcome):
        self.notes = notes
        self.ends = ends
        self.outcome = outcome
        self.main = next(note["pid"] for note in notes if not note.get("name"))
        self.began = notes[0]["t"]
        self.processes = self._name_processes()
        self.objects = self._name_objects()
        self.sent = self._name_sent()

    # --- Names -------------------------------------------------------------------

    def _name_processes(self) -> dict[int, str]:
        """Names each pid; a name that is taken gets a number behind it."""
        names = {self.main: MAIN}
        for note in self.notes:
            pid = note.get("child", note["pid"])
            if note["kind"] in ("runs", "begin", "started") and note.get("name"):
                if pid not in names:
                    names[pid] = _unused(note["name"], names.values())
        for note in self.notes:  # a program that the snippet ran by itself
            if note["pid"] not in names:
                names[note["pid"]] = _unused("python", names.values())
        return names

    def _name_objects(self) -> dict[str, str]:
        """Names each key by what the program first called it, the main process before
        others."""
        names: dict[str, str] = {}
        in_order = sorted(
            self.notes,
            key=lambda note: (note["pid"] != self.main, self.processes[note["pid"]]),
        )
        for note in in_order:
            key = note.get("key")
            if key and key not in names and note["kind"] != "pair":
                names[key] = _unused(_object_in(note), names.values())
        return names

    def _name_sent(self) -> dict[str, str]:
        """Names what goes in at one end of a pair by the end where it comes out."""
        pairs = [note for note in self.notes if note["kind"] == "pair"]
        ends = [(note["key"], note["other"]) for note in pairs]
        ends += [(other, key) for key, other in ends]
        return {
            key: self.objects[other] for key, other in ends if other in self.objects
        }

    def _what(self, note: dict) -> str:
        """Returns the rest of an event's words, with names that hold everywhere."""
        name, key = note.get("name", ""), note.get("key")
        if note["kind"] in ("runs", "begin"):
            return ""
        if note["kind"] == "signal":
            return self.processes.get(note["child"], "?")
        if key not in self.objects:
            return name
        mine = self.objects[key]
        if note["kind"] == "send":
            mine = self.sent.get(key, mine)
        words, colon, error = name.partition(":")
        verb, space, _ = words.rpartition(" ")
        return f"{verb}{space}{mine}{colon}{error}"

    def _lane(self, note: dict) -> str:
        process = self.processes[note["pid"]]
        thread = note.get("thread")
        if thread and note.get("key") in self.objects:
            thread = thread.replace(_object_in(note), self.objects[note["key"]])
        return f"{process}{THREAD}{thread}" if thread else process

    # --- Events --------------------------------------------------------------------

    def events(self) -> list[Event]:
        """Returns all events by time."""
        timed = [*self._calls(), *self._starts(), *self._prints(), *self._ends()]
        timed.sort(key=lambda each: each[0])  # finer than the milliseconds of an event
        return _sent_at_once([event for _, event in timed])

    def _event(self, note: dict, kind: str, what: str) -> Timed:
        return self._at(note["t"], self._lane(note), note.get("line"), kind, what)

    def _at(self, t: int, lane: str, line: int | None, kind: str, what: str) -> Timed:
        return t, Event(round((t - self.began) / 1e6, 1), lane, line, kind, what)

    def _calls(self) -> Iterator[Timed]:
        for note in self.notes:
            if note["kind"] in KEPT:
                yield self._event(note, note["kind"], self._what(note))

    def _starts(self) -> Iterator[Timed]:
        """A start is named by the process that came of it; names may be used twice."""
        asked: dict[tuple, dict] = {}
        for note in self.notes:
            thread = note["pid"], note.get("thread")
            if note["kind"] == "start":
                asked[thread] = note
            elif note["kind"] == "started" and thread in asked:
                begun = asked.pop(thread)
                yield self._event(begun, "start", self.processes[note["child"]])
        for note in asked.values():
            yield self._event(note, "start", note["name"])

    def _prints(self) -> Iterator[Timed]:
        """Each line of the transcript, where it was printed.

        A line belongs to the write in which it began.
        """
        writes = [note for note in self.notes if note["kind"] == ">"]
        by_line = []  # for each line that was printed the write in which it began
        at_start = True
        for note in writes:
            for piece in note["name"].splitlines(keepends=True):
                if at_start:
                    by_line.append(note)
                at_start = piece.endswith("\n")
        printed = split_lines(self.outcome.output)
        if len(printed) != len(by_line):
            raise ValueError(f"{len(printed)} lines were printed, {len(by_line)} noted")
        command = "$ python program"  # as in a transcript, which begins with it
        for line in normalise([command, *printed])[1:]:
            yield self._event(by_line[line.number - 2], ">", line.text)

    def _ends(self) -> Iterator[Timed]:
        """When each process ended, as seen from outside and by its parent, and how."""
        codes = {self.main: str(self.outcome.status)} if self.outcome.status is not None else {}  # fmt: skip
        seen = dict(self.ends)
        last: dict[int, int] = {}
        for note in self.notes:
            last[note["pid"]] = note["t"]
            if note["kind"] == "exits":
                codes.setdefault(note["pid"], note["name"])
            elif note["kind"] == "reaped":
                codes[note["child"]] = note["name"]
                seen[note["child"]] = min(note["t"], seen.get(note["child"], note["t"]))
        for pid, t in last.items():
            name = self.processes[pid]
            if pid in seen:
                code = _status(codes.get(pid))
                yield self._at(max(t, seen[pid] - 1), name, None, "end", code)
            elif self.outcome.status is None:
                t = self.began + int(self.outcome.hang.seconds * 1e9)
                yield self._at(t, name, None, "still", "running")
            else:
                yield self._at(t, name, None, "end", "?")


def _unused(name: str, taken) -> str:
    names = set(taken)
    if name not in names:
        return name
    return next(each for n in range(2, 1000) if (each := f"{name} ({n})") not in names)


def _object_in(note: dict) -> str:
    """Returns the object's name in the words of a note: the last, before a colon."""
    return note["name"].partition(":")[0].rpartition(" ")[2]


def _status(code: str | None) -> str:
    """Returns an exit code as it is, a signal by its name."""
    if code is None:
        return "?"
    number = int(code)
    number = -number if number < 0 else number - 128 if number > 128 else 0
    try:
        return signal.Signals(number).name if number else code
    except ValueError:
        return code


def _sent_at_once(events: list[Event]) -> list[Event]:
    """Makes one `send` of what a feeder thread does, when it begins to, since a receiver
    may have the message before the sender is done. One that waits for ever stays."""
    done = Counter(
        (event.lane, event.what)
        for event in events
        if event.kind == "done" and event.what.startswith("send ")
    )
    kept = []
    for event in events:
        if not event.what.startswith("send ") or event.kind == "fail":
            kept.append(event)
        elif event.kind == "wait" and done[event.lane, event.what]:
            done[event.lane, event.what] -= 1
            name = event.what.removeprefix("send ")
            kept.append(replace(event, kind="send", what=name))
        elif event.kind == "wait":
            kept.append(event)
    return kept


def shortened(events: list[Event]) -> list[Event]:
    """Leaves out what nobody reads any more; the ends of the processes stay."""
    if len(events) <= LONG:
        return events
    kept, rest = events[:LONG], events[LONG:]
    ends = [event for event in rest if event.kind in ("end", "still")]
    cut = Event(rest[0].ms, MAIN, None, "cut", str(len(rest) - len(ends)))
    return [*kept, cut, *ends]
