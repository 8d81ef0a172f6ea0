"""Shows below a program how its processes ran: a drawing, and the same in words."""

from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path

from harness.snippets import Snippet
from harness.trace.events import Trace, parse

from ..page import Page
from ..words import Words
from .drawing import draw, opening
from .lanes import Arrow, Lane, arrows_of, lanes_of, lay_out
from .scale import Scale, scale
from .steps import foot, lane_name, steps, summary


@dataclass(frozen=True)
class Timeline:
    """A trace, and what of its drawing is the same in both languages."""

    trace: Trace
    lanes: list[Lane]
    arrows: list[Arrow]
    at: Scale


def timelines_of(snippet: Snippet | None) -> dict[str, Timeline]:
    """Returns the timelines of a snippet by start method; none if it has no trace."""
    path = snippet.path.with_suffix(".trace") if snippet else Path()
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else {}


@cache
def _read(path: Path, modified: int) -> dict[str, Timeline]:
    """Reads a trace file once for both languages, and again once it was changed."""
    return {method: lay(trace) for method, trace in parse(path).items() if trace.events}


def lay(trace: Trace) -> Timeline:
    """Puts the events of a trace in order and lays them out."""
    events = sorted(trace.events, key=lambda event: event.ms)
    trace = replace(trace, events=tuple(events))
    at, lanes = scale(trace.events), lanes_of(trace)
    lay_out(lanes, at)
    return Timeline(trace, lanes, arrows_of(trace, lanes), at)


def figure(
    snippet: Snippet, timelines: dict[str, Timeline], method: str, page: Page
) -> str:
    """Returns the figure of a start method without what it draws, which is on the page of
    the snippet's runs; it has the size already, and says which transcript it replays.

    timelines: those to compare.
    """
    own, text = timelines[method], page.text
    shown = snippet.transcript_for(own.trace.where)
    replays = f' data-transcript="{shown.path.name}"' if shown else ""
    said = text["timeline"] | text["joiners"]
    way = f"{page.runs}{snippet.slug}.html#{method}"
    return (
        f'<figure class="timeline" data-method="{method}"'
        f' data-listing="{escape(snippet.slug)}.py"{replays}>'
        f"{opening(own.lanes, summary(method, own.lanes, said))}</svg>"
        f'<figcaption class="timeline-foot">{_foot(timelines, method, said)}</figcaption>'
        f'<details class="timeline-words"><summary>{said["steps"]}</summary>'
        f'<a href="{way}">{said["run"]}</a></details></figure>'
    )


def content(
    timelines: dict[str, Timeline], method: str, text: Words, prefix: str
) -> str:
    """Returns what a run's page tells of a start method: the drawing, start-up costs, and
    the steps in words.

    prefix: of the ids, another one for each figure on a page.
    """
    own, said = timelines[method], text["timeline"] | text["joiners"]
    names = {lane.name: lane_name(lane.name, said) for lane in own.lanes}
    label = summary(method, own.lanes, said)
    drawing = draw(own.lanes, own.arrows, own.at, label, names, prefix)
    return (
        f'{drawing}<p class="timeline-foot">{_foot(timelines, method, said)}</p>'
        f"{steps(own.trace, own.lanes, own.at, said)}"
    )


def _foot(timelines: dict[str, Timeline], method: str, said: dict[str, str]) -> str:
    return foot({name: each.trace for name, each in timelines.items()}, method, said)
