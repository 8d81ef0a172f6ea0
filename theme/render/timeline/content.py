"""What a figure shows: the drawing of a timeline, start-up costs, and the steps in words.
It needs a trace alone, and no page."""

from dataclasses import dataclass, replace

from harness.trace.events import Trace

from ..words import Words
from .drawing import draw
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


def lay(trace: Trace) -> Timeline:
    """Puts the events of a trace in order and lays them out."""
    events = sorted(trace.events, key=lambda event: event.ms)
    trace = replace(trace, events=tuple(events))
    at, lanes = scale(trace.events), lanes_of(trace)
    lay_out(lanes, at)
    return Timeline(trace, lanes, arrows_of(trace, lanes), at)


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
        f'{drawing}<p class="timeline-foot">{foot_of(timelines, method, said)}</p>'
        f"{steps(own.trace, own.lanes, own.at, said)}"
    )


def foot_of(timelines: dict[str, Timeline], method: str, said: dict[str, str]) -> str:
    return foot({name: each.trace for name, each in timelines.items()}, method, said)
