"""A real Chromium that looks at the built site, as it is published: below a path.

CHROMIUM=/path/to/chromium names the browser. Without a browser these tests are skipped;
with CI=true or REQUIRE_BROWSER=1 they fail.
"""

import gzip
import os
import shutil
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.site.fixtures import REPO_URL, SITE_URL
from tests.site.site_checks import documents

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")  # fmt: skip
OPTIONS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Another host is never reached; that a page asks for it is still seen.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PATIENCE = 15_000  # milliseconds: a busy machine is slow, and this is not a measurement
TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".ipynb": "application/json",
    ".js": "text/javascript",
    ".json": "application/json",
    ".py": "text/x-python; charset=utf-8",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".zip": "application/zip",
}


# --- The server --------------------------------------------------------------


class Server(ThreadingHTTPServer):
    """Serves a folder below a path, and answers with the nearest 404.html."""

    daemon_threads = True

    def __init__(self, folder: Path, path: str):
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.path = path
        self.origin = f"http://127.0.0.1:{self.server_port}"
        self.url = self.origin + path
        self.log: list[str] = []  # what was asked for, in order

    def file(self, name: str) -> Path | None:
        """Returns the file that is served as `name`."""
        if name == "" or name.endswith("/"):
            name += "index.html"
        path = self.folder / name
        inside = not name.startswith("/") and ".." not in name.split("/")
        return path if inside and path.is_file() else None

    def not_found(self, name: str) -> Path:
        """Returns the 404.html of the innermost folder that has one."""
        folders = [self.folder / part for part in Path(name).parents]
        pages = [folder / "404.html" for folder in folders]
        return next(page for page in pages if page.is_file())

    @cache
    def body(self, path: Path) -> bytes:
        """Returns a file as if it had been built for this address, and for GitHub."""
        body = path.read_bytes()
        if path.suffix in (".html", ".xml"):
            body = body.replace(SITE_URL.encode(), self.url.encode())
            body = body.replace(
                REPO_URL.encode(), b"https://github.com/octocat/example"
            )
        return body

    @cache
    def weight(self, name: str) -> int:
        """Returns how many bytes the file is that is served as `name`, compressed."""
        return len(gzip.compress(self.body(self.file(name)), 6))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self):
        path = unquote(urlsplit(self.path).path)
        name = path.removeprefix(self.server.path)
        self.server.log.append(name)
        if not path.startswith(self.server.path):
            return self.answer(404, b"outside of the site", ".txt")
        if not path.endswith("/") and self.server.file(f"{name}/"):
            return self.answer(301, b"", ".txt", Location=f"{path}/")
        if file := self.server.file(name):
            return self.answer(200, self.server.body(file), file.suffix)
        missing = self.server.not_found(name or "x")
        return self.answer(404, self.server.body(missing), missing.suffix)

    def answer(self, status: int, body: bytes, suffix: str, **headers: str):
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")  # each visit is a first one
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Keeps the terminal quiet."""


def serve(folder: Path, path: str):
    server = Server(folder, path)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def server(published_site):
    """The site as the workflow publishes it, below a path."""
    yield from serve(published_site, urlsplit(SITE_URL).path)


@pytest.fixture(scope="session")
def plain_server(site):
    """The site as `make site` builds it, at the root of a host."""
    yield from serve(site, "/")


# --- The pages -----------------------------------------------------------------


@pytest.fixture(scope="session")
def pages(published_site):
    """All pages of both languages, by address: `en/process/pid/`."""
    found = {
        name.removesuffix("index.html"): page
        for name, page in documents(published_site).items()
        if name.endswith("index.html")
    }
    assert len(found) > 1, "the built site has no pages"
    return found


def language_of(address: str) -> str:
    return "en" if address.startswith("en/") else "zh"


def twin_of(address: str) -> str:
    """Returns the address of the same page in the other language."""
    return address.removeprefix("en/") if language_of(address) == "en" else f"en/{address}"  # fmt: skip


def richest(pages, language: str, selector: str, count: int = 1) -> list[str]:
    """Returns the addresses of the pages of a language that have most of `selector`."""
    found = {
        address: len(page.soup.select(selector))
        for address, page in pages.items()
        if language_of(address) == language
    }
    best = sorted(found, key=lambda address: -found[address])[:count]
    assert found[best[-1]], f"too few pages have {selector}"
    return best


# --- The browser ---------------------------------------------------------------


def without(reason: str):
    """Skips where a browser may be missing; fails where it must be there."""
    message = f"no browser: {reason}; name one with CHROMIUM=/path/to/chromium"
    if os.environ.get("CI") == "true" or os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def launch(playwright):
    """Starts the browser that is named, or the first that is found."""
    from playwright.sync_api import Error

    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)  # fmt: skip
    own = playwright.chromium.executable_path
    where = {"executable_path": path} if path else {}
    if not path and not Path(own).is_file():
        where = {"channel": "chrome"}  # looks where Chrome is installed on each system
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    try:
        return playwright.chromium.launch(
            args=OPTIONS + ["--no-sandbox"] * root, timeout=60_000, **where
        )
    except Error as error:
        without(str(error).strip().splitlines()[0])


# Ends with each module: while Playwright runs, asyncio is of no use to other tests.
@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


class Watch:
    """Notes what no page may do: ask another host, fail to load, complain."""

    def __init__(self, context, server: Server):
        self.found: list[str] = []
        self.server = server
        context.on("request", self.request)
        context.on("response", self.response)
        context.on("console", self.console)
        context.on("weberror", lambda each: self.found.append(f"error: {each.error}"))

    def request(self, request):
        if not request.url.startswith((self.server.url, "data:", "blob:")):
            self.found.append(f"asks another host: {request.url}")

    def response(self, response):
        if response.status >= 400:
            self.found.append(f"{response.status}: {response.url}")

    def console(self, message):
        if message.type in ("error", "warning"):
            self.found.append(f"console {message.type}: {message.text}")


def context_of(chromium, server: Server, **options):
    """Returns a new browser context, as a reader in China has it, and its watch."""
    usual = {
        "base_url": server.url,
        "locale": "zh-CN",
        "color_scheme": "light",
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
    }
    context = chromium.new_context(**usual | options)
    context.set_default_timeout(PATIENCE)
    return context, Watch(context, server)


def wait_until_ready(page):
    """Waits until the scripts have done their work on the page."""
    page.wait_for_selector("article a.twin[role=button]", state="attached")


@pytest.fixture
def visit(chromium, server):
    """Opens a page by its address; the test fails if the watch then notes anything.

    With `scripts=False` the browser runs none. With `missing=True` there is no such
    page.
    """
    opened = []

    def open_page(address: str, scripts=True, missing=False, server=server, **options):
        context, watch = context_of(chromium, server, java_script_enabled=scripts, **options)  # fmt: skip
        if not missing:  # the browser itself complains about it
            opened.append((context, watch))
        page = context.new_page()
        page.goto(address)
        if scripts and not missing:
            wait_until_ready(page)
        return page

    yield open_page
    for context, watch in opened:
        context.close()
    found = [each for _, watch in opened for each in watch.found]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


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
