"""Draws how the processes of a snippet ran, as SVG. For the hook timelines.py.

Across, the drawing is in percent, so that the time fills the width; down, in pixels, so
that letters keep their size on a phone. There is no viewBox, which would scale both.
"""

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from html import escape
from itertools import pairwise

from harness.trace.events import THREAD, Event, Trace, process_of

NAME, MARK, GAP, FOOT = 15, 9, 9, 18  # pixels: heights above and below a bar
STILL = "…"  # the run was over before the lane was
HELPERS = {"fork server", "resource tracker"}
COLOURS = 6  # the first is the main process's own

# --- Time -----------------------------------------------------------------------------

LONG = 150  # milliseconds without an event, from which a gap may be folded
END = 95  # percent: what is right of it is left to the exit code
STEPS = [step * 10**power for power in range(-1, 5) for step in (1, 2, 5)]


@dataclass(frozen=True)
class Scale:
    """Where in the drawing a moment is: straight from each time to the next one."""

    times: list[float]  # milliseconds
    places: list[float]  # percent
    folds: list[tuple[float, float]]  # the gaps that are drawn shorter than they were

    @cached_property
    def known(self) -> dict[float, float]:
        return dict(zip(self.times, self.places))

    @cached_property
    def texts(self) -> dict[float, str]:
        """The places of the events, as the drawing has them."""
        return {ms: percent(place) for ms, place in self.known.items()}

    def __call__(self, ms: float) -> float:
        if ms in self.known:
            return self.known[ms]
        after = min(max(bisect_right(self.times, ms), 1), len(self.times) - 1)
        since, until = self.times[after - 1 : after + 1]
        left, right = self.places[after - 1 : after + 1]
        return left + (right - left) * (ms - since) / (until - since)


def percent(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0")


def scale(events: Iterable[Event]) -> Scale:
    """Returns the scale of a run: to scale, but with a little room between any two
    events, and with long gaps folded to one width."""
    times = sorted({event.ms for event in events})
    if len(times) < 2:
        times = [times[0], times[0] + 1]
    gaps = [later - sooner for sooner, later in pairwise(times)]
    rest = sum(gap for gap in gaps if gap <= LONG)
    long = [gap > max(LONG, 0.15 * rest) for gap in gaps]
    rest = sum(gap for gap, folded in zip(gaps, long) if not folded)
    room = min(2.5, 45 / len(gaps))
    fold = min(16, 36 / max(sum(long), 1))
    if not rest:
        fold = (END - room * len(gaps)) / sum(long)
    left = END - room * len(gaps) - fold * sum(long)
    places = [0.0]
    for gap, folded in zip(gaps, long):
        places.append(places[-1] + room + (fold if folded else left * gap / rest))
    folds = [gap for gap, folded in zip(pairwise(times), long) if folded]
    return Scale(times, places, folds)


def round_times(at: Scale) -> Iterator[float]:
    """Yields the moments to name on the axis: about six round ones, outside of folds."""
    whole = at.times[-1] - at.times[0] - sum(end - begin for begin, end in at.folds)
    step = next((each for each in STEPS if each >= whole / 6), STEPS[-1])
    edges = [at.times[0], *(edge for fold in at.folds for edge in fold), at.times[-1]]
    for begin, end in zip(edges[::2], edges[1::2]):
        for number in range(int(-(-begin // step)), int(end // step) + 1):
            yield number * step


def duration(ms: float) -> str:
    """Returns a duration as the axis names it: `0.5 ms`, `20 ms`, `1.04 s`."""
    return f"{ms:g} ms" if ms < 1000 else f"{ms / 1000:.6g} s"


# --- What is drawn --------------------------------------------------------------------


@dataclass
class Wait:
    """What a lane waited for, and for how long."""

    what: str
    since: float
    until: float
    came: bool  # whether it ended at all
    ever: bool = False  # it would wait still, had nobody put an end to it


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
    top: int = 0  # of its bar, in pixels

    @cached_property
    def prints(self) -> bool:
        return any(event.kind == ">" for event in self.events)

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
        if event.kind == "wait":
            open_waits.append(Wait(event.what, event.ms, event.ms, False))
            lane.waits.append(open_waits[-1])
        else:
            ended = [wait for wait in open_waits if ends_wait(event, wait.what)]
            for wait in ended[-1:]:
                wait.until, wait.came = event.ms, True
                open_waits.remove(wait)
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


def ends_wait(event: Event, what: str) -> bool:
    """Returns whether an event ends the wait for `what` of its lane."""
    if event.kind == "fail":
        return event.what == what or event.what.startswith(f"{what}:")
    return event.text == what or (
        event.kind in ("done", "timeout") and event.what == what
    )


# --- Arrows ---------------------------------------------------------------------------


def arrows_of(trace: Trace, lanes: list[Lane]) -> list[Arrow]:
    """Returns what passes from a lane to another."""
    found = [*_to_processes(trace, lanes), *_messages(trace, lanes)]
    found += _wakings(trace, lanes)
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
        if kind == "send":
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
    """An event that is set ends each wait for it; a lock goes to the next who waits."""
    waits = [(lane.name, wait) for lane in lanes for wait in lane.waits if wait.came]
    waits.sort(key=lambda pair: pair[1].until)
    taken = set()
    for event in trace.events:
        verb = {"set": "wait", "release": "acquire"}.get(event.kind)
        if not verb:
            continue
        for lane, wait in waits:
            waited = wait.since <= event.ms <= wait.until and lane != event.lane
            if wait.what == f"{verb} {event.what}" and waited and id(wait) not in taken:
                taken.add(id(wait))
                yield Arrow("message", event, lane, wait.until)
                if verb == "acquire":
                    break


# --- The drawing ----------------------------------------------------------------------

NARROW, WIDE = 320, 620  # pixels: the drawing on a phone, and on all other screens
DOTS = {"start", "put", "send", "set", "release", "signal"}
SAY = "M-4-9h8v5h-3l-2 3v-3h-3z"  # a speech bubble, its tail at the moment


@cache
def width_of(text: str) -> float:
    """Returns about how many pixels a text is wide."""
    return sum(12 if unicodedata.east_asian_width(c) in "WF" else 6.7 for c in text)


def draw(lanes, arrows, at, label, names, prefix) -> str:
    """Returns the SVG of a run.

    label: what it shows, in words, escaped. names: of the lanes, in words.
    prefix: keeps its ids apart from others'.
    """
    top = lanes[-1].top + lanes[-1].height + GAP
    parts = [
        f'<svg class="timeline-drawing" width="100%" height="{top + FOOT}" role="img"'
        f' aria-label="{label}">',
        definitions(prefix, arrows, top if at.folds else 0),
        *axis(at, top),
        *(part for lane in lanes for part in bar(lane, at, prefix)),
        *(
            f'<use class="fold" xlink:href="#{prefix}f" x="{middle(at, fold)}%"/>'
            for fold in at.folds
        ),
        *fold_labels(at),
        *arrow_lines(arrows, lanes, at, prefix),
        *(part for lane in lanes for part in marks(lane, at, prefix)),
        *(part for lane in lanes for part in words(lane, at, names[lane.name])),
        "</svg>",
    ]
    return "".join(parts)


def definitions(prefix: str, arrows: list[Arrow], folded: int) -> str:
    """Returns what the drawing repeats: the hatching, heads of arrows, marks."""
    kinds = sorted({arrow.kind for arrow in arrows})
    heads = "".join(
        f'<marker id="{prefix}{kind[:2]}" class="{kind}" refX="6"'
        ' refY="3" markerWidth="6" markerHeight="6" markerUnits="userSpaceOnUse"'
        ' orient="auto"><path d="M0 0l6 3-6 3z"/></marker>'
        for kind in kinds
    )
    fold = ""
    if folded:
        half = (folded - NAME) // 12 + 1
        down, up = "l3 6-3 6" * half, "l3-6-3-6" * half
        fold = f'<path id="{prefix}f" d="M-4 {NAME}{down}h5{up}z"/>'
    return (
        f'<defs><pattern id="{prefix}h" class="hatch" width="6" height="6"'
        ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0h4.4v6h-4.4z"/></pattern>'
        f'<path id="{prefix}s" d="{SAY}"/>{fold}{heads}</defs>'
    )


def axis(at: Scale, top: int) -> Iterator[str]:
    """Yields the line of time, with a name at round moments that have room."""
    yield f'<line class="axis" x2="100%" y1="{top}" y2="{top}"/>'
    free = 0.0
    for ms in round_times(at):
        place, name = at(ms), duration(ms)
        half = width_of(name) / NARROW * 50
        if place - half >= free and place + half <= 100 or ms == 0:
            free = place + half + 1 + (0 if ms else half)  # 0 is named right of it
            x = f'x="{percent(place)}%"'
            edge = ' text-anchor="start"' if ms == 0 else ""
            yield (
                f'<line class="axis" x1="{percent(place)}%" x2="{percent(place)}%" y1="{top}"'
                f' y2="{top + 4}"/><text class="time" {x} y="{top + 16}"{edge}>{name}</text>'
            )


def middle(at: Scale, fold: tuple[float, float]) -> str:
    return percent((at(fold[0]) + at(fold[1])) / 2)


def fold_labels(at: Scale) -> Iterator[str]:
    """Yields how long the folded gaps lasted; one that has no room is left out."""
    free = 0.0
    for fold in at.folds:
        seconds = (fold[1] - fold[0]) / 1000
        name = f"≈ {seconds:.{1 if seconds >= 0.95 else 2}g} s"
        if seconds >= 10:
            name = f"≈ {seconds:.0f} s"
        half = width_of(name) / NARROW * 50
        place = (at(fold[0]) + at(fold[1])) / 2
        if place - half >= free:
            free = place + half
            yield f'<text class="time" x="{percent(place)}%" y="11">{name}</text>'


def rect(at: Scale, lane: Lane, since: float, until: float, look: str = "") -> str:
    """Returns a part of a lane's bar, at least so wide that it is seen; left open."""
    wide = percent(max(at(until) - at(since), 0.3))
    return (
        f'<rect{look} x="{at.texts[since]}%" y="{lane.top}" width="{wide}%"'
        f' height="{lane.height}"'
    )


def bar(lane: Lane, at: Scale, prefix: str) -> Iterator[str]:
    """Yields the bar of a lane: light while it starts up, hatched where it waits."""
    yield f'<g class="{lane.colour}" fill="url(#{prefix}h)">'
    if lane.begin > lane.since:
        yield rect(at, lane, lane.since, lane.begin, ' class="up"') + "/>"
    yield rect(at, lane, lane.begin, lane.until, ' class="bar"') + "/>"
    for wait in lane.waits:
        if wait.since == wait.until:
            continue
        if wait.ever:
            yield rect(at, lane, wait.since, wait.until, ' class="ever"') + "/>"
        yield rect(at, lane, wait.since, wait.until)
        yield f"><title>{escape(wait.what)}</title></rect>"
    yield "</g>"


def arrow_lines(arrows, lanes, at, prefix) -> Iterator[str]:
    """Yields the arrows, from the edge of a bar to that of another."""
    named = {lane.name: lane for lane in lanes}
    for kind in sorted({arrow.kind for arrow in arrows}):
        yield f'<g class="{kind}" marker-end="url(#{prefix}{kind[:2]})">'
        for arrow in arrows:
            if arrow.kind == kind:
                yield arrow_line(arrow, named[arrow.tail.lane], named[arrow.lane], at)
        yield "</g>"


def arrow_line(arrow: Arrow, tail: Lane, head: Lane, at: Scale) -> str:
    down = tail.top < head.top
    y1 = tail.top + (tail.height if down else 0)
    y2 = head.top + (0 if down else head.height)
    return (
        f'<line x1="{at.texts[arrow.tail.ms]}%" y1="{y1}"'
        f' x2="{at.texts[arrow.ms]}%" y2="{y2}"/>'
    )


def marks(lane: Lane, at: Scale, prefix: str) -> Iterator[str]:
    """Yields a dot where a lane acts upon others or fails, a bubble where it prints."""
    middle = f"{lane.top + lane.height / 2:g}"
    for event in lane.events:
        x = at.texts[event.ms]
        if event.kind == ">":
            use = f'<use class="say" xlink:href="#{prefix}s" x="{x}%" y="{lane.top}">'
            yield f"{use}<title>{escape(event.what)}</title></use>"
        elif event.kind == "fail":
            dot = f'<circle class="fault" cx="{x}%" cy="{middle}" r="2.5">'
            yield f"{dot}<title>{escape(event.what)}</title></circle>"
        elif event.kind in DOTS:
            yield f'<circle class="dot" cx="{x}%" cy="{middle}" r="2.5"/>'


def words(lane: Lane, at: Scale, name: str) -> Iterator[str]:
    """Yields the name of a lane above its bar, what it waits for, and how it ended."""
    yield named(lane, at(lane.since), name)
    for wait in lane.waits:
        yield from wait_label(lane, wait, at(wait.since), at(wait.until))
    if lane.end and not (lane.is_helper and lane.end == "?"):
        yield ending(lane, at(lane.until))


def named(lane: Lane, left: float, name: str) -> str:
    """Returns the name of a lane at the left end of its bar; left of it, or at the
    left edge, where it would leave the drawing."""
    base = lane.top - 4 - (MARK - 1 if lane.prints else 0)
    wide, room = width_of(name) + 6, left / 100 * NARROW
    if room + wide <= NARROW:
        place = f'x="{percent(left)}%"' + (' dx="5"' if lane.index and left > 0 else "")
    elif wide <= room:
        place = f'x="{percent(left)}%" dx="-5" text-anchor="end"'
    else:
        place = 'x="0"'
    return f'<text class="name {lane.colour}" {place} y="{base}">{escape(name)}</text>'


def wait_label(lane: Lane, wait: Wait, left: float, right: float) -> Iterator[str]:
    """Yields what is waited for, if it fits on all screens or on wide ones."""
    share = (min(right, END) - left) / 100
    wide = width_of(wait.what) + 8
    if lane.is_helper or wide > share * WIDE:
        return
    roomy = "" if wide <= share * NARROW else " roomy"
    y = lane.top + lane.height / 2 + 4
    yield (
        f'<text class="what{roomy}" x="{percent(left)}%" dx="5" y="{y:g}">'
        f"{escape(wait.what)}</text>"
    )


def ending(lane: Lane, place: float) -> str:
    """Returns the cap of a bar: exit code or signal, right of its end if there is room,
    else over its end."""
    wide = round(1.25 * width_of(lane.end)) + 6  # in bold
    fits = place / 100 * NARROW + wide <= NARROW
    shift = wide / 2 if fits else -wide / 2
    place = place if fits else 100
    kind = "ok" if lane.end == "0" else "unknown" if lane.end in ("?", STILL) else "bad"
    move = "" if fits else f' transform="translate({-wide})"'
    y = lane.top + lane.height / 2
    return (
        f'<rect class="{kind}" x="{percent(place)}%" y="{y - 8:g}" width="{wide}" height="16"'
        f' rx="3"{move}/>'
        f'<text class="cap" x="{percent(place)}%" dx="{shift:g}" y="{y + 4:g}">'
        f"{escape(lane.end)}</text>"
    )
