"""Both languages in a real browser: the switch, the toggles, the offer, 404."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reader import (
    LANGUAGES,
    OTHER,
    address_in,
    navigate,
    twin_of,
    wait_until_ready,
)

LOW = {"width": 1280, "height": 500}  # so that the page is longer than the window
PAGE, BEFORE = "listings/tabs/", ""  # the page, and the one that leads on to it
SECTION = "colour"  # of the page: has prose, a list, a table, and a listing with tabs

# What a section says, without its buttons: its heading's id → all its words.
SECTIONS = """() => {
  const sections = {};
  for (const heading of document.querySelectorAll("article :is(h1, h2, h3)[id]")) {
    const blocks = [heading];
    let next = heading.nextElementSibling;
    for (; next && !/^H[1-6]$/.test(next.tagName); next = next.nextElementSibling) {
      blocks.push(next);
    }
    sections[heading.id] = blocks.map((block) => {
      const copy = block.cloneNode(true);
      const made = ".twin, .headerlink, .md-code__nav, .tabbed-control, .replay, "
        + ".timeline-drawing, .timeline-words"; // these are brought later
      for (const each of copy.querySelectorAll(made)) each.remove();
      return copy.textContent.replace(/\\s+/g, " ").trim();
    });
  }
  return sections;
}"""


def scroll_to_a_section(page) -> str:
    """Scrolls to a section in the middle of the page, and returns its id."""
    heading = page.evaluate(
        """() => {
          const headings = [...document.querySelectorAll("article h2[id]")];
          const top = (each) => each.getBoundingClientRect().top + scrollY;
          const last = document.documentElement.scrollHeight - innerHeight;
          const tall = headings.filter((each, index) => index > 0 && top(each) < last
            && (index + 1 === headings.length
                || top(headings[index + 1]) - top(each) > innerHeight / 2));
          scrollTo({ top: top(tall[0]) - 80, behavior: "instant" });
          return tall[0].id;
        }"""
    )
    page.wait_for_function("() => scrollY > 0")
    return heading


def is_in_sight(page, heading: str):
    """Waits until the heading is there, and in the upper half of the window."""
    page.wait_for_function(
        """(id) => {
          const { top, bottom } = document.getElementById(id)?.getBoundingClientRect() ?? {};
          return top >= 0 && bottom < innerHeight / 2;
        }""",
        arg=heading,
    )


# --- The switch in the header ------------------------------------------------


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_switch_keeps_page_and_heading(language, visit, server):
    """It leads to the same page, and to the heading that the reader is at."""
    address = address_in(language, PAGE)
    page = visit(address, viewport=LOW)
    page.locator(".switch").click()
    expect(page).to_have_url(server.url + twin_of(address))
    expect(page.locator("html")).to_have_attribute("lang", OTHER[language])

    page.goto(address)
    wait_until_ready(page)
    heading = scroll_to_a_section(page)
    page.locator(".switch").evaluate("link => link.click()")  # and doesn't scroll first
    expect(page).to_have_url(f"{server.url}{twin_of(address)}#{heading}")
    is_in_sight(page, heading)


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_switch_follows_instant_navigation(language, visit, server):
    """The header stays in place then; its switch still leads to the page's twin."""
    address = address_in(language, PAGE)
    page = visit(address_in(language, BEFORE), viewport=LOW)
    navigate(page, page.locator("a.md-footer__link--next"))
    assert page.url.split("#")[0] == server.url + address
    heading = scroll_to_a_section(page)
    page.locator(".switch").evaluate("link => link.click()")  # and doesn't scroll first
    expect(page).to_have_url(f"{server.url}{twin_of(address)}#{heading}")
    expect(page.locator("html")).to_have_attribute("lang", OTHER[language])


# --- The toggle beside each heading --------------------------------------------


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_toggle_swaps_its_section_and_back(language, visit):
    """From the keyboard, in place, that section alone; the focus stays."""
    address = address_in(language, PAGE)
    page = visit(address)
    twin = visit(twin_of(address)).evaluate(SECTIONS)
    toggle = page.locator(f"[id='{SECTION}'] a.twin")
    before, url = page.evaluate(SECTIONS), page.url

    page.bring_to_front()  # Firefox gives the focus to one window
    toggle.focus()
    page.keyboard.press("Shift+Tab")
    expect(toggle).not_to_be_focused()
    page.keyboard.press("Tab")
    expect(toggle).to_be_focused()  # it is in the order of the tab key
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        expect(toggle).to_have_attribute("aria-pressed", "true")
        expect(toggle).to_be_focused()
        assert page.evaluate(SECTIONS) == before | {SECTION: twin[SECTION]}

        page.keyboard.press(key)
        expect(toggle).to_have_attribute("aria-pressed", "false")
        expect(toggle).to_be_focused()
        assert page.evaluate(SECTIONS) == before
    assert page.url == url


@pytest.mark.parametrize("language", LANGUAGES)
def test_swapped_words_say_their_language(language, visit):
    """So that they are read aloud and hyphenated rightly; others stay as they are."""
    address = address_in(language, PAGE)
    page = visit(address)
    page.locator(f"[id='{SECTION}'] a.twin").click()
    expect(page.locator(f"[id='{SECTION}'] a.twin[aria-pressed=true]")).to_be_visible()
    found = page.evaluate(
        """(id) => {
          const heading = document.getElementById(id), found = [[], []];
          const words = [heading.firstElementChild];
          let next = heading.nextElementSibling;
          for (; next && !/^H[1-6]$/.test(next.tagName); next = next.nextElementSibling) {
            words.push(...(next.matches("p") ? [next] : next.querySelectorAll("p, li, td")));
          }
          for (const each of document.querySelectorAll("article :is(h2, p)")) {
            if (each.matches(".offer")) continue;
            const swapped = words.includes(each) || each === heading;
            if (!swapped) found[1].push(each.closest("[lang]").lang);
          }
          found[0] = words.map((each) => each.closest("[lang]").lang);
          return found.map((each) => [...new Set(each)]);
        }""",
        SECTION,
    )
    assert found == [[OTHER[language]], [language]]


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_listings_stay_in_place_and_work(language, visit):
    """A swap leaves code and transcripts alone: the same nodes, tabs, copy, download."""
    address = address_in(language, PAGE)
    page = visit(address, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate(
        "document.querySelectorAll('.highlight').forEach((n) => n.own = true)"
    )
    toggle = page.locator(f"[id='{SECTION}'] a.twin")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(
        "[...document.querySelectorAll('.highlight')].every((n) => n.own)"
    )

    listing = page.locator(f"[id='{SECTION}'] ~ .listing:has(.tabbed-set)").first
    method = listing.locator(".tabbed-labels label").last
    method.click()
    expect(listing.locator(".tabbed-block").last).to_be_visible()
    expect(listing.locator(".tabbed-block").first).to_be_hidden()

    listing.locator(".highlight").first.hover()
    listing.locator(".md-code__button[data-md-type=copy]").click()
    code = listing.locator(".highlight").first.locator("code").text_content()
    page.wait_for_function(
        "async (code) => (await navigator.clipboard.readText()).trim() === code.trim()",
        arg=code,
    )
    with page.expect_download() as download:
        listing.locator("a.download").first.click()
    assert download.value.path().read_text("utf-8").strip() == code.strip()


# --- Without JavaScript -----------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_both_are_links(language, visit, server):
    """The switch leads to the page's twin, the toggle to the heading's."""
    address = address_in(language, PAGE)
    page = visit(address, scripts=False)
    page.locator(".switch").click()
    expect(page).to_have_url(server.url + twin_of(address))
    expect(page.locator("html")).to_have_attribute("lang", OTHER[language])

    page.goto(address)
    page.locator(f"[id='{SECTION}'] a.twin").click()
    expect(page).to_have_url(f"{server.url}{twin_of(address)}#{SECTION}")
    expect(page.locator(f"[id='{SECTION}']")).to_be_in_viewport()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_each_tab_can_be_read(language, visit, server):
    """It shows its transcript, the way to its timeline or both; what needs a script isn't
    offered. The timeline has a page of its own, with its steps in words."""
    address = address_in(language, PAGE)
    page = visit(address, scripts=False, locale="en-US")
    offered = page.locator(".offer, .md-code__button, .replay").filter(visible=True)
    expect(offered).to_have_count(0)
    for tabs in page.locator(".tabbed-set").all():
        labels = tabs.locator(".tabbed-labels label").all()
        blocks = tabs.locator(".tabbed-block")
        assert len(labels) == blocks.count() > 1
        for index, label in enumerate(labels):
            label.click()
            expect(blocks.filter(visible=True)).to_have_count(1)
            expect(blocks.nth(index)).to_be_visible()
            shown = blocks.nth(index).locator("pre, .timeline-words summary")
            expect(shown.last).to_be_visible()
    words = page.locator(".timeline-words").filter(visible=True).first
    words.locator("summary").click()
    words.locator("a").click()
    run = page.locator("section:target")
    expect(run.locator("svg.timeline-drawing .bar").first).to_be_visible()
    expect(run.locator(".timeline-steps li").first).to_be_visible()
    page.locator("main > p > a").click()
    expect(page).to_have_url(re.compile(re.escape(server.url + address) + "#.*[.]py$"))


# --- The offer of the English page --------------------------------------------------


def test_a_reader_of_english_is_offered_the_english_page(visit, server):
    """One line on a Chinese page, also after instant navigation; it leads to the twin."""
    page = visit("", locale="en-US")
    expect(page.locator(".offer")).to_be_visible()
    expect(page.locator(".offer")).to_have_attribute("lang", "en")
    navigate(page, page.locator("a.md-footer__link--next"))
    expect(page.locator(".offer")).to_be_visible()
    page.goto("replay/steps/")
    wait_until_ready(page)
    page.locator(".offer a").click()
    expect(page).to_have_url(server.url + "en/replay/steps/")
    expect(page.locator(".offer")).to_have_count(0)


@pytest.mark.parametrize("locale", ["zh-CN", "zh-TW", "ja-JP"])
def test_other_readers_are_not(locale, visit):
    """Who doesn't ask for English sees no offer."""
    page = visit("", locale=locale)
    expect(page.locator(".offer")).to_be_hidden()


def test_the_answer_to_the_offer_is_remembered(visit):
    """Dismissed once, it stays away: on this page, on others, after a reload."""
    page = visit("", locale="en-US")
    page.locator(".offer button").click()
    expect(page.locator(".offer")).to_be_hidden()
    page.reload()
    wait_until_ready(page)
    expect(page.locator(".offer")).to_be_hidden()
    navigate(page, page.locator("a.md-footer__link--next"))
    expect(page.locator(".offer")).to_be_hidden()


# --- 404, and other addresses --------------------------------------------------------


@pytest.mark.parametrize("place", ["server", "plain_server"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_page_leads_home(language, place, visit, request):
    """404 speaks the language of the address first, then the other, and links work."""
    server = request.getfixturevalue(place)
    address = address_in(language, "no/such/page/")
    server.log.clear()
    for link in (0, 1):
        page = visit(address, missing=True, server=server)
        assert page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus") == 404  # fmt: skip
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("main h1")).to_be_visible()
        expect(page.locator(f"main [lang={OTHER[language]}] a")).to_be_visible()
        page.locator("main a").nth(link).click()
        home = (language, OTHER[language])[link]
        expect(page).to_have_url(server.url + address_in(home, ""))
        expect(page.locator("html")).to_have_attribute("lang", home)
        expect(page.locator("article h1")).to_be_visible()


def test_the_site_works_from_a_plain_folder(visit, plain_server):
    """Built without any address, and served at the root of a host."""
    page = visit("", server=plain_server)
    page.locator("a.md-footer__link--next").click()
    page.wait_for_url(lambda url: url != plain_server.url)
    wait_until_ready(page)
    address = page.url.removeprefix(plain_server.url)
    toggle = page.locator("article h1 a.twin")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    page.locator(".switch").click()
    expect(page).to_have_url(plain_server.url + twin_of(address))
