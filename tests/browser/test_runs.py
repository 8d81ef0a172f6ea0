"""What a listing shows of its snippet's runs in a real browser: it is brought when a reader
is near, or asks; for paper all of it."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import LANGUAGES, NARROW, address_in
from tests.browser.replay import FIRST, SECOND, address_of, figure_of

RUN = "runs/listings/tabs/exit_code.html"
DRAWN = """() => [...document.querySelectorAll("figure.timeline svg.timeline-drawing")]
  .map((each) => each.childElementCount > 0)"""


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_drawing_is_brought_when_it_is_near(language, visit, server):
    """Once for all start methods, into its place, which has its size already; that of a
    tab that isn't open when it is opened."""
    server.log.clear()
    page = visit(address_of(language, FIRST), viewport={"width": 390, "height": 200})
    figures = f'figure[data-listing="{FIRST}.py"][data-method="%s"]'
    fork, spawn = (page.locator(figures % method) for method in ("fork", "spawn"))
    run = address_in(language, RUN)
    assert run not in server.log
    size = fork.locator(".timeline-drawing").evaluate(
        "svg => svg.getAttribute('height')"
    )
    fork.scroll_into_view_if_needed()
    expect(fork.locator("svg .bar").first).to_be_visible()
    assert (
        fork.locator(".timeline-drawing").evaluate("svg => svg.getAttribute('height')")
        == size
    )
    expect(spawn.locator("svg .bar")).to_have_count(0)
    page.locator(".listing").filter(has=fork).get_by_text(
        "spawn", exact=True
    ).first.click()
    expect(spawn.locator("svg .bar").first).to_be_visible()
    assert server.log.count(run) == 1


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_and_outcomes_are_brought_when_they_are_opened(language, visit):
    page = visit(address_of(language, FIRST))
    figure = figure_of(page, FIRST, "fork")
    figure.locator(".timeline-words summary").click()
    expect(figure.locator(".timeline-steps li").first).to_be_visible()
    expect(figure.locator(".timeline-words a")).to_have_count(0)
    proof = page.locator(".listing").filter(has=figure).locator(".verified")
    proof.locator("summary").click()
    expect(proof.locator("table tbody tr").first).to_be_visible()


def test_what_cannot_be_brought_stays_a_link(visit):
    page = visit(address_in("zh", ""), missing=True)
    page.route("**/runs/**", lambda route: route.fulfill(status=404))
    page.goto(page.url + FIRST.rpartition("/")[0] + "/")
    figure = figure_of(page, FIRST, "fork")
    figure.locator(".timeline-words summary").click()
    expect(figure.locator(".timeline-words a")).to_be_visible()


def test_paper_has_all_drawings(visit):
    """Those far away and in tabs that aren't open, too; they can be replayed afterwards."""
    page = visit(address_of("zh", SECOND), viewport=NARROW)
    assert not all(page.evaluate(DRAWN))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert all(page.evaluate(DRAWN))
    for method in ("fork", "spawn"):
        figure = figure_of(page, SECOND, method)
        expect(figure.locator(".replay-open")).to_be_visible()
