"""Shows below a snippet how its processes ran: a drawing, and the same in words.

For the hook listings.py. The figures are drawn after the search index was fed and past
Markdown, from the traces that lie beside the snippets.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from itertools import count

from mkdocs.exceptions import PluginError
from proof import FOLDER
from site_words import TIMELINES
from timeline_drawing import (
    Arrow,
    Lane,
    Scale,
    arrows_of,
    draw,
    lanes_of,
    lay_out,
    scale,
)
from timeline_words import foot, lane_name, steps, summary

from harness.trace.events import Trace, parse

# In a span, which Markdown puts into a paragraph wherever it stands.
PLACE = re.compile(
    r'<p><span class="timeline" data-of="(?P<method>\w+) (?P<name>[^"]+)"></span></p>'
)


@dataclass(frozen=True)
class Run:
    """A trace, and what of its drawing is the same in both languages."""

    trace: Trace
    lanes: list[Lane]
    arrows: list[Arrow]
    at: Scale


@cache
def read(path, modified) -> dict[str, Run]:
    """Reads a trace file once for both languages, and again once it was changed."""
    try:
        return {m: prepare(trace) for m, trace in parse(path).items() if trace.events}
    except ValueError as error:
        raise PluginError(str(error)) from None


def prepare(trace: Trace) -> Run:
    """Puts the events of a trace in order and lays them out."""
    events = sorted(trace.events, key=lambda event: event.ms)
    trace = replace(trace, events=tuple(events))
    at, lanes = scale(trace.events), lanes_of(trace)
    lay_out(lanes, at)
    return Run(trace, lanes, arrows_of(trace, lanes), at)


def runs_of(name: str) -> dict[str, Run]:
    """Returns the runs of a program, `process/exitcode.py`, by start method."""
    path = (FOLDER / name).with_suffix(".trace")
    return read(path, path.stat().st_mtime_ns) if path.is_file() else {}


def place(name: str, method: str) -> str:
    """Leaves a place for the figure of a start method, if there is a trace of it."""
    if method not in runs_of(name):
        return ""
    return f'<span class="timeline" data-of="{method} {escape(name)}"></span>'


def fill_places(content: str, language: str) -> str:
    """Returns the HTML of a page with its figures."""
    numbers = count(1)

    def fill(match):
        method, name = match["method"], match["name"]
        inner = figure(runs_of(name), method, language, f"t{next(numbers)}")
        return (
            f'<figure class="timeline" data-method="{method}" data-listing="{name}">'
            f"{inner}</figure>"
        )

    return PLACE.sub(fill, content)


def figure(runs: dict[str, Run], method: str, language: str, prefix: str) -> str:
    """Returns what a figure holds: drawing, start-up costs, and the steps in words.

    prefix: of the ids, another one for each figure on a page.
    """
    text, run = TIMELINES[language], runs[method]
    names = {lane.name: lane_name(lane.name, text) for lane in run.lanes}
    label = summary(method, run.lanes, text)
    drawing = draw(run.lanes, run.arrows, run.at, label, names, prefix)
    said = foot({each: run.trace for each, run in runs.items()}, method, text)
    return (
        f'{drawing}<figcaption class="timeline-foot">{said}</figcaption>'
        f'<details class="timeline-words"><summary>{text["steps"]}</summary>'
        f"{steps(run.trace, run.lanes, run.at, text)}</details>"
    )
