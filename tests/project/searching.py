"""Measures what a reader waits for who searches, beside Material's own search of the same
Markdown, in the same run: queries that find their page among the first three results, bytes
before the first result, and the milliseconds from the last key to the answer on a telephone
(its processor a quarter as fast, 1.6 Mbit/s with 150 ms there and back)."""

import json
import re
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from tests.browser.reader import NARROW, chromium
from tests.browser.server import Server, serve
from tests.browser.test_search import ASK, FIRST, missed, wanted_in

TYPED = {
    "zh": ("守护进程", "exitcode", "怎么拿到子进程的返回值"),
    "en": ("daemon process", "exitcode", "wait for a process to finish"),
}
MANY = 4 * FIRST
OF_SEARCH = re.compile(r"search|lunr|workers/")  # names of what belongs to it
TELEPHONE = {
    "Network.emulateNetworkConditions": {
        "offline": False,
        "latency": 150,
        "downloadThroughput": 1_600_000 / 8,
        "uploadThroughput": 750_000 / 8,
    },
    "Emulation.setCPUThrottlingRate": {"rate": 4},
}
# Types a query, a key each 120 ms; resolves with the milliseconds from the last key until
# the results are another list.
TYPE = """async (query) => {
  const field = document.querySelector(".md-search__input");
  const list = document.querySelector(".md-search-result__list");
  const press = (text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("keyup", { bubbles: true }));
  };
  field.focus();
  for (let end = 1; end < query.length; end += 1) {
    press(query.slice(0, end));
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
  const answered = new Promise((resolve) => {
    new MutationObserver(() => list.children.length && resolve(performance.now()))
      .observe(list, { childList: true });
  });
  const began = performance.now();
  press(query);
  return (await answered) - began;
}"""


def row(server: Server, language: str) -> str:
    """Returns what the search of one language costs and finds. The server has it at the
    root."""
    wanted = wanted_in(language)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        page = browser.new_page(viewport=NARROW)
        page.goto(server.url)
        index = json.loads(server.file("search/search_index.json").read_text("utf-8"))
        answers = page.evaluate(ASK, [[*wanted], MANY, index])
        found = {query: _distinct(each)[:FIRST] for query, each in zip(wanted, answers, strict=True)}  # fmt: skip
        hits = len(wanted) - len(missed(wanted, found))
        costs = [_cost(browser, server, query) for query in TYPED[language]]
        browser.close()
    sent, waited = zip(*costs, strict=True)
    return (
        f"{hits / len(wanted):.1%} of {len(wanted)} | {max(sent) / 1000:.0f} kB |"
        f" {max(waited):.0f} ms"
    )


def _distinct(names: list[str]) -> list[str]:
    """Returns pages without the copies of a grown project, which say the same."""
    return list(dict.fromkeys(re.sub(r"_\d+/", "/", name) for name in names))


def _cost(browser, server: Server, query: str) -> tuple[int, float]:
    """Returns the bytes of the search before the first answer to a query, and the median
    of the milliseconds of three first visits."""
    waits = []
    for _ in range(3):
        context = browser.new_context(viewport=NARROW)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        for name, how in TELEPHONE.items():
            session.send(name, how)
        server.log.clear()
        page.goto(server.url, wait_until="networkidle", timeout=120_000)
        page.locator("label.md-header__button[for=__search]").click()
        page.wait_for_timeout(500)
        waits.append(page.evaluate(TYPE, query))
        names = {name for name in server.log if OF_SEARCH.search(name)}
        context.close()
    return sum(server.weight(name) for name in names), median(waits)


def table(sites: dict[str, dict[str, tuple[Path, Path]]]) -> str:
    """Returns a row for each; sites: by a name and by language, the folders of the site and
    of a plain one."""
    rows = ["site | found | before the first result | from the last key"]
    for name, folders in sites.items():
        for language, pair in folders.items():
            for whose, folder in zip(("ours", "plain Material"), pair, strict=True):
                with serve(folder, "/", compress=True) as server:
                    rows.append(
                        f"{name}, {language}, {whose} | {row(server, language)}"
                    )
    return "\n".join(rows)
