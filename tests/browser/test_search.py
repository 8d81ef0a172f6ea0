"""The search of the site, in a real browser."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness.snippets import SNIPPETS
from tests.browser.reader import LANGUAGES, NARROW, address_in
from tests.content.page_reader import ROOT

QUERIES = Path(__file__).with_name("queries.toml")
FIRST = 3  # results that a reader looks at
GOAL = 0.97  # of the queries
MOST = 60_000  # bytes before the first result, compressed

# Asks the search as Material does; returns for each query the first pages of the answer.
ASK = """async ([queries, first, index]) => {
  const { search } = JSON.parse(document.getElementById("__config").textContent);
  const worker = new Worker(new URL(search, location));
  const ask = (type, asked) => new Promise((resolve) => {
    worker.onmessage = ({ data: { data } }) => {
      if ((data?.query ?? asked) === asked) resolve(data); // not a late one to another query
    };
    worker.postMessage({ type, data: asked });
  });
  await ask(0, { ...index, options: {} });
  for (const query of queries) await ask(2, query); // then all words have come
  const found = [];
  for (const query of queries) {
    const { items } = await ask(2, query);
    const pages = items.slice(0, first).map((page) => page[0].location.split("#")[0]);
    found.push(pages.map((each) => each || "/"));
  }
  worker.terminate();
  return found;
}"""


def wanted_in(language: str) -> dict[str, set[str]]:
    """Returns the pages that answer, by what readers type."""
    table = tomllib.loads(QUERIES.read_text("utf-8"))[language]
    return {query: {*pages.split()} for pages, said in table.items() for query in said}


@pytest.fixture
def ask(visit, site_server):
    """Returns the first pages that each query finds, by the query."""

    def asked(language: str, queries: list[str]) -> dict[str, list[str]]:
        page = visit(address_in(language, ""), server=site_server)
        return dict(zip(queries, page.evaluate(ASK, [queries, FIRST, {}]), strict=True))

    return asked


def missed(wanted: dict[str, set[str]], found: dict[str, list[str]]) -> list[str]:
    return [
        f"{query!r} finds {', '.join(found[query]) or 'nothing'}, not {' or '.join(pages)}"
        for query, pages in wanted.items()
        if not pages.intersection(found[query])
    ]


# --- Whether it finds what readers look for -----------------------------------------------


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_find_their_page(language, ask):
    """Among the first three, in 97 of 100 queries; of compound words, questions, names as
    they are typed, tracebacks as they are pasted, words of other countries, misspelt ones."""
    wanted = wanted_in(language)
    assert len(wanted) > 150
    lost = missed(wanted, ask(language, [*wanted]))
    assert len(lost) <= (1 - GOAL) * len(wanted), "\n".join(
        [
            f"{len(lost)} of {len(wanted)}; words of readers stand in docs/search.toml",
            *lost,
        ]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_finds_its_page(language, pages, ask):
    wanted: dict[str, set[str]] = {}
    for page in pages.values():
        if page.language != language or page.is_404 or "runs/" in page.name:
            continue
        name = page.name.removeprefix("en/").removesuffix("index.html") or "/"
        for heading in page.soup.article.select("h1, h2:not(#next), h3"):
            for link in heading.select("a"):
                link.extract()
            wanted.setdefault(heading.get_text().strip(), set()).add(name)
    assert len(wanted) > 150
    assert not missed(wanted, ask(language, [*wanted]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_finds_the_page_that_shows_it(language, ask):
    """The last line of each traceback, on English pages and on Chinese ones."""
    wanted: dict[str, set[str]] = {}
    for path in sorted(SNIPPETS.rglob("*.out")):
        chapter, page = path.relative_to(SNIPPETS).parts[:2]
        name = f"{chapter}/{page}/".removesuffix("index/")
        for line in re.findall(
            r"^\w*(?:Error|Empty): .+$", path.read_text("utf-8"), re.M
        ):
            wanted.setdefault(line, set()).add(name)
    assert len(wanted) > 20
    assert not missed(wanted, ask(language, [*wanted]))


@pytest.mark.parametrize("language, column", [("zh", 2), ("en", 3)])
def test_words_that_pages_avoid_find_what_the_right_ones_find(language, column, ask):
    """Those of the glossary: readers know no other."""
    glossary = (ROOT / "STYLE.md").read_text("utf-8").split("| Not in English |")[1]
    rows = [
        line.strip("|").split("|") for line in glossary.splitlines()[2:] if "|" in line
    ]
    said = {
        wrong.strip(): re.split(", ", row[column - 2].strip(" `"))[0].replace("`", "")
        for row in rows
        for wrong in re.split("[、,]", row[column].replace("`", ""))
        if wrong.strip()
    }
    assert len(said) >= 5
    found = ask(language, [*said, *said.values()])
    assert not missed({wrong: {*found[right]} for wrong, right in said.items()}, found)


# --- How a reader searches ----------------------------------------------------------------

SEEN = {
    "compound-zh": ("zh", "父进程编号", "process/getpid/"),
    "daemon-zh": ("zh", "守护进程", "process/daemon/"),
    "name-zh": ("zh", "exitcode", "process/exitcode/"),
    "name-en": ("en", "exitcode", "en/process/exitcode/"),
    "zombie-en": ("en", "zombie", "en/process/is_alive/"),
}


@pytest.mark.engines
@pytest.mark.parametrize("language, query, wanted", SEEN.values(), ids=SEEN)
def test_what_is_pasted_leads_to_a_page(language, query, wanted, visit, site_server):
    """Without a key: by the mouse. All results are pages of the reader's language, the words
    are marked in an excerpt, and the first result leads to them."""
    page = visit(address_in(language, ""), server=site_server)
    page.locator(".md-search__input").fill(query)  # as pasting does: no key
    results = page.locator(".md-search-result__item > a")
    expect(page.locator(".md-search-result__item .excerpt mark").first).to_be_visible()
    found = results.evaluate_all("(links) => links.map((each) => each.href)")
    names = [re.split("[?#]", each)[0].removeprefix(site_server.url) for each in found]
    assert {name.startswith("en/") for name in names} == {language == "en"}
    assert all(map(site_server.file, names))
    assert names[0] == wanted, names
    results.first.click()
    page.wait_for_url(
        lambda url: re.split("[?#]", url)[0] == site_server.url + names[0]
    )


@pytest.mark.engines
def test_a_result_stays_where_it_is_when_its_excerpt_comes(visit, site_server):
    """Else a press that begins before and ends after it leads nowhere."""
    page = visit("", server=site_server)
    field = page.locator(".md-search__input")
    first = page.locator(".md-search-result__item").first
    mark = first.locator(".excerpt mark").first
    field.fill("exitcode")
    expect(mark).to_be_visible()
    field.fill("")
    expect(first).to_be_hidden()
    field.fill("exitcode")  # all words are known now: the results come once
    first.evaluate("(item) => { item.seen = true; }")
    expect(mark).to_be_visible()
    assert first.evaluate("(item) => item.seen")


@pytest.mark.engines
def test_what_finds_nothing_says_so(visit, site_server):
    page = visit("", server=site_server)
    page.locator(".md-search__input").fill("qqqqqq")
    expect(page.locator(".md-search-result__meta")).to_contain_text("没有找到")
    page.locator(".md-search__input").fill("")
    expect(page.locator(".md-search-result__item")).to_have_count(0)


COLD = {
    "words-zh": ("zh", "怎么拿到子进程的返回值"),
    "name-zh": ("zh", "is_alive"),
    "message-zh": ("zh", "AttributeError: module '__main__' has no attribute 'worker'"),
    "words-en": ("en", "wait for a process to finish"),
}


@pytest.mark.parametrize("language, query", COLD.values(), ids=COLD)
def test_the_first_result_comes_light(language, query, visit, site_server):
    """Nothing of the index is fetched before a reader types; then a part of it."""
    site_server.log.clear()
    page = visit(address_in(language, ""), server=site_server, viewport=NARROW)
    page.wait_for_load_state("networkidle")
    index = json.loads(site_server.file(address_in(language, "search/search_index.json")).read_text())  # fmt: skip
    assert index["docs"] == []
    asked = {name for name in site_server.log if "/search/" in f"/{name}"}
    assert {name.rpartition("/")[2] for name in asked} <= {"search_index.json"}
    site_server.log.clear()
    page.locator("label.md-header__button[for=__search]").click()
    page.locator(".md-search__input").fill(query)
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    sent = {
        name: site_server.weight(name)
        for name in {*site_server.log, "assets/search.js"}
    }
    assert sum(sent.values()) <= MOST, sent
    assert any("words-" in name for name in sent)
