"""The programs of the site, in the laboratory: each prints there, under each start method,
what its page shows, by the harness's own comparison within the guest."""

import json

import pytest

from harness.snippets import SNIPPETS, discover
from harness.transcripts import METHODS, Where
from tests.browser.test_lab import MACHINE

pytestmark = pytest.mark.skipif(
    not MACHINE.exists(), reason="no laboratory: build it with  make lab"
)
LIMIT = 180  # seconds for one program, on a busy machine
# What differs there, and why. Nothing else may.
EXCEPT = {
    "pool/workers/one_cpu": "it compares one CPU with all, and the guest has one",
    "process/index/parallel": "it is faster with two CPUs, and the guest has one",
    "start/index/first_map": "it is faster with two CPUs, and the guest has one",
    "start/which/order": "in the saved Python an interpreter of its own imports nothing that lies beside the program",
    "start/which/cost": "it compares times that the guest's clock doesn't tell apart",
    "start/which/ctrl_c": "it interrupts after times in which the guest does less",
    "pool/map/tiny_calls": "the guest needs minutes for so many calls",
    "futures/map/chunks": "the guest needs minutes for so many calls",
    "failures/input/executor_broken": "the guest needs minutes for so many tasks",
    "pool/imap/whole_input_broken": "it draws for a second, in which the guest does less",
    "communication/queue/timeout_exceeded": "10 MB through a pipe take the guest longer",
}
RUN = """async ({ root, name, program, method, limit }) => {
  const guest = await import(`${root}lab/guest.js`);
  const answer = await fetch(`${root}lab/programs/${name}.json`);
  const { files } = await answer.json();
  let output = "";
  const on = { output: (text) => { output += text; }, asks() { output += "[asks]"; } };
  const request = { files, program, method, compare: true, language: "en" };
  const late = new Promise((resolve) => {
    setTimeout(() => resolve({ stopped: "late", diff: null }), limit * 1000);
  });
  const told = await Promise.race([guest.run(request, on), late]);
  if (told.stopped) await guest.discard();
  return { diff: told.diff, stopped: told.stopped, untraced: told.untraced, output };
}"""


def cells(whole: bool) -> list[tuple[str, str]]:
    """Returns programs and start methods that have a transcript for the guest's CPython;
    of some, the first program of each chapter."""
    if not MACHINE.exists():
        return []
    release = tuple(map(int, json.loads(MACHINE.read_text())["python"].split(".")))
    found, chapters = [], set()
    for snippet in discover(SNIPPETS):
        chapter = snippet.slug.partition("/")[0]
        if whole or chapter not in chapters:
            where = [Where(method, release, "linux", "CPython") for method in METHODS]
            here = [each.method for each in where if snippet.transcript_for(each)]
            found += [(snippet.slug, method) for method in here]
            chapters.add(chapter)
    return found


def pytest_generate_tests(metafunc):
    if "slug" in metafunc.fixturenames:
        chosen = cells(metafunc.config.getoption("--lab-programs") == "all")
        ids = [f"{slug}.py-{method}" for slug, method in chosen]
        metafunc.parametrize("slug, method", chosen, ids=ids)


@pytest.fixture(scope="session")
def tab(browser, site_server):
    """A tab whose machine stays from program to program, as a reader's does."""
    page = browser.new_page()
    page.goto(site_server.url)
    yield page
    page.close()


def test_a_program_prints_in_the_guest_what_its_page_shows(slug, method, tab, site_server, browser_name):  # fmt: skip
    if reason := EXCEPT.get(slug):
        pytest.skip(reason)
    name = f"{slug}.py"
    asked = {
        "root": site_server.url,
        "name": name,
        "program": name.rpartition("/")[2],
        "method": method,
        "limit": LIMIT,
    }
    told = tab.evaluate(RUN, asked)
    assert told["diff"] == "", f"{told['diff']}\n\n{told['output']}"
    assert not told.get("untraced"), told["untraced"]
