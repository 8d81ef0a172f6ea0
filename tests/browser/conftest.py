"""Real browsers that look at the built sites: Chromium, and what matters most to readers in
Firefox, too (the mark `engines`). pytest-playwright starts them; here stands which ones,
what they look at, and as whom.

CHROMIUM=/path/to/chromium and FIREFOX=/path/to/firefox name the browsers. Without a browser
its tests are skipped; with CI=true or REQUIRE_BROWSER=1 they fail.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, expect

from tests.browser.checks import Watch
from tests.browser.reader import (
    PATIENCE,
    READER,
    chromium,
    firefox_options,
    wait_until_ready,
)
from tests.browser.server import serve
from tests.content.page_checks import report
from tests.site.fixtures import SITE_URL

# Another host is never reached; that a page asks for it is still seen.
OPTIONS = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
PREFERENCES = {
    "network.dns.localDomains": "127.0.0.1",
    "network.dns.disabled": True,  # as OPTIONS
    "dom.events.testing.asyncClipboard": True,  # a test may look at what was copied
    "ui.prefersReducedMotion": 1,
}

# --- The browser ---------------------------------------------------------------


def pytest_configure(config):
    """Both browsers, unless one is asked for."""
    config.addinivalue_line("markers", "engines: in Firefox, too")
    config.option.browser = config.option.browser or ["chromium", "firefox"]


def pytest_collection_modifyitems(items):
    """In Firefox only what is marked for it."""
    items[:] = [
        each
        for each in items
        if not hasattr(each, "callspec")
        or each.callspec.params.get("browser_name") != "firefox"
        or each.get_closest_marker("engines")
    ]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, browser_type):
    """Names the browser."""
    if browser_type.name == "firefox":
        return (
            browser_type_launch_args
            | firefox_options()
            | {
                "firefox_user_prefs": PREFERENCES,
                "timeout": 60_000,
            }
        )
    path = chromium()
    where = {"executable_path": path} if path else {}
    if not path and not Path(browser_type.executable_path).is_file():
        where = {"channel": "chrome"}  # looks where Chrome is installed on each system
    return browser_type_launch_args | where | {"args": OPTIONS, "timeout": 60_000}


@pytest.fixture(scope="session")
def browser(launch_browser, browser_name):
    """Skips where a browser may be missing; fails where it must be there."""
    try:
        browser = launch_browser()
    except Error as error:
        reason = error.message.strip().splitlines()[0]
        message = f"no {browser_name}: {reason}; name one with {browser_name.upper()}=/path/to/{browser_name}"
        if os.environ.get("CI") == "true" or os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    expect.set_options(timeout=PATIENCE)
    yield browser
    browser.close()


# --- What it looks at ----------------------------------------------------------


@pytest.fixture(scope="session")
def server(sample):
    """The sample as the workflow publishes it, below a path."""
    with serve(sample, urlsplit(SITE_URL).path) as server:
        yield server


@pytest.fixture(scope="session")
def plain_server(plain_sample):
    """The sample as `make site` builds it, at the root of a host."""
    with serve(plain_sample, "/") as server:
        yield server


@pytest.fixture(scope="session")
def site_server(site):
    """The site itself, as the workflow publishes it."""
    with serve(site, urlsplit(SITE_URL).path) as server:
        yield server


@pytest.fixture(scope="session")
def base_url(server):
    """Where the address of a page begins, for pytest-playwright."""
    return server.url


@pytest.fixture
def visit(new_context, server):
    """Opens a page of the sample by its address, or of another server; the test fails if
    the watch then notes anything.

    With `scripts=False` the browser runs none. With `missing=True` there is no such page.
    """
    opened = []

    def open_page(address: str, scripts=True, missing=False, server=server, **options):
        context = new_context(java_script_enabled=scripts, **READER | options)
        context.set_default_timeout(PATIENCE)
        opened.append((context, Watch(context, server, missing)))
        page = context.new_page()
        page.goto(server.url + address)
        if scripts and not missing:
            wait_until_ready(page)
        return page

    yield open_page
    for context, _ in opened:
        context.close()
    report([each for _, watch in opened for each in watch.found])
