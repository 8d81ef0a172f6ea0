"""Shows below a program how its processes ran: a drawing, and the same in words."""

from functools import cache
from html import escape
from pathlib import Path

from harness.snippets import Snippet
from harness.trace.events import parse

from ..page import Page
from .content import Timeline, foot_of, lay
from .drawing import opening
from .steps import summary


def timelines_of(snippet: Snippet | None) -> dict[str, Timeline]:
    """Returns the timelines of a snippet by start method; none if it has no trace."""
    path = snippet.path.with_suffix(".trace") if snippet else Path()
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else {}


@cache
def _read(path: Path, modified: int) -> dict[str, Timeline]:
    """Reads a trace file once for both languages, and again once it was changed."""
    return {method: lay(trace) for method, trace in parse(path).items() if trace.events}


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
        f'<figcaption class="timeline-foot">{foot_of(timelines, method, said)}</figcaption>'
        f'<details class="timeline-words"><summary>{said["steps"]}</summary>'
        f'<a href="{way}">{said["run"]}</a></details></figure>'
    )
