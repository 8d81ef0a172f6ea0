"""The replay of the timelines in a real browser: at each step, the lines on which the
processes stand and what was printed, as the trace beside the snippet says."""

import gzip
from collections import defaultdict

import pytest
from playwright.sync_api import expect

from harness.trace.events import parse
from tests.browser.browser import language_of, navigate, richest
from tests.browser.test_pages import COLOURS, ONE_OF_EACH, STICKING_OUT, violations
from tests.content.page_checks import report
from tests.content.page_reader import ROOT

LANGUAGES = ("zh", "en")
SNIPPETS = ROOT / "snippets"
ASSETS = ROOT / "theme" / "assets"
FIRST, SECOND = "process/exitcode/exitcode", "communication/queue/data_from_worker"
DEADLOCK = "communication/queue_closing/join_before_get_broken"
ANY_ORDER = [  # the lines of these come in another order in each run
    path.relative_to(SNIPPETS).as_posix().split(".")[0]
    for path in sorted(SNIPPETS.rglob("*.anyorder.out"))
    if parse(path.with_name(f"{path.name.split('.')[0]}.trace"))
]
SIZES = {
    "390": {"width": 390, "height": 844},
    "768": {"width": 768, "height": 1024},
    "1440": {"width": 1440, "height": 900},
}

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
STILL = (
    """() => document.getAnimations().every((each) => each.playState === "finished")"""
)


# --- What the trace says -------------------------------------------------------------


def events(name: str, method: str) -> list:
    """Returns the events of a snippet's run by time, as a figure lists them."""
    trace = parse(SNIPPETS / f"{name}.trace")[method]
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
    press(figure, "Home")
    return figure


def shown(figure) -> dict:
    return figure.evaluate(SHOWN)


def value(figure) -> int:
    return int(figure.locator(".replay-range").input_value())


@pytest.fixture
def place(visit, pages):
    """Opens the page of a language that shows the timelines of a snippet."""

    def open_page(language: str, name: str, **options):
        selector = f'figure.timeline[data-listing="{name}.py"]'
        [address] = richest(pages, language, selector)
        return visit(address, **options)

    return open_page


# --- Step by step --------------------------------------------------------------------


def check(figure, name: str, method: str, step: int):
    """Compares what is to be seen at a step with the trace."""
    so_far = events(name, method)[: step + 1]
    seen, where = shown(figure), f"{name} under {method}, step {step + 1}"
    marks = {
        each["line"]: sorted((who, who in each["waits"]) for who in each["names"])
        for each in seen["marks"]
    }
    assert marks == standing(so_far), where
    assert all(each["really"] == each["line"] for each in seen["marks"]), where
    assert seen["words"] == seen["current"] and seen["value"] == step, where
    assert str(step + 1) in seen["said"], where
    assert abs(seen["hand"] - seen["at"]) < 0.5, where
    order = sorted if name in ANY_ORDER else list
    if len(so_far) < len(events(name, method)):
        assert order(seen["printed"]) == order(printed(name, so_far)), where
    return seen


@pytest.mark.parametrize("name", [FIRST, SECOND, DEADLOCK, *ANY_ORDER[:1]])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_is_as_the_trace_says(language, name, place):
    """Forward to the end and back, under each start method: the marked lines, who waits,
    the lines printed by then; at the end all lines of the transcript."""
    page = place(language, name)
    methods = parse(SNIPPETS / f"{name}.trace")
    assert methods, f"{name} has no trace"
    for method in methods:
        figure = open_player(figure_of(page, name, method))
        count = len(events(name, method))
        assert count > 5
        for step in range(count):
            check(figure, name, method, step)
            press(figure, "ArrowRight")
        complete = shown(figure)["printed"]
        assert set(complete) >= set(printed(name, events(name, method)))
        press(figure, "Escape")
        expect(figure.locator(".replay-open")).to_be_focused()
        open_player(figure)
        press(figure, "End")
        assert shown(figure)["printed"] == complete
        for step in reversed(range(count)):
            check(figure, name, method, step)
            press(figure, "ArrowLeft")
        assert value(figure) == 0
        press(figure, "Escape")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_process_has_one_colour(scheme, place):
    """That of its bar in the drawing is that of its mark, of the hand and of the words."""
    page = place("en", FIRST, color_scheme=scheme)
    method = next(iter(parse(SNIPPETS / f"{FIRST}.trace")))
    figure = open_player(figure_of(page, FIRST, method))
    drawn = """(figure, lane) => getComputedStyle(
      figure.querySelectorAll(".timeline-drawing > g")[lane].querySelector(".bar")).fill"""
    found = set()
    for _ in events(FIRST, method):
        lane = figure.locator("li[aria-current]").get_attribute("data-lane")
        colour = figure.evaluate(drawn, int(lane))
        expect(figure.locator(".replay-words")).to_have_css("border-left-color", colour)
        for name in figure.locator("xpath=ancestor::*[contains(@class, 'listing')]").locator(".replay-mark.current .replay-name:not(.waits)").all():  # fmt: skip
            expect(name).to_have_css("background-color", colour)
            found.add(colour)
        press(figure, "ArrowRight")
    assert len(found) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_click_on_the_drawing_leads_to_the_nearest_step(language, place):
    """And the keys work from there."""
    page = place(language, FIRST)
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


# --- Playing -----------------------------------------------------------------------------


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_plays_to_the_end(language, motion, place):
    """Fast, and silent to those who listen; it stops there, and plays again from the
    start. Nothing glides where the reader wants no motion."""
    page = place(language, SECOND, reduced_motion=motion)
    figure = figure_of(page, SECOND, "fork")
    figure.locator(".replay-open").click()
    expect(figure.locator(".replay-words")).to_have_attribute("aria-live", "off")
    figure.locator(".replay-speed").select_option("4")
    last = len(events(SECOND, "fork")) - 1
    expect(figure.locator(".replay-range")).to_have_value(str(last))
    expect(figure.locator(".replay-words")).to_have_attribute("aria-live", "polite")
    label = {"zh": "播放", "en": "Play"}[language]
    expect(figure.locator(".replay-play")).to_have_attribute("aria-label", label)
    moves = figure.locator(".replay-hand").evaluate(
        "(hand) => parseFloat(getComputedStyle(hand).transitionDuration) > 0.01"
    )
    assert moves == (motion == "no-preference")
    figure.locator(".replay-play").click()
    assert value(figure) < last
    press(figure, "k")
    stopped = value(figure)
    page.wait_for_timeout(500)
    assert value(figure) == stopped


# --- The keyboard ------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_is_enough(language, place):
    """Space and k play and pause, arrows step, Home and End jump, Escape closes; a
    control that has a use of its own for a key keeps it."""
    page = place(language, FIRST)
    figure = figure_of(page, FIRST, "fork")
    last = len(events(FIRST, "fork")) - 1
    figure.locator(".replay-open").focus()
    page.keyboard.press("Enter")
    play = figure.locator(".replay-play")
    words = figure.locator(".replay-words")
    expect(play).to_be_focused()
    for key in ("k", "Space"):
        page.keyboard.press("Home")
        expect(words).to_have_attribute("aria-live", "polite")
        page.keyboard.press(key)
        expect(words).to_have_attribute("aria-live", "off")  # it plays
        page.keyboard.press(key)
        expect(words).to_have_attribute("aria-live", "polite")
    page.keyboard.press("End")
    assert value(figure) == last
    page.keyboard.press("Home")
    assert value(figure) == 0
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert value(figure) == 1

    figure.locator(".replay-range").focus()
    page.keyboard.press("ArrowRight")
    assert value(figure) == 2  # once, not twice
    page.keyboard.press("Space")
    expect(words).to_have_attribute("aria-live", "off")
    page.keyboard.press("Space")
    figure.locator(".replay-speed").focus()
    before = value(figure)
    page.keyboard.press("End")
    assert value(figure) == before
    expect(figure.locator(".replay-speed")).to_have_value("4")
    page.keyboard.press("Escape")
    expect(figure.locator(".replay-open")).to_be_focused()
    expect(figure.locator(".replay-panel")).to_have_count(0)


# --- It leaves nothing behind ------------------------------------------------------------


def html(page, name: str) -> str:
    """Returns the HTML of the listing of a snippet, once Material is done with it."""
    listing = page.locator(f'.listing:has(figure[data-listing="{name}.py"])').first
    listing.locator(".language-python").first.hover()
    expect(listing.locator(".md-code__button")).to_have_count(1)
    expect(listing.locator("figure .replay-open").first).to_be_attached()
    return listing.evaluate("(listing) => listing.outerHTML")


@pytest.mark.parametrize("way", ["Escape", "button", "tab", "other"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_closing_restores_the_page(language, way, place):
    """By Escape or the button; by choosing another tab or starting another replay."""
    page = place(language, FIRST)
    figure = figure_of(page, FIRST, "spawn")
    listing = page.locator(".listing").filter(has=figure).first
    before = html(page, FIRST)
    open_player(figure)
    press(figure, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    assert listing.evaluate("(listing) => listing.outerHTML") != before
    if way == "Escape":
        press(figure, "Escape")
    elif way == "button":
        figure.locator(".replay-close").click()
    else:
        figure_of(page, FIRST, "fork")
        expect(figure.locator(".replay-panel")).to_have_count(0)
        if way == "other":
            other = open_player(figure_of(page, FIRST, "fork"))
            expect(page.locator(".replay-panel")).to_have_count(1)
            press(other, "Escape")
        figure_of(page, FIRST, "spawn")  # Material notes where the chosen tab is
    page.evaluate("document.activeElement.blur()")  # and, in a class, the focus
    page.wait_for_function(
        "([listing, before]) => listing.outerHTML === before",
        arg=[listing.element_handle(), before],
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_works_after_its_section_was_swapped(language, place):
    """The toggle closes what is open; the figure in the other language has a player of
    its own, in its language; and so has the first, when it is back."""
    page = place(language, FIRST)
    figure = open_player(figure_of(page, FIRST, "spawn"))
    press(figure, "End")
    other = {"zh": "en", "en": "zh"}[language]
    toggle = page.locator("article a.twin").nth(1)
    named = {"zh": "回放", "en": "Replay"}
    for pressed, shown_in in (("true", other), ("false", language)):
        toggle.click()
        expect(toggle).to_have_attribute("aria-pressed", pressed)
        open_parts = page.locator(".replay-panel, .replay-marks, .replay-line")
        expect(open_parts).to_have_count(0)
        figure = figure_of(page, FIRST, "spawn")
        expect(figure.locator(".replay-open")).to_have_text(named[shown_in])
        open_player(figure)
        check(figure, FIRST, "spawn", 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_instant_navigation_closes_it(language, place, pages, server):
    """And on the next page each timeline has its player."""
    page = place(language, FIRST)
    open_player(figure_of(page, FIRST, "fork"))
    page.evaluate("scrollTo(0, 0)")  # where navigate() knows that Material noted it
    [address] = richest(pages, language, f'figure[data-listing="{SECOND}.py"]')
    links = page.locator(".md-nav--primary a[href]:visible").all()
    [link] = [
        each for each in links if each.evaluate("a => a.href") == server.url + address
    ]
    navigate(page, link)
    expect(page.locator(".replay-panel")).to_have_count(0)
    figure = open_player(figure_of(page, SECOND, "fork"))
    check(figure, SECOND, "fork", 0)
    expect(figure.locator(".replay-bar")).to_have_css("display", "flex")


# --- How it loads and how it fits ----------------------------------------------------------


def loaded(page) -> list[str]:
    return page.evaluate(
        "performance.getEntriesByType('resource').map((each) => each.name)"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_loaded_only_where_needed(language, visit, pages, place):
    """A page without timelines never asks for it; one with timelines does, in time."""
    without = next(
        address
        for address, page in pages.items()
        if language_of(address) == language and not page.soup.select("figure.timeline")
    )
    page = visit(without)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(300)
    assert not [each for each in loaded(page) if "replay" in each]
    page = place(language, FIRST)
    figure = figure_of(page, FIRST, "fork")
    expect(figure.locator(".replay-open")).to_be_visible()
    assert {each.split("/")[-1] for each in loaded(page) if "replay" in each} == {
        "replay.css",
        "replay.js",
    }


def test_it_is_small():
    """Less than 10 KB compressed, script and style together."""
    files = [ASSETS / "replay.js", ASSETS / "replay.css"]
    sizes = {each.name: len(gzip.compress(each.read_bytes(), 6)) for each in files}
    assert sum(sizes.values()) < 10_000, sizes


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_open_fits_and_is_accessible(language, size, place):
    """At a step where several processes stand and wait, light and dark."""
    page = place(language, FIRST, viewport=size)
    page.evaluate(ONE_OF_EACH)
    figure = open_player(figure_of(page, FIRST, "spawn"))
    steps = events(FIRST, "spawn")
    busy = max(range(len(steps)), key=lambda step: len(standing(steps[: step + 1])))
    press(figure, *["ArrowRight"] * busy)
    found = page.evaluate(STICKING_OUT) + violations(page)
    press(figure, "End")
    found += violations(page, COLOURS)
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector("body[data-md-color-scheme=slate]")
    found += violations(page, COLOURS)
    press(figure, "Home", *["ArrowRight"] * busy)
    report(found + violations(page, COLOURS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_controls_stay_in_sight(language, place):
    """In a window too low for program and drawing, they are at its lower edge while the
    program is read, and in their own place below."""
    page = place(language, FIRST, viewport={"width": 390, "height": 500})
    figure = figure_of(page, FIRST, "spawn")
    figure.locator(".replay-open").click()
    panel = figure.locator(".replay-panel")
    expect(panel).to_have_class("replay-panel docked")
    expect(panel).to_be_in_viewport(ratio=1)
    listing = page.locator(".listing").filter(has=figure).first
    expect(listing.locator(".replay-marks")).to_be_in_viewport()
    figure.locator(".timeline-words summary").scroll_into_view_if_needed()
    expect(panel).to_have_class("replay-panel")
    expect(panel).to_be_in_viewport(ratio=1)
    assert not page.evaluate(STICKING_OUT)
    press(figure, "Escape")
    expect(page.locator(".docked")).to_have_count(0)


def test_paper_shows_the_page_without_it(place):
    """What waits to be printed in the replay is printed on paper; controls aren't."""
    page = place("zh", FIRST)
    figure = open_player(figure_of(page, FIRST, "spawn"))
    page.emulate_media(media="print")
    for part in (".replay", ".replay-marks", ".replay-hand"):
        expect(page.locator(part).filter(visible=True)).to_have_count(0)
    hidden = page.locator(".replay-line").evaluate_all(
        """(lines) => lines.map((each) => getComputedStyle(each).visibility)
          .filter((each) => each !== "visible")"""
    )
    assert not hidden
    page.emulate_media(media="screen")
    press(figure, "Escape")
