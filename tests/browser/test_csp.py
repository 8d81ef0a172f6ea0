"""The Content-Security-Policy in a real browser: it blocks what doesn't belong to the
site, and nothing that does. That nothing is blocked on a visit is tested with every page
that is opened: see checks.py."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import (
    LANGUAGES,
    READER,
    address_in,
    navigate,
    wait_until_ready,
)
from tests.content.page_checks import report

TAGS = "Object.assign(document.createElement"  # an element with these properties

# What somebody might smuggle into a page → the directive that blocks it.
ATTACKS = {
    "document.head.append(%s('script'), { text: 'window.bitten = 1' }))": "script-src-elem",
    "document.head.append(%s('script'), { src: 'https://example.org/a.js' }))": "script-src-elem",
    "document.head.append(%s('script'), { src: 'data:text/javascript,bitten=1' }))": "script-src-elem",
    "document.body.setAttribute('onclick', 'window.bitten = 1'); document.body.click()": "script-src-attr",
    "%s('a'), { href: 'javascript:window.bitten=1' }).click()": "script-src-elem",
    "setTimeout('window.bitten = 1')": "script-src",
    "new Worker(URL.createObjectURL(new Blob([''])))": "worker-src",
    "document.head.append(%s('style'), { textContent: 'a { color: red }' }))": "style-src-elem",
    "document.head.append(%s('link'), { rel: 'stylesheet', href: 'https://example.org/a.css' }))": "style-src-elem",
    "document.body.setAttribute('style', 'color: red')": "style-src-attr",
    "document.body.append(%s('img'), { src: 'https://example.org/a.png' }))": "img-src",
    "document.body.append(%s('iframe'), { src: 'https://example.org/' }))": "frame-src",
    "document.body.append(%s('object'), { data: 'https://example.org/' }))": "object-src",
    "document.body.append(%s('video'), { src: 'https://example.org/a.mp4' }))": "media-src",
    "new FontFace('a', 'url(https://example.org/a.woff2)').load()": "font-src",
    "fetch('https://example.org/').catch(() => {})": "connect-src",
    "navigator.sendBeacon('https://example.org/')": "connect-src",
    "document.head.append(%s('base'), { href: 'https://example.org/' }))": "base-uri",
    "document.body.appendChild(%s('form'), { action: '?a' })).submit()": "form-action",
}

# Makes an attack, and returns whether it was blocked by the directive.
TRY = """([attack, directive]) => new Promise((resolve) => {
  addEventListener("securitypolicyviolation", (event) => {
    if (event.effectiveDirective === directive) resolve(true);
  });
  setTimeout(() => resolve(false), 5_000);
  try { (0, eval)(attack); } catch { /* then the event says so, too */ }
})"""


def choose_all(page):
    """Uses each thing of a page that needs a script: tabs, copy, toggles, colours."""
    page.locator(".tabbed-labels").get_by_text("spawn", exact=True).first.click()
    page.locator(".listing .highlight").first.hover()
    page.locator(".md-code__button[data-md-type=copy]").first.click()
    page.wait_for_function("async () => await navigator.clipboard.readText()")
    page.locator("article h2 a.twin").first.click()
    expect(page.locator("article h2 a.twin[aria-pressed=true]")).to_have_count(1)
    page.locator(".md-header__option label:visible").click()
    page.locator(".md-header__option label:visible").click()
    page.wait_for_selector("body[data-md-color-scheme=slate]")


def search(page, query: str):
    """Types a query, and what to do about one that finds nothing: Enter."""
    field = page.locator(".md-search__input")
    field.fill(query)
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    field.fill("qqqqqq")
    # Until the second answer has come, Enter would follow a result of the first.
    expect(page.locator(".md-search-result__item")).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_is_never_blocked(language, visit):
    """Searching, choosing, copying, swapping, printing; on pages of each depth, by
    instant navigation in both directions, and after a visit to the other language."""
    clipboard = ["clipboard-read", "clipboard-write"]
    page = visit(address_in(language, ""), permissions=clipboard)
    search(page, "spawn")
    navigate(page, page.locator("a.md-footer__link--next"))
    page.go_back()
    wait_until_ready(page)
    page.goto(address_in(language, "listings/tabs/"))
    wait_until_ready(page)
    choose_all(page)
    navigate(page, page.locator("a.md-footer__link--next"))
    page.emulate_media(media="print")
    page.locator(".switch").evaluate("link => link.click()")
    page.wait_for_load_state()
    wait_until_ready(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_missing_page_keeps_its_style(language, visit):
    """404 stands alone: its style is inline, and the policy knows it."""
    page = visit(address_in(language, "no/such/page/"), missing=True)
    assert page.evaluate("getComputedStyle(document.body).display") == "grid"


@pytest.mark.parametrize("way", ["loaded", "reached by instant navigation"])
def test_what_does_not_belong_is_blocked(way, new_context, server):
    """Scripts, styles, images, frames and requests of others: the browser refuses each
    one by the directive that is for it, and asks no other host."""
    context = new_context(**READER)
    failures = {}
    context.on("requestfailed", lambda each: failures.update({each.url: each.failure}))
    page = context.new_page()
    page.goto("")
    wait_until_ready(page)
    if way != "loaded":
        navigate(page, page.locator("a.md-footer__link--next"))
    found = [
        f"not blocked by {directive}: {attack}"
        for attack, directive in ATTACKS.items()
        if not page.evaluate(TRY, [attack.replace("%s", TAGS), directive])
    ]
    report(found)
    assert page.evaluate("window.bitten === undefined")
    foreign = {failures[url] for url in failures if "example.org" in url}
    assert foreign == {"csp"}  # not that the host is unknown
