"""Light and dark in a real browser: by the system, or as the reader chose."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import (
    LANGUAGES,
    address_in,
    navigate,
    twin_of,
    wait_until_ready,
)

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


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("system, clicks, chosen", [("light", 2, "dark"), ("dark", 1, "light")])  # fmt: skip
def test_a_chosen_scheme_is_remembered(language, system, clicks, chosen, visit):
    """After a reload, on other pages, and on those of the other language."""
    address = address_in(language, "listings/tabs/")
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
    navigate(page, page.locator("a.md-footer__link--next"))
    shows_scheme(page, chosen)
    page.goto(twin_of(address))
    wait_until_ready(page)
    shows_scheme(page, chosen)
