"""Draws how the processes of a snippet ran, as SVG.

Across, the drawing is in percent, so that the time fills the width; down, in pixels, so
that letters keep their size on a phone. There is no viewBox, which would scale both.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from html import escape

from .lanes import GAP, MARK, NAME, STILL, Arrow, Lane, Task, Wait
from .scale import END, Scale, duration, percent, round_times

FOOT = 18  # pixels below the axis
STRIP = 4  # pixels: a worker's wait within a task, below the task's name
CROWDED = 40  # tasks of a worker, of which none is pointed at
NARROW, WIDE = 320, 620  # pixels: the drawing on a phone, and on all other screens
DOTS = {
    "start", "put", "send", "submit", "set", "release", "notify", "notify_all", "signal"
}  # fmt: skip
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
    top = bottom(lanes)
    parts = [
        opening(lanes, label),
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


def opening(lanes, label) -> str:
    """Returns the start tag: the size is known before anything is drawn."""
    return (
        f'<svg class="timeline-drawing" width="100%" height="{bottom(lanes) + FOOT}"'
        f' role="img" aria-label="{label}">'
    )


def bottom(lanes) -> int:
    return lanes[-1].top + lanes[-1].height + GAP


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


def rect(at: Scale, lane: Lane, since: float, until: float, look="", high=0) -> str:
    """Returns a part of a lane's bar, at least so wide that it is seen; left open.

    high: of its lower part alone.
    """
    wide = percent(max(at(until) - at(since), 0.3))
    height = high or lane.height
    y = lane.top + lane.height - height
    return (
        f'<rect{look} x="{at.texts[since]}%" y="{y}" width="{wide}%" height="{height}"'
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
        high = STRIP if lane.task_at(wait.since) else 0
        yield rect(at, lane, wait.since, wait.until, high=high)
        yield f"><title>{escape(wait.what)}</title></rect>"
    for task in lane.tasks:
        said = f"<title>{escape(f'{task.name} {task.numbers}')}</title>"
        yield rect(at, lane, task.since, task.until, ' class="task"')
        yield f">{said if len(lane.tasks) <= CROWDED else ''}</rect>"
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
    for task in lane.tasks:
        yield from task_label(lane, task, at(task.since), at(task.until))
    for wait in lane.waits:
        if not lane.task_at(wait.since):
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


def task_label(lane: Lane, task: Task, left: float, right: float) -> Iterator[str]:
    """Yields the name and number of a task's call, or the number alone, as they fit on wide
    screens and on narrow ones."""
    share = (right - left) / 100
    texts = f"{task.name} {task.numbers}", task.numbers
    on = [
        next((text for text in texts if width_of(text) + 4 <= share * width), "")
        for width in (NARROW, WIDE)
    ]
    looks = {on[0]: ""} if on[0] == on[1] else {on[0]: " tight", on[1]: " roomy"}
    y = lane.top + lane.height / 2 + 4
    for text, look in looks.items():
        if text:
            yield (
                f'<text class="in{look}" x="{percent((left + right) / 2)}%" y="{y:g}">'
                f"{escape(text)}</text>"
            )


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
