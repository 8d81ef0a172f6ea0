"""Every page in a real browser: what it loads, what it complains of, who can read it,
whether it fits a telephone, and whether each toggle on it works; search and colours."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error, expect, sync_playwright

from tests.browser.browser import (
    context_of,
    language_of,
    launch,
    navigate,
    richest,
    serve,
    twin_of,
    wait_until_ready,
)
from tests.content.page_checks import report
from tests.site.fixtures import SITE_URL

LANGUAGES = ("zh", "en")
NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}
COLOURS = ["color-contrast", "link-in-text-block"]  # axe's rules that look at colours

# All that sticks out of the window sideways, except what can be scrolled there, and
# what is wholly outside: the drawer, the links for keyboards.
STICKING_OUT = """() => {
  const found = [], width = document.scrollingElement.scrollWidth;
  if (width > innerWidth) found.push(`the page is ${width} pixels wide`);
  const scrolls = (each) => ["auto", "scroll"].includes(getComputedStyle(each).overflowX);
  for (const each of document.body.querySelectorAll("*")) {
    const { left, right, height } = each.getBoundingClientRect();
    const inside = left >= -1 && right <= innerWidth + 1;
    if (inside || left >= innerWidth || right <= 0 || !height) continue;
    if (each.ownerSVGElement || !each.checkVisibility({ visibilityProperty: true })) continue;
    let around = each.parentElement;
    while (around && !scrolls(around)) around = around.parentElement;
    if (around && around !== document.body) continue;
    found.push(`${Math.round(left)} to ${Math.round(right)}: ${each.outerHTML.slice(0, 90)}`);
  }
  return found;
}"""

# The words of the article without code and buttons, as the page shows them and as its
# twin's file has them.
WORDS = """(article) => {
  const copy = article.cloneNode(true), noise = ".twin, .headerlink, .highlight, .offer, "
    + ".md-content__button, .tabbed-set, .home > .listing, .replay, script, style";
  for (const each of copy.querySelectorAll(noise)) each.remove();
  return copy.textContent.split(/\\s+/).join(" ").trim();
}"""
PRESS_ALL = """() => {
  for (const each of document.querySelectorAll("article a.twin")) each.click();
}"""
ALL_PRESSED = """(pressed) => [...document.querySelectorAll("article a.twin")].every(
  (each) => each.getAttribute("aria-pressed") === pressed)"""

# Of the coloured words of code, one of each kind is enough for axe, which is slow.
ONE_OF_EACH = """() => {
  const seen = new Set();
  for (const each of document.querySelectorAll("article .highlight code span[class]")) {
    const kind = `${each.closest(".highlight").className} ${each.className}`;
    if (seen.has(kind)) each.replaceWith(each.textContent);
    seen.add(kind);
  }
}"""


@dataclass
class Seen:
    """What a visit to a page has found, one list for each promise."""

    watch: list[str] = field(default_factory=list)
    loaded: dict[str, int] = field(default_factory=dict)  # file → compressed bytes
    axe: dict[str, list[str]] = field(default_factory=dict)
    sticking_out: list[str] = field(default_factory=list)
    toggles: list[str] = field(default_factory=list)


def violations(page, rules: list[str] | None = None) -> list[str]:
    """Returns what axe finds, as lines to read; by all of its rules, or by these."""
    # Colours in transition would be measured on their way.
    page.evaluate(
        "document.getAnimations().filter((each) => each instanceof CSSTransition)"
        ".forEach((each) => each.finish())"
    )
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    found = page.evaluate(
        "async (options) => (await axe.run(options)).violations", options
    )
    return [
        f"{each['id']}: {each['help']}: {node['html'][:120]}"
        f" ({node['failureSummary'].splitlines()[-1].strip()})"
        for each in found
        for node in each["nodes"]
    ]


def try_toggles(page) -> list[str]:
    """Presses all toggles: the page then reads as its twin; and back."""
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


def look(folder: Path, addresses: list[str]) -> dict[str, Seen]:
    """Visits pages one after the other, as a reader of English does, with a server and
    a browser of its own."""
    found = {}
    with (
        contextmanager(serve)(folder, urlsplit(SITE_URL).path) as server,
        sync_playwright() as playwright,
    ):
        context, watch = context_of(launch(playwright), server, locale="en-US")
        page = context.new_page()
        for address in addresses:
            seen = found[address] = Seen()
            server.log.clear()
            page.emulate_media(color_scheme="light")
            page.set_viewport_size(NARROW)
            page.goto(address)
            wait_until_ready(page)
            seen.sticking_out = page.evaluate(STICKING_OUT)
            seen.toggles = try_toggles(page)
            page.set_viewport_size(WIDE)
            page.evaluate(ONE_OF_EACH)
            seen.axe["light"] = violations(page)
            page.emulate_media(color_scheme="dark")
            page.wait_for_selector("body[data-md-color-scheme=slate]")
            seen.axe["dark"] = violations(page, COLOURS)
            names = set(server.log) - {twin_of(address)}  # that one is for the toggles
            seen.loaded = {name: server.weight(name) for name in names if server.file(name)}  # fmt: skip
            seen.watch, watch.found = watch.found, []
        context.browser.close()
    return found


@pytest.fixture(scope="module")
def seen(chromium, published_site, pages):
    """What visits to all pages have found: each page is visited once, two at a time."""
    names = sorted(pages)
    with ThreadPoolExecutor(2) as pool:
        halves = pool.map(look, [published_site] * 2, [names[::2], names[1::2]])
        found = {name: seen for half in halves for name, seen in half.items()}
    assert sorted(found) == names
    return {name: found[name] for name in names}


def complain(seen: dict[str, Seen], kind) -> None:
    """Fails with everything of this kind that was found, each with its page."""
    report([f"/{name}: {each}" for name, visit in seen.items() for each in kind(visit)])


def test_no_page_asks_another_host_or_complains(seen):
    """No request to another host, none that fails, no error or warning of the console."""
    complain(seen, lambda visit: visit.watch)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme, seen):
    """On any page, the offer of English included."""
    complain(seen, lambda visit: visit.axe[scheme])


def test_nothing_sticks_out_of_a_telephone(seen):
    """At 390 pixels no page scrolls sideways; wide code and tables scroll in themselves."""
    complain(seen, lambda visit: visit.sticking_out)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["no/such/page/", "en/no/such/page/"])
def test_404_is_fit_to_be_seen(address, scheme, visit):
    """It fits a telephone, and axe finds no violation."""
    page = visit(address, missing=True, color_scheme=scheme, viewport=NARROW)
    report(page.evaluate(STICKING_OUT) + violations(page))


def test_each_toggle_swaps_its_section_and_back(seen):
    """With all of them pressed, a page reads as its twin; pressed again, as before."""
    complain(seen, lambda visit: visit.toggles)


def test_a_first_visit_is_light(seen):
    """At most 150 KB compressed, all that the browser really loads but for the search
    index."""
    heavy = []
    for address, visit in seen.items():
        files = {
            name: size
            for name, size in visit.loaded.items()
            if not name.endswith("search_index.json")
        }
        assert len(files) > 3 and address in files, f"/{address}: nothing was loaded"
        if sum(files.values()) > 150_000:
            heavy.append(f"/{address}: {sum(files.values())} bytes: {files}")
    report(heavy)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_swapped_page_is_fit_too(language, visit, pages):
    """On a telephone, with all sections in the other language."""
    page = visit(richest(pages, language, "article h2")[0], viewport=NARROW)
    page.evaluate(PRESS_ALL)
    page.wait_for_function(ALL_PRESSED, arg="true")
    report(page.evaluate(STICKING_OUT) + violations(page))


# --- Search ----------------------------------------------------------------------------

QUERIES = {
    "exit-code-zh": ("zh", "退出代码", "process/exitcode/"),
    "daemon-zh": ("zh", "守护进程", "process/daemon/"),
    "zombie-zh": ("zh", "僵尸", ""),
    "exitcode-zh": ("zh", "exitcode", "process/exitcode/"),
    "exitcode-en": ("en", "exitcode", "en/process/exitcode/"),
    "daemon-en": ("en", "daemon", "en/process/daemon/"),
    "zombie-en": ("en", "zombie", ""),
}


@pytest.mark.parametrize("language, query, wanted", QUERIES.values(), ids=QUERIES)
def test_search_finds_words_in_the_right_language(
    language, query, wanted, visit, pages, server
):
    """All results are pages of the reader's language; the page about the words is the
    first; a result leads to a page that holds them."""
    page = visit(richest(pages, language, "article h2")[0])
    page.locator(".md-search__input").fill(query)
    page.keyboard.press("End")  # the search listens to keys
    results = page.locator(".md-search-result__item > a")
    expect(results.first).to_be_visible()
    found = [each.evaluate("a => a.href") for each in results.all()]
    names = [
        each.split("?")[0].split("#")[0].removeprefix(server.url) for each in found
    ]
    assert {language_of(name) for name in names} == {language}
    assert all(name in pages for name in names)
    assert names[0] == wanted or not wanted, names
    results.first.click()
    page.wait_for_url(
        lambda url: url.split("?")[0].split("#")[0] == server.url + names[0]
    )
    expect(page.locator(".md-content article")).to_contain_text(query, ignore_case=True)


# --- Colours ---------------------------------------------------------------------------

BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def shows_scheme(page, scheme: str):
    """Waits for a scheme, and checks that the page really is light or dark."""
    name = {"light": "default", "dark": "slate"}[scheme]
    page.wait_for_selector(f"body[data-md-color-scheme={name}]")
    parts = page.evaluate(f"{BACKGROUND}.match(/[\\d.]+/g).map(Number).slice(0, 3)")
    assert (sum(parts) > 3 * 127) == (scheme == "light"), parts


def test_colours_follow_the_system(visit):
    """Without a choice, from the first moment and when the system changes."""
    page = visit("", color_scheme="dark")
    shows_scheme(page, "dark")
    page.emulate_media(color_scheme="light")
    shows_scheme(page, "light")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("system, clicks, chosen", [("light", 2, "dark"), ("dark", 1, "light")])  # fmt: skip
def test_a_chosen_scheme_is_remembered(language, system, clicks, chosen, visit, pages):
    """After a reload, on other pages, and on those of the other language."""
    address = richest(pages, language, "article h2")[0]
    page = visit(address, color_scheme=system)
    for _ in range(clicks):
        label = page.locator(".md-header__option label:visible")
        before = label.get_attribute("title")
        label.click()
        expect(page.locator(".md-header__option label:visible")).not_to_have_attribute("title", before)  # fmt: skip
    shows_scheme(page, chosen)
    page.reload()
    wait_until_ready(page)
    shows_scheme(page, chosen)
    navigate(
        page, page.locator("a.md-footer__link--next, a.md-footer__link--prev").first
    )
    shows_scheme(page, chosen)
    page.goto(twin_of(address))
    wait_until_ready(page)
    shows_scheme(page, chosen)
