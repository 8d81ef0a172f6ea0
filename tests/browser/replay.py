"""The replay of a timeline, and the trace that it shows."""

from collections import defaultdict
from functools import cache

from playwright.sync_api import expect

from harness.trace.events import parse
from tests.browser.reader import address_in
from tests.site.fixtures import SAMPLE

FIRST, SECOND = "listings/tabs/exit_code", "replay/steps/message"
DEADLOCK, ANY_ORDER = "replay/steps/deadlock", "replay/steps/any_order"

# What a player shows: the marked lines and who stands there, where each mark really is,
# the lines of the transcript to be seen, the words, the place of the hand.
SHOWN = """(figure) => {
  const listing = figure.closest(".listing");
  const code = listing.querySelector(".language-python code");
  const style = getComputedStyle(code), height = parseFloat(style.lineHeight);
  const first = code.getBoundingClientRect().top + parseFloat(style.paddingTop)
    + parseFloat(style.borderTopWidth);
  const marks = [...listing.querySelectorAll(".replay-mark")].map((mark) => {
    const { top, bottom } = mark.getBoundingClientRect();
    return {
      line: Number(mark.dataset.line),
      really: Math.floor(((top + bottom) / 2 - first) / height) + 1,
      names: [...mark.querySelectorAll(".replay-name")].map((each) => each.textContent),
      waits: [...mark.querySelectorAll(".replay-name.waits")].map((each) => each.textContent),
    };
  });
  const drawing = figure.querySelector(".timeline-drawing").getBoundingClientRect();
  const hand = figure.querySelector(".replay-hand").getBoundingClientRect();
  const seen = (each) => getComputedStyle(each).visibility === "visible";
  return {
    marks,
    printed: [...listing.querySelectorAll(".replay-line")].filter(seen)
      .map((each) => each.textContent),
    words: figure.querySelector(".replay-words").textContent,
    current: figure.querySelector("li[aria-current=step]").textContent,
    value: Number(figure.querySelector(".replay-range").value),
    said: figure.querySelector(".replay-range").getAttribute("aria-valuetext"),
    hand: ((hand.left + hand.right) / 2 - drawing.left) / drawing.width * 100,
    at: Number(figure.querySelector("li[aria-current=step]").dataset.at),
  };
}"""


# --- What the trace says -------------------------------------------------------------


@cache
def traces(name: str) -> dict:
    """Returns the trace of a snippet under each start method."""
    return parse(SAMPLE / "snippets" / f"{name}.trace")


@cache
def events(name: str, method: str) -> list:
    """Returns the events of a snippet's run by time, as a figure lists them."""
    trace = traces(name)[method]
    return sorted(trace.events, key=lambda event: event.ms)


def standing(events) -> dict[int, list[tuple[str, bool]]]:
    """Returns who stands on which line after these events, and whether it waits."""
    latest = {event.lane: event for event in events if event.kind != "still"}
    found = defaultdict(list)
    for lane, event in latest.items():
        if event.line is not None and event.kind != "end":
            found[event.line].append((lane, event.kind == "wait"))
    return {line: sorted(here) for line, here in found.items()}


def printed(name: str, events) -> list[str]:
    """Returns the command and what was printed in these events."""
    command = f"$ python {name.rpartition('/')[2]}.py"
    return [command, *(event.what for event in events if event.kind == ">")]


# --- The page ------------------------------------------------------------------------


def address_of(language: str, name: str) -> str:
    """Returns the address of the page that shows a snippet."""
    return address_in(language, f"{name.rpartition('/')[0]}/")


def figure_of(page, name: str, method: str):
    """Returns the figure of a snippet's start method, after its tab was chosen."""
    figure = page.locator(f'figure[data-listing="{name}.py"][data-method="{method}"]').first  # fmt: skip
    listing = page.locator(".listing").filter(has=figure).first
    listing.scroll_into_view_if_needed()
    label = listing.locator(".tabbed-labels label").get_by_text(method, exact=True)
    if label.count() and not figure.is_visible():
        label.last.click()
    expect(figure).to_be_visible()
    return figure


def press(figure, *keys: str):
    for key in keys:
        figure.locator(".replay-play").press(key)


def open_player(figure):
    """Opens the player and stops it at the first step."""
    figure.locator(".replay-open").click()
    expect(figure.locator(".replay-bar")).to_be_visible()
    press(figure, "Home")
    return figure


def shown(figure) -> dict:
    return figure.evaluate(SHOWN)


def value(figure) -> int:
    return int(figure.locator(".replay-range").input_value())


# --- Both ----------------------------------------------------------------------------


def check(seen: dict, name: str, method: str, step: int):
    """Compares what is to be seen at a step with the trace."""
    so_far, where = (
        events(name, method)[: step + 1],
        f"{name}, {method}, step {step + 1}",
    )
    marks = {
        each["line"]: sorted((who, who in each["waits"]) for who in each["names"])
        for each in seen["marks"]
    }
    assert marks == standing(so_far), where
    assert all(each["really"] == each["line"] for each in seen["marks"]), where
    assert seen["words"] == seen["current"] and seen["value"] == step, where
    assert str(step + 1) in seen["said"], where
    assert abs(seen["hand"] - seen["at"]) < 0.5, where
    order = sorted if name == ANY_ORDER else list
    if len(so_far) < len(events(name, method)):
        assert order(seen["printed"]) == order(printed(name, so_far)), where
