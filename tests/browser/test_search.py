"""The search of the site, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import address_in

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
    language, query, wanted, visit, site_server
):
    """All results are pages of the reader's language; the page about the words is the
    first; a result leads to a page that holds them."""
    page = visit(address_in(language, ""), server=site_server)
    page.locator(".md-search__input").fill(query)
    page.keyboard.press("End")  # the search listens to keys
    results = page.locator(".md-search-result__item > a")
    expect(results.first).to_be_visible()
    found = results.evaluate_all("(links) => links.map((each) => each.href)")
    names = [
        each.split("?")[0].split("#")[0].removeprefix(site_server.url) for each in found
    ]
    assert {name.startswith("en/") for name in names} == {language == "en"}
    assert all(map(site_server.file, names))
    assert names[0] == wanted or not wanted, names
    results.first.click()
    page.wait_for_url(
        lambda url: url.split("?")[0].split("#")[0] == site_server.url + names[0]
    )
    expect(page.locator(".md-content article")).to_contain_text(query, ignore_case=True)
