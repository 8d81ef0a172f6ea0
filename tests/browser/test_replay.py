"""The replay of the timelines in a real browser: it plays, obeys the keyboard, leaves
nothing behind, is loaded only where needed, and fits."""

import pytest
from playwright.sync_api import expect

from tests.browser.checks import STICKING_OUT, violations
from tests.browser.reader import (
    LANGUAGES,
    LARGE,
    MIDDLE,
    NARROW,
    OTHER,
    address_in,
    go_dark,
    navigate,
)
from tests.browser.replay import (
    FIRST,
    SECOND,
    address_of,
    check,
    events,
    figure_of,
    open_player,
    press,
    shown,
    standing,
    value,
)
from tests.content.page_checks import report

# --- Playing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "motion",
    [
        pytest.param("reduce", marks=pytest.mark.engines),
        "no-preference",
    ],  # Firefox has one
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_plays_to_the_end(language, motion, visit):
    """Fast, and silent to those who listen; it stops there, and plays again from the
    start. Nothing glides where the reader wants no motion."""
    page = visit(address_of(language, SECOND), reduced_motion=motion)
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


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_is_enough(language, visit):
    """Space and k play and pause, arrows step, Home and End jump, Escape closes; a
    control that has a use of its own for a key keeps it."""
    page = visit(address_of(language, FIRST))
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


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_closing_restores_the_page(language, visit):
    """By Escape or the button; by choosing another tab or starting another replay."""
    page = visit(address_of(language, FIRST))
    for method in ("fork", "spawn"):  # their steps are there from now on
        figure = open_player(figure_of(page, FIRST, method))
        press(figure, "Escape")
    listing = page.locator(".listing").filter(has=figure).first
    page.evaluate("document.activeElement.blur()")
    before = html(page, FIRST)
    for way in ("Escape", "button", "tab", "other"):
        open_player(figure)
        press(figure, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
        assert listing.evaluate("(listing) => listing.outerHTML") != before, way
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


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_works_after_its_section_was_swapped(language, visit):
    """The toggle closes what is open; the figure in the other language has a player of
    its own, in its language; and so has the first, when it is back."""
    page = visit(address_of(language, FIRST))
    figure = open_player(figure_of(page, FIRST, "spawn"))
    press(figure, "End")
    toggle = page.locator("#exit-code a.twin")
    named = {"zh": "回放", "en": "Replay"}
    for pressed, shown_in in (("true", OTHER[language]), ("false", language)):
        toggle.click()
        expect(toggle).to_have_attribute("aria-pressed", pressed)
        open_parts = page.locator(".replay-panel, .replay-marks, .replay-line")
        expect(open_parts).to_have_count(0)
        figure = figure_of(page, FIRST, "spawn")
        expect(figure.locator(".replay-open")).to_have_text(named[shown_in])
        open_player(figure)
        check(shown(figure), FIRST, "spawn", 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_instant_navigation_closes_it(language, visit, server):
    """And on the next page each timeline has its player."""
    page = visit(address_of(language, FIRST))
    open_player(figure_of(page, FIRST, "fork"))
    page.evaluate("scrollTo(0, 0)")  # where navigate() knows that Material noted it
    links = page.locator(".md-nav--primary a[href]:visible")
    there = server.url + address_of(language, SECOND)
    [link] = [each for each in links.all() if each.evaluate("a => a.href") == there]
    navigate(page, link)
    expect(page.locator(".replay-panel")).to_have_count(0)
    figure = open_player(figure_of(page, SECOND, "fork"))
    check(shown(figure), SECOND, "fork", 0)
    expect(figure.locator(".replay-bar")).to_have_css("display", "flex")


# --- How it loads and how it fits ----------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_small_and_loaded_only_where_needed(language, visit, server):
    """A page without timelines never asks for it; one with timelines does, in time. Less
    than 10 KB compressed, scripts and styles together."""
    server.log.clear()
    page = visit(address_in(language, ""))
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    everywhere = {*server.log, address_of(language, FIRST)}
    page = visit(address_of(language, FIRST))
    expect(figure_of(page, FIRST, "fork").locator(".replay-open")).to_be_visible()
    new = {name for name in server.log if "runs/" not in name} - everywhere
    sizes = {name: server.weight(name) for name in new}
    assert {name.rpartition(".")[2] for name in sizes} == {"js", "css"}, sizes
    assert sum(sizes.values()) < 10_000, sizes


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_open_fits_and_is_accessible(language, visit):
    """In windows of each size, at a step where several processes stand and wait, and at
    the end; light and dark."""
    page = visit(address_of(language, FIRST))
    figure = open_player(figure_of(page, FIRST, "spawn"))
    steps = events(FIRST, "spawn")
    busy = max(range(len(steps)), key=lambda step: len(standing(steps[: step + 1])))
    press(figure, *["ArrowRight"] * busy)
    found = []
    for size in (NARROW, MIDDLE, LARGE):
        page.set_viewport_size(size)
        found += page.evaluate(STICKING_OUT) + violations(page)
    press(figure, "End")
    found += violations(page, colours_alone=True)
    go_dark(page)
    found += violations(page, colours_alone=True)
    press(figure, "Home", *["ArrowRight"] * busy)
    report(found + violations(page, colours_alone=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_controls_stay_in_sight(language, visit):
    """In a window too low for program and drawing, they are at its lower edge while the
    program is read, and in their own place below."""
    page = visit(address_of(language, FIRST), viewport={"width": 390, "height": 500})
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


def test_paper_shows_the_page_without_it(visit):
    """What waits to be printed in the replay is printed on paper; controls aren't."""
    page = visit(address_of("zh", FIRST))
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
