"""Where in a drawing a moment is."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from harness.trace.events import Event

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
