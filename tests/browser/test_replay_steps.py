"""The replay of the timelines in a real browser: at each step, the lines on which the
processes stand and what was printed, as the trace beside the snippet says."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import LANGUAGES
from tests.browser.replay import (
    ANY_ORDER,
    DEADLOCK,
    FIRST,
    SECOND,
    SHOWN,
    address_of,
    check,
    events,
    figure_of,
    open_player,
    press,
    printed,
    shown,
    traces,
    value,
)

# Clicks a button until it leads no further; returns what is shown at each step.
WALK = f"""(figure, button) => {{
  const range = figure.querySelector(".replay-range"), seen = [({SHOWN})(figure)];
  for (let before = null; before !== range.value;) {{
    before = range.value;
    figure.querySelector(button).click();
    if (before !== range.value) seen.push(({SHOWN})(figure));
  }}
  return seen;
}}"""


@pytest.mark.engines
@pytest.mark.parametrize("name", [FIRST, SECOND, DEADLOCK, ANY_ORDER])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_is_as_the_trace_says(language, name, visit):
    """Forward to the end and back, under each start method: the marked lines, who waits,
    the lines printed by then; at the end all lines of the transcript."""
    page = visit(address_of(language, name))
    for method in traces(name):
        figure = open_player(figure_of(page, name, method))
        count = len(events(name, method))
        assert count > 5
        seen = figure.evaluate(WALK, ".replay-forward")
        assert len(seen) == count
        for step in range(count):
            check(seen[step], name, method, step)
        complete = seen[-1]["printed"]
        assert set(complete) >= set(printed(name, events(name, method)))
        press(figure, "Escape")
        expect(figure.locator(".replay-open")).to_be_focused()
        open_player(figure)
        press(figure, "End")
        assert shown(figure)["printed"] == complete
        seen = figure.evaluate(WALK, ".replay-back")
        assert len(seen) == count
        for step in range(count):
            check(seen[-1 - step], name, method, step)
        press(figure, "Escape")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_arrows_of_the_keyboard_step_too(language, visit):
    """One step for each press, forward to the end and back."""
    figure = figure_of(visit(address_of(language, FIRST)), FIRST, "fork")
    open_player(figure)
    steps = range(len(events(FIRST, "fork")))
    for step in steps:
        check(shown(figure), FIRST, "fork", step)
        press(figure, "ArrowRight")
    for step in reversed(steps):
        check(shown(figure), FIRST, "fork", step)
        press(figure, "ArrowLeft")
    assert value(figure) == 0


# The colours at each step: of the bar of the process in the drawing, of the hand, of the
# edge of the words, of the names on the line.
COLOURS = """(figure) => {
  const listing = figure.closest(".listing"), found = [];
  const forward = figure.querySelector(".replay-forward");
  for (const item of figure.querySelectorAll(".timeline-steps > li")) {
    const lane = figure.querySelectorAll(".timeline-drawing > g")[item.dataset.lane];
    const names = [...listing.querySelectorAll(".replay-mark.current .replay-name:not(.waits)")];
    found.push([
      getComputedStyle(lane.querySelector(".bar")).fill,
      getComputedStyle(figure.querySelector(".replay-hand"), "::before").backgroundColor,
      getComputedStyle(figure.querySelector(".replay-words")).borderLeftColor,
      ...names.map((each) => getComputedStyle(each).backgroundColor),
    ]);
    forward.click();
  }
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_process_has_one_colour(scheme, visit):
    """That of its bar in the drawing is that of its mark, of the hand and of the words."""
    page = visit(address_of("en", FIRST), color_scheme=scheme)
    figure = open_player(figure_of(page, FIRST, "fork"))
    found = figure.evaluate(COLOURS)
    assert len(found) == len(events(FIRST, "fork"))
    assert all(len(set(each)) == 1 for each in found), found
    assert len({each[0] for each in found if len(each) > 3}) > 1  # with their marks


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_click_on_the_drawing_leads_to_the_nearest_step(language, visit):
    """And the keys work from there."""
    page = visit(address_of(language, FIRST))
    figure = open_player(figure_of(page, FIRST, "spawn"))
    places = figure.locator(".timeline-steps > li").evaluate_all(
        "(items) => items.map((each) => Number(each.dataset.at))"
    )
    drawing = figure.locator(".timeline-drawing")
    box = drawing.bounding_box()
    for part in (0.5, 30, 70, 99):
        drawing.click(position={"x": box["width"] * part / 100, "y": 5})
        nearest = min(abs(each - part) for each in places)
        assert abs(abs(places[value(figure)] - part) - nearest) < 0.3
    before = value(figure)
    page.keyboard.press("ArrowLeft")
    assert value(figure) == before - 1
