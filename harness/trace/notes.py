"""Makes events of what the tracer noted.

run/startup/tracer/ notes in terms of the machine: pids, descriptors, nanoseconds. Here
they become names that are the same in each run, and what is printed becomes what the
transcript shows. Nothing here starts or asks a process: it runs wherever Python does.
"""

import json
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..normalise import normalise, split_lines
from ..run.outcome import Outcome
from .events import THREAD, Event

MAIN = "MainProcess"
LONG = 700  # events of a run that are kept
FEW = 50  # lines: more than a snippet should print
Timed = tuple[int, Event]  # with its time in nanoseconds
# What other events are made of; every other note is an event of its own.
PARTS = ("start", "started", "pair", "exits", "reaped", "leaves", "stands", "handed", ">")  # fmt: skip


def read(path: Path) -> list[dict]:
    """Returns what was noted, by time. A killed process may leave half a line."""
    notes = []
    for line in path.read_bytes().split(b"\n")[:-1]:
        notes.append(json.loads(line))
    return sorted(notes, key=lambda note: note["t"])


@dataclass
class Sleep:
    """A time, in nanoseconds, in which a process slept and had not noted why."""

    pid: int
    since: int
    until: int | None = None  # if it ever woke


class Notes:
    """What the processes of one run noted, and how it becomes events. From outside it
    was seen when they ended, by pid, and which slept."""

    def __init__(
        self,
        notes: list[dict],
        ends: dict[int, int],
        sleeps: list[Sleep],
        outcome: Outcome,
    ):
        self.notes = notes
        self.ends = ends
        self.sleeps = sleeps
        self.outcome = outcome
        self.main = next(note["pid"] for note in notes if not note.get("name"))
        self.began = notes[0]["t"]
        self.processes = self._name_processes()
        self.objects = self._name_objects()
        self.sent = self._name_sent()
        self.tasks = self._number_tasks()

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

    def _number_tasks(self) -> dict[tuple, str]:
        """Numbers the calls of each function by the order in which a pool was given them:
        `2`, or `5-8` for a chunk. The keys are a task's pool and its place, or what was
        noted when tasks were handed in: its process, thread and time."""
        tasks = [note for note in self.notes if note["kind"] == "task"]
        pools = list(dict.fromkeys(note["pool"] for note in tasks))
        tasks.sort(key=lambda note: (pools.index(note["pool"]), note["place"]))
        numbers, counted, spans = {}, Counter(), {}
        for note in tasks:
            first = counted[note["name"]] + 1
            counted[note["name"]] += note["calls"]
            last = counted[note["name"]]
            pool, place = note["pool"], note["place"]
            numbers[pool, *place] = _span(first, last)
            begun, _ = spans.get((pool, place[0]), (first, last))
            spans[pool, place[0]] = begun, last
        asked: dict[tuple, dict] = {}
        for note in self.notes:
            thread = note["pid"], note.get("thread")
            if note["kind"] == "submit":
                asked[thread] = note
            elif note["kind"] == "handed":
                own = [spans[key] for place in range(*note["places"]) if (key := (note["pool"], place)) in spans]  # fmt: skip
                if own:
                    numbers[*thread, asked[thread]["t"]] = _span(own[0][0], own[-1][1])
        return numbers

    def _number_of(self, note: dict) -> str:
        """Returns the number of a task, or of those that were handed in, if it has any."""
        if "place" in note:
            return self.tasks[note["pool"], *note["place"]]
        return self.tasks.get((note["pid"], note.get("thread"), note["t"]), "")

    def _what(self, note: dict) -> str:
        """Returns the rest of an event's words, with names that hold everywhere."""
        name, key = note.get("name", ""), note.get("key")
        if note["kind"] in ("runs", "begin"):
            return ""
        if "child" in note:
            name = f"{name} {self.processes.get(note['child'], '?')}".strip()
        elif key in self.objects:
            mine = self.objects[key]
            if note["kind"] == "send":
                mine = self.sent.get(key, mine)
            verb, space, _ = name.rpartition(" ")
            name = f"{verb}{space}{mine}"
        if "method" in note:
            name += f".{note['method']}"
        if number := self._number_of(note):
            name += f" {number}"
        return f"{name}: {note['error']}" if "error" in note else name

    def _lane(self, note: dict) -> str:
        process = self.processes[note["pid"]]
        thread = note.get("thread")
        if thread and note.get("key") in self.objects:
            thread = thread.replace(_object_in(note), self.objects[note["key"]])
        return f"{process}{THREAD}{thread}" if thread else process

    # --- Events --------------------------------------------------------------------

    def events(self) -> list[Event]:
        """Returns all events by time."""
        timed = [*self._calls(), *self._starts(), *self._prints()]
        timed += [*self._sleeps(), *self._ends()]
        timed.sort(key=lambda each: each[0])  # finer than the milliseconds of an event
        return _sent_at_once([event for _, event in timed])

    def _event(self, note: dict, kind: str, what: str) -> Timed:
        return self._at(note["t"], self._lane(note), note.get("line"), kind, what)

    def _at(self, t: int, lane: str, line: int | None, kind: str, what: str) -> Timed:
        return t, Event(round((t - self.began) / 1e6, 1), lane, line, kind, what)

    def _calls(self) -> Iterator[Timed]:
        for note in self.notes:
            if note["kind"] not in PARTS:
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
        for line in normalise([command, *printed], self.outcome.known)[1:]:
            yield self._event(by_line[line.number - 2], ">", line.text)

    def _sleeps(self) -> Iterator[Timed]:
        """Where a process slept, by its own answer; else where it stood before."""
        for sleep in self.sleeps:
            mine = [
                note
                for note in self.notes
                if note["pid"] == sleep.pid and "thread" not in note
            ]
            stood = [note for note in mine if note["t"] <= sleep.since][-1]
            answers = [
                note
                for note in mine
                if note["kind"] == "stands"
                and sleep.since < note["t"] < (sleep.until or note["t"] + 1)
            ]
            call = f": {answers[0]['name']}" if answers else ""
            at = self.processes[sleep.pid], (answers or [stood])[0].get("line")
            yield self._at(sleep.since, *at, "asleep", f"unknown why{call}")
            if sleep.until:
                yield self._at(sleep.until, *at, "awake", "")

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
                code = ending(codes.get(pid))
                yield self._at(max(t, seen[pid] - 1), name, None, "end", code)
            elif self.outcome.status is None:
                t = self.began + int(self.outcome.hang.seconds * 1e9)
                yield self._at(t, name, None, "still", "running")
            else:
                yield self._at(t, name, None, "end", "?")


def _span(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first}-{last}"


def _unused(name: str, taken) -> str:
    names = set(taken)
    if name not in names:
        return name
    return next(each for n in range(2, 1000) if (each := f"{name} ({n})") not in names)


def _object_in(note: dict) -> str:
    """Returns the object's name in the words of a note: the last of them."""
    return note["name"].rpartition(" ")[2]


def ending(code: str | None) -> str:
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
    """Leaves out what nobody reads any more; the ends of the processes stay, what nobody
    can explain, and what is printed, unless that is what there is so much of."""
    if len(events) <= LONG:
        return events
    kept, rest = events[:LONG], events[LONG:]
    stays = ["end", "still", "asleep", "awake"]
    if sum(event.kind == ">" for event in rest) < FEW:
        stays.append(">")
    ends = [event for event in rest if event.kind in stays]
    cut = Event(rest[0].ms, MAIN, None, "cut", str(len(rest) - len(ends)))
    return [*kept, cut, *ends]
