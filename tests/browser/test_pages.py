"""Every page of the site in a real browser. It is opened once for all that is asked of
each page: what it loads, what it complains of, whether it fits a telephone, whether each
toggle on it works, who can read it."""

from pathlib import Path

import pytest
from playwright.sync_api import Error

from tests.browser.checks import STICKING_OUT, Watch, violations
from tests.browser.reader import (
    LANGUAGES,
    NARROW,
    READER,
    WIDE,
    address_in,
    go_dark,
    twin_of,
    wait_until_ready,
)
from tests.content.page_checks import report, source_files
from tests.site.fixtures import ROOT

MOST = 150_000  # bytes of a first visit, compressed
ELEMENTS = 2_000  # of a page that has loaded
ADDRESSES = [
    address_in(language, f"{Path(name).with_suffix('').as_posix()}/".removesuffix("index/"))
    for language in LANGUAGES
    for name in sorted(source_files(ROOT / "docs" / language))
]  # fmt: skip

# The words of the article without code and buttons, as the page shows them and as its
# twin's file has them.
WORDS = """(article) => {
  const copy = article.cloneNode(true), noise = ".twin, .headerlink, .highlight, .offer, "
    + ".md-content__button, .tabbed-set, .home > .listing, .replay, .lab-open, script, style";
  for (const each of copy.querySelectorAll(noise)) each.remove();
  return copy.textContent.split(/\\s+/).join(" ").trim();
}"""
PRESS_ALL = """() => {
  for (const each of document.querySelectorAll("article a.twin")) each.click();
}"""
ALL_PRESSED = """(pressed) => [...document.querySelectorAll("article a.twin")].every(
  (each) => each.getAttribute("aria-pressed") === pressed)"""


# Axe is slow, by the number of elements, also of those that are hidden, where it looks for
# nothing. Of the coloured words of code, one of each kind is enough.
FEWER = """() => {
  const hidden = "article .highlight code, .timeline-drawing, .timeline-steps, .proof";
  for (const each of document.querySelectorAll(hidden)) {
    if (!each.checkVisibility()) each.replaceChildren();
  }
  const seen = new Set();
  for (const each of document.querySelectorAll("article .highlight code span[class]")) {
    const kind = `${each.closest(".highlight").className} ${each.className}`;
    if (seen.has(kind)) each.replaceWith(each.textContent);
    seen.add(kind);
  }
}"""


@pytest.fixture(scope="session")
def window(browser, site_server):
    """One window for all pages, of a reader of English, and its watch: to open a window
    takes longer than to open a page."""
    context = browser.new_context(**READER | {"locale": "en-US"})
    yield context.new_page(), Watch(context, site_server)
    context.close()


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda each: each or "index")
def test_a_page_is_fit_to_be_seen(address, window, site_server):
    """It asks no other host, and neither fails nor complains. At 390 pixels it doesn't
    scroll sideways; wide code and tables scroll in themselves. With all toggles pressed
    it reads as its twin, and fits too; pressed again, as before. A first visit is light,
    and nothing moves when the page has been painted.
    Axe finds no violation, light and dark, the offer of English included."""
    page, watch = window
    site_server.log.clear()
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    page.goto(site_server.url + address)
    wait_until_ready(page)
    found = loaded(page) + page.evaluate(STICKING_OUT) + try_toggles(page)
    page.set_viewport_size(WIDE)
    page.evaluate(FEWER)
    found += [f"axe, light: {each}" for each in violations(page)]
    go_dark(page)
    found += [f"axe, dark: {each}" for each in violations(page, colours_alone=True)]
    complaints, watch.found = watch.found, []
    report(complaints + found + weight(address, site_server))


# What shifted since the page was opened, and how far, as browsers measure it.
SHIFTS = """() => new Promise((resolve) => {
  const found = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      const moved = sources.map(({ node, previousRect, currentRect }) =>
        `${node?.outerHTML?.slice(0, 100)} by ${currentRect.x - previousRect.x},`
        + ` ${currentRect.y - previousRect.y} pixels`);
      found.push(`the layout shifted by ${value}: ${moved.join("; ")}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(found), 50);
})"""


def loaded(page) -> list[str]:
    """Says if the page has too many elements, or moved while it loaded."""
    page.wait_for_load_state("networkidle")
    shifted = page.evaluate(SHIFTS)
    if shifted:  # a busy machine may paint before a stylesheet has come
        page.reload()
        wait_until_ready(page)
        page.wait_for_load_state("networkidle")
        shifted = page.evaluate(SHIFTS)
    count = page.locator("*").count()
    found = [f"{count} elements"] if count > ELEMENTS else []
    return found + shifted


def try_toggles(page) -> list[str]:
    """Presses all toggles, twice; returns what isn't as it should be."""
    here = f"({WORDS})(document.querySelector('article'))"
    before = page.evaluate(here)
    twin = page.evaluate(
        f"""async () => {{
          const answer = await fetch(document.querySelector(".switch").href);
          const twin = new DOMParser().parseFromString(await answer.text(), "text/html");
          return ({WORDS})(twin.querySelector("article"));
        }}"""
    )
    try:
        page.evaluate(PRESS_ALL)
        page.wait_for_function(ALL_PRESSED, arg="true")
        found = difference(twin, page.evaluate(here), "swapped")
        found += [f"swapped, {each}" for each in page.evaluate(STICKING_OUT)]
        page.evaluate(PRESS_ALL)
        page.wait_for_function(ALL_PRESSED, arg="false")
        return found + difference(before, page.evaluate(here), "swapped back")
    except Error as error:
        return [f"a toggle leaves the page, the twins differ: {error.message[:80]}"]


def difference(expected: str, found: str, when: str) -> list[str]:
    if expected == found:
        return []
    pairs = zip(expected + "\0", found + "\1", strict=False)
    start = next(index for index, (a, b) in enumerate(pairs) if a != b)
    part = slice(max(start - 20, 0), start + 50)
    return [f"{when}: expected …{expected[part]!r}, found …{found[part]!r}"]


def weight(address: str, server) -> list[str]:
    """Says if the page and all that came with it, but for its twin (that was for the
    toggles), are too heavy."""
    names = set(server.log) - {twin_of(address)}
    files = {name: server.weight(name) for name in names if server.file(name)}
    assert len(files) > 3 and address in files, "nothing was loaded"
    total = sum(files.values())
    return [f"a first visit is {total} bytes: {files}"] if total > MOST else []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_404_is_fit_to_be_seen(language, scheme, visit):
    """It fits a telephone, and axe finds no violation."""
    address = address_in(language, "no/such/page/")
    page = visit(address, missing=True, color_scheme=scheme, viewport=NARROW)
    report(page.evaluate(STICKING_OUT) + violations(page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_swapped_page_is_fit_too(language, visit):
    """On a telephone, with all sections in the other language."""
    page = visit(address_in(language, "listings/tabs/"), viewport=NARROW)
    page.evaluate(PRESS_ALL)
    page.wait_for_function(ALL_PRESSED, arg="true")
    report(page.evaluate(STICKING_OUT) + violations(page))
