"""Tells how the processes of a snippet ran, in words."""

from functools import cache
from html import escape as escape_html
from itertools import islice

from harness.trace.events import THREAD, Event, Trace

FEEDER = "feeder "  # begins the name of the thread that sends what a queue was given
escape = cache(escape_html)  # the same names come again and again
NAMED = 5  # so many processes at most are named in the text alternative


def milliseconds(ms: float) -> str:
    """Returns as many digits as a single run can claim: `1.2`, `74`."""
    return f"{ms:.1f}" if ms < 10 else f"{ms:.0f}"


def lane_name(lane: str, text: dict[str, str]) -> str:
    """Names a lane in the drawing, where a thread stands below its process."""
    _, slash, thread = lane.partition(THREAD)
    if slash and thread.startswith(FEEDER):
        return text["feeder"].format(thread.removeprefix(FEEDER))
    return thread if slash else lane


def full_name(lane: str, text: dict[str, str]) -> str:
    """Names a lane where it stands alone."""
    process, slash, _ = lane.partition(THREAD)
    name = lane_name(lane, text)
    return text["thread"].format(process=process, thread=name) if slash else name


def step(event: Event, text: dict[str, str]) -> str:
    """Says what happened, without where and when; it is HTML."""
    kind, what, error = event.kind, event.what, ""
    if kind == "runs" and event.lane in text:
        return text[event.lane]
    if kind == "end":
        helper = event.lane in text and what == "?"
        return text["end helper"] if helper else _end(what, text)
    if kind == "fail":
        what, _, error = what.rpartition(": ")
    elif kind == "asleep":
        _, colon, what = what.partition(": ")
        what = f"in {what}" if colon else what
    # A phrase of its own, for what is waited for, or the general one of the kind.
    verb, _, name = what.partition(" ")
    phrase = text.get(f"{kind} {verb}")
    if phrase is None:
        phrase, name = text.get(kind, f"{kind} {{}}"), what
    return phrase.format(f"<code>{escape(name)}</code>", error=escape(error))


def _end(code: str, text: dict[str, str]) -> str:
    """Says how a process ended."""
    key = "end ?" if code == "?" else "end" if code.isdigit() else "end by"
    return text[key].format(escape(code))


def steps(trace: Trace, lanes, at, text) -> str:
    """Returns a list item for each event, with what the replay must know of it."""
    index = {lane.name: lane.index for lane in lanes}
    names = {lane.name: escape(full_name(lane.name, text)) for lane in lanes}
    items = []
    for event in trace.events:
        line = printed = where = ""
        if event.line is not None:
            line = f' data-line="{event.line}"'
            where = text["line"].format(event.line)
        if event.kind == ">":
            printed = f' data-text="{escape(event.what)}"'
        when = text["ms"].format(f"{event.ms:.1f}")
        items.append(
            f'<li data-kind="{escape(event.kind)}" data-ms="{event.ms}" data-at="{at.texts[event.ms]}"'
            f' data-lane="{index[event.lane]}"{line}{printed}>{when}'
            f" <b>{names[event.lane]}</b>{where}{text['colon']}{step(event, text)}</li>"
        )
    return f'<ol class="timeline-steps">{"".join(items)}</ol>'


def summary(method: str, lanes, text) -> str:
    """Returns the text alternative: how many processes there were, and how they ended."""
    own = [each for each in lanes if not each.is_thread and not each.is_helper]
    ends = [
        text["ended"].format(name=lane.name, end=_plain_end(lane.end, text))
        for lane in islice(own, NAMED)
    ]
    key = "alternative_one" if len(own) == 1 else "alternative"
    said = text[key].format(method=method, count=len(own))
    return escape(said + text["comma"].join(ends) + text["full_stop"])


def _plain_end(code: str, text) -> str:
    return _end(code, text) if code.strip("…") else text["still"]


def start_up(trace: Trace) -> float | None:
    """Returns how long the child that was started first took from start() to its target,
    if it began."""
    first = next((event for event in trace.events if event.kind == "start"), None)
    for event in trace.events:
        if first and event.kind == "begin" and event.lane == first.what:
            return max(event.ms - first.ms, 0)
    return None


def foot(traces: dict[str, Trace], method: str, text) -> str:
    """Compares what the first child's start cost under each start method."""
    costs = {name: start_up(trace) for name, trace in traces.items()}
    parts = []
    for name, cost in costs.items():
        if cost is not None:
            said = text["cost"].format(method=name, ms=milliseconds(cost))
            parts.append(f"<b>{said}</b>" if name == method else said)
    interpreter, _, system = traces[method].interpreter.partition(" on ")
    measured = text["measured"].format(interpreter=interpreter, system=system)
    measured += text["varies"] if traces[method].varies else ""
    compared = text["costs"].format(text["comma"].join(parts)) if parts else ""
    return f"{compared}{escape(measured)}"
