"""A reader of the site: what their browser says of them, and how they get about."""

import os
import shutil

# The first has no window, and takes a third of the time to make a new one.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")  # fmt: skip
FIREFOXES = ("firefox-esr", "firefox")
LANGUAGES = ("zh", "en")
OTHER = {"zh": "en", "en": "zh"}
PATIENCE = 15_000  # milliseconds: a busy machine is slow, and this is not a measurement
NARROW = {"width": 390, "height": 844}
MIDDLE = {"width": 768, "height": 1024}
WIDE = {"width": 1280, "height": 900}
LARGE = {"width": 1440, "height": 900}
READY = "article a.twin[role=button]"  # the scripts have done their work on the page
READER = {
    "locale": "zh-CN",
    "color_scheme": "light",
    "viewport": WIDE,
    "reduced_motion": "reduce",
}


def chromium() -> str | None:
    """Returns the path of the browser: CHROMIUM, or the first that is found."""
    return _path("CHROMIUM", BROWSERS)


def firefox() -> str | None:
    """Returns the path of the other browser: FIREFOX, or the first that is found."""
    return _path("FIREFOX", FIREFOXES)


def firefox_options() -> dict[str, str]:
    """Returns how Playwright launches it: by the protocol that Firefox itself speaks, since
    Playwright's own needs a Firefox of its own."""
    path = firefox()
    return {"channel": "moz-firefox"} | ({"executable_path": path} if path else {})


def _path(variable: str, names: tuple[str, ...]) -> str | None:
    return os.environ.get(variable) or next(
        filter(None, map(shutil.which, names)), None
    )


def address_in(language: str, address: str) -> str:
    """Returns the address of a page in a language: `en/process/pid/`."""
    return f"en/{address}" if language == "en" else address


def twin_of(address: str) -> str:
    """Returns the address of the same page in the other language."""
    return address.removeprefix("en/") if address.startswith("en/") else f"en/{address}"


def wait_until_ready(page):
    """Waits until the scripts have done their work on the page."""
    page.wait_for_selector(READY, state="attached")


def go_dark(page):
    """Changes the system's colours under the eyes of the reader; in Firefox, where a test
    can't, the reader does it with the button in the header."""
    page.emulate_media(color_scheme="dark")
    if page.context.browser.browser_type.name == "firefox":
        for _ in ("light", "dark"):
            page.locator(".md-header__option label:visible").click()
    page.wait_for_selector("body[data-md-color-scheme=slate]")


def navigate(page, locator):
    """Follows a link, and checks that it is instant: the page isn't loaded anew."""
    page.evaluate("window.stays = true")
    before = page.url
    address = locator.evaluate("link => link.href")
    # Material notes where the page is scrolled to, a moment later. A click before that,
    # which only a test is quick enough for, takes the place along to the new page.
    locator.scroll_into_view_if_needed()
    page.wait_for_function("() => Math.abs((history.state?.y ?? 0) - scrollY) < 2")
    locator.click()
    page.wait_for_url(lambda url: url != before)
    assert page.url.split("#")[0] == address.split("#")[0]
    # The new page's toggles are in place of the old one's.
    page.wait_for_function(
        """() => {
          const link = document.querySelector("article h1 a.twin[role=button]");
          const other = document.querySelector(".switch");
          const same = link && link.href.split("#")[0] === other.href.split("#")[0];
          return same && scrollY === 0; // a new page begins at its top
        }"""
    )
    assert page.evaluate("window.stays === true"), f"not instant: {page.url}"
