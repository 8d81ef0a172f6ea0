"""The proof on the site in a real browser: the line below a listing that tells more, and
the verification matrix. The results are made up: tests/site/made_results.py."""

import pytest
from playwright.sync_api import expect

from harness.snippets import SNIPPETS, discover
from tests.browser.checks import STICKING_OUT, violations
from tests.browser.reader import (
    LANGUAGES,
    LARGE,
    MIDDLE,
    NARROW,
    WIDE,
    address_in,
    go_dark,
    wait_until_ready,
)
from tests.content.page_checks import report
from tests.site.fixtures import BROKEN, ROOT

PAGE = "listings/tabs/"  # with the listing that failed once, and one before it
SLUG = BROKEN[0]


def mark(page, slug: str = SLUG):
    """Returns the line below a listing that says by what it was verified."""
    return page.locator(f'.listing-foot:has([id="{slug}.py"]) details.verified')


@pytest.fixture
def listings(visit):
    """Opens the page with the listing that failed once; returns the page."""
    return lambda language, **options: visit(address_in(language, PAGE), **options)


# --- The line below a listing -----------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_click_tells_more_and_another_less(language, scripts, listings):
    """A table of all interpreters, the failed cell among them; without scripts it is on a
    page of its own."""
    page = listings(language, scripts=scripts)
    line = mark(page)
    expect(line.locator("summary")).to_be_visible()
    expect(line.locator(".proof")).to_be_hidden()
    line.locator("summary").click()
    expect(line.locator(".proof")).to_be_visible()
    table = line.locator("table")
    if not scripts:
        line.locator(".proof a[href*=runs]").click()
        table = page.locator("#verified table")
    expect(table).to_be_visible()
    expect(table.locator("tbody tr")).to_have_count(9)
    expect(table.locator("td.failed")).to_have_count(1)
    if scripts:
        line.locator("summary").click()
        page.mouse.move(0, 0)
        expect(line.locator(".proof")).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_opens_and_escape_closes(language, listings):
    """The focus stays on the line, and the next tab leads to the matrix."""
    page = listings(language)
    line = mark(page)
    line.locator("summary").focus()
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        expect(line.locator(".proof")).to_be_visible()
        page.keyboard.press("Escape")
        expect(line.locator(".proof")).to_be_hidden()
        expect(line.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(line.locator(".proof")).to_be_visible()
    page.keyboard.press("Tab")
    expect(line.locator(".proof a")).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
def test_hovering_tells_more(language, listings):
    """Also over what it tells, so that it can be read; Escape takes it away at once."""
    page = listings(language)
    line = mark(page)
    line.locator("summary").hover()
    expect(line.locator(".proof")).to_be_visible()
    page.wait_for_function(
        "(each) => getComputedStyle(each).visibility === 'visible'",
        arg=line.locator(".proof").element_handle(),
    )
    line.locator(".proof thead th").first.hover()
    expect(line.locator(".proof")).to_be_visible()
    page.keyboard.press("Escape")
    expect(line.locator(".proof")).to_be_hidden()
    page.mouse.move(0, 0)
    line.locator("summary").hover()
    expect(line.locator(".proof")).to_be_visible()
    page.mouse.move(0, 0)
    expect(line.locator(".proof")).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_is_open_at_a_time(language, listings):
    """Another one that is opened closes it; so does a click elsewhere, not one inside."""
    page = listings(language)
    first, second = mark(page, "listings/tabs/colour"), mark(page)
    first.locator("summary").click()
    second.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(second).to_have_attribute("open", "")
    expect(first).not_to_have_attribute("open", "")
    second.locator("thead th").first.click()
    expect(second).to_have_attribute("open", "")
    page.locator("article h1").click(position={"x": 1, "y": 1})
    expect(second).not_to_have_attribute("open", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_open_fits_and_is_accessible(language, listings):
    """In windows of each size it doesn't stick out, and axe finds no violation, light
    and dark."""
    page = listings(language)
    mark(page).locator("summary").click()
    found = []
    for size in (NARROW, MIDDLE, WIDE):
        page.set_viewport_size(size)
        found += page.evaluate(STICKING_OUT) + violations(page)
    go_dark(page)
    report(found + violations(page, colours_alone=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_works_after_its_section_was_swapped(language, listings):
    """In the other language, with its link to the matrix of that language."""
    page = listings(language)
    toggle = page.locator("#exit-code a.twin")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(mark(page)).to_have_count(1)
    mark(page).locator("summary").click()
    other = {"zh": "en/matrix/", "en": "/multiprocessing/matrix/"}[language]
    link = mark(page).locator(".proof a[href*=matrix]")
    expect(link).to_be_visible()
    assert other in link.evaluate("a => a.href")


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_the_line_alone(language, listings):
    """By what it was verified, without what could be opened, even if it is open."""
    page = listings(language)
    mark(page).locator("summary").click()
    page.emulate_media(media="print")
    expect(mark(page).locator("summary")).to_be_visible()
    expect(page.locator(".proof").filter(visible=True)).to_have_count(0)


# --- The matrix -------------------------------------------------------------------


# Scrolls the matrix; returns where its head, the name of a row and the row are, before
# and after.
SCROLL = """(matrix) => {
  const row = [...matrix.querySelectorAll("tbody tr")].at(-9);
  const places = () => [
    matrix.querySelector("thead").getBoundingClientRect().top,
    row.querySelector("th").getBoundingClientRect().left,
    row.getBoundingClientRect().top,
  ].map(Math.round);
  matrix.scrollTo({ left: 0, top: 0, behavior: "instant" });
  const before = places();
  matrix.scrollTo({ left: 200, top: 300, behavior: "instant" });
  return [before, places()];
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_matrix_scrolls_in_itself(language, visit, site_server):
    """In windows of each size: nothing sticks out of the page; the head and the names of
    the snippets stay; a hundred rows don't make the page longer."""
    page = visit(address_in(language, "matrix/"), server=site_server)
    for size in (NARROW, MIDDLE, LARGE):
        page.set_viewport_size(size)
        report(page.evaluate(STICKING_OUT))
        before, after = page.locator(".matrix").evaluate(SCROLL)
        assert after == [before[0], before[1], before[2] - 300], size
        article = page.locator("article").bounding_box()["height"]
        assert article < 4 * size["height"], size


# The row is in sight: below the head of the matrix, and that below the page's header.
IN_SIGHT = """(id) => {
  const row = document.getElementById(id)?.getBoundingClientRect();
  const head = document.querySelector(".cells thead")?.getBoundingClientRect();
  const header = document.querySelector(".md-header").getBoundingClientRect();
  return head && head.top >= header.bottom && row.top >= head.bottom
    && row.bottom <= innerHeight;
}"""


@pytest.mark.parametrize("size", [NARROW, LARGE], ids=lambda size: str(size["width"]))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_a_row_shows_it(language, size, visit, site_server):
    """In the middle of the matrix, which scrolls to it, as the page does."""
    known = discover(ROOT / SNIPPETS)
    row = f"{known[len(known) // 2].slug}.py"
    page = visit(address_in(language, f"matrix/#{row}"), server=site_server, viewport=size)  # fmt: skip
    page.wait_for_function(IN_SIGHT, arg=row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_listing_and_its_row_lead_to_each_other(language, visit, server):
    """By instant navigation."""
    # So tall that nothing has to be scrolled: Material takes a place that it has not
    # noted yet along to the next page, and only a test is quick enough for that.
    page = visit(address_in(language, PAGE), viewport={"width": 1280, "height": 4000})
    page.evaluate("window.stays = true")
    mark(page).locator("summary").click()
    mark(page).locator(".proof a[href*=matrix]").click()
    page.wait_for_function(IN_SIGHT, arg=f"{SLUG}.py")
    assert page.url == server.url + address_in(language, f"matrix/#{SLUG}.py")
    wait_until_ready(page)
    page.locator(f'[id="{SLUG}.py"]').click()
    expect(mark(page)).to_be_in_viewport()
    # Material tracks headings: it may have put one in place of the listing by now.
    assert page.url.split("#")[0] == server.url + address_in(language, PAGE)
    assert page.evaluate("window.stays === true")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_matrix_is_read_without_scripts_and_by_ear(language, visit):
    """Words for each cell, hidden from sight; the keyboard reaches the region."""
    page = visit(address_in(language, "matrix/"), scripts=False)
    region = page.get_by_role("region")
    expect(region.locator("tbody tr:has(td b)").first).to_be_visible()
    tree = region.aria_snapshot()
    failed = {"zh": "fork 和 spawn 通过，forkserver 失败", "en": "fork and spawn passed, forkserver failed"}  # fmt: skip
    assert failed[language] in tree and "✓" not in tree
    region.focus()
    expect(region).to_be_focused()
