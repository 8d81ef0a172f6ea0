"""The laboratory in a real browser: a reader runs a program of the site, changes it, stops
it, and looks at its timeline. It needs what `make lab` builds."""

import json
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.checks import STICKING_OUT, violations
from tests.browser.reader import LANGUAGES, NARROW, address_in
from tests.browser.server import serve
from tests.site.fixtures import ROOT, SITE_URL
from theme.render.words import words

MACHINE = ROOT / "lab/built/machine.json"
pytestmark = pytest.mark.skipif(
    not MACHINE.exists(), reason="no laboratory: build it with  make lab"
)
ENDS = 60_000  # ms; a busy machine runs another one slowly
PAGE = "process/exitcode/"
SOLUTION = ROOT / "snippets/start/exercises/collect_fixed.py"
ENDLESS = "while True:\n    pass\n"
ASKING = 'name = input("name? ")\nprint(f"hello {name}")\n'
FLOOD = 'while True:\n    print("x" * 1000)\n'
BOMB = """\
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
"""


@pytest.fixture
def lab(visit, site_server):
    """Opens the laboratory of the first listing of a page, without running its program to
    the end; `source`: typed in place of the program."""

    def open_lab(language="en", source=None, address=PAGE, **options) -> Lab:
        page = visit(address_in(language, address), server=site_server, **options)
        opened = Lab(page)
        opened.open()
        if source is not None:
            opened.wait()
            opened.write(source)
        return opened

    return open_lab


class Lab:
    """What a reader sees of the first listing of a page, and does."""

    def __init__(self, page):
        self.page = page
        self.listing = page.locator(".listing").first
        self.panel = self.listing.locator(".lab")
        self.go = self.panel.locator(".lab-run")
        self.said = self.panel.locator(".lab-said")
        self.output = self.panel.locator(".language-console code")
        self.editor = self.listing.locator(".lab-editor .cm-content")

    def open(self):
        self.listing.scroll_into_view_if_needed()
        self.listing.locator(".lab-open").click()

    def wait(self):
        expect(self.panel).to_be_visible(timeout=ENDS)
        expect(self.panel).not_to_have_class("lab running", timeout=ENDS)

    def write(self, source):
        self.editor.focus()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(source)

    def run(self):
        self.go.click()
        self.wait()


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_program_runs_and_prints_what_is_documented(language, lab):
    """Under each start method; then it is changed, and reset."""
    opened = lab(language)
    same = {"zh": "和文档里的输出一致。", "en": "The same as documented."}[language]
    opened.wait()
    for method in ("spawn", "forkserver", "fork"):
        opened.panel.locator("select").first.select_option(method)
        opened.run()
        expect(opened.output).to_have_text(
            "$ python exitcode.py\nProcess Exit Code: 0\n"
        )
        expect(opened.panel.locator(".lab-same")).to_have_text(same)
        figure = opened.panel.locator("figure.timeline")
        expect(figure).to_have_attribute("data-method", method)
        expect(figure.locator(".bar").first).to_be_visible()
    opened.write("print(6 * 7)")
    opened.run()
    expect(opened.output).to_have_text("$ python exitcode.py\n42\n")
    expect(opened.panel.locator(".lab-same, .lab-differs")).to_have_count(0)
    opened.panel.locator(".lab-reset").click()
    expect(opened.editor).to_contain_text("multiprocessing")
    opened.panel.locator(".lab-close").click()
    expect(opened.panel).to_have_count(0)
    expect(opened.listing.locator(".language-python pre")).to_be_visible()


def test_another_output_is_shown_as_a_difference(lab):
    """By the harness's own words: its transcript isn't what the program prints."""
    opened = lab(source="")
    files = {"a.py": "print(1)\n", "a.out": "$ python a.py\n2\n"}
    told = opened.page.evaluate(
        """async ([address, files]) => (await import(address)).run(
          { files, program: "a.py", method: "fork", compare: true, language: "en" },
          { output() {}, asks() {} })""",
        [opened.page.url.split("en/")[0] + "lab/guest.js", files],
    )
    assert told["status"] == 0
    assert told["diff"].split("\n") == [
        "    1   $ python a.py",
        "    2 - 2",
        "      + 1",
    ]


def test_the_timeline_replays_on_the_readers_own_lines(lab):
    source = "import time\n\n\ntime.sleep(0.2)\nprint('own')\n"
    opened = lab(source=source)
    opened.run()
    opened.panel.locator(".replay-open").click()
    code = opened.listing.locator(".language-python > pre code")
    expect(code).to_have_text(source)
    expect(code.locator("xpath=..").locator(".replay-mark").first).to_be_visible()
    opened.panel.locator(".replay-close").click()
    expect(opened.editor).to_be_visible()


def test_a_program_is_interrupted_and_then_killed(lab):
    """Stop is Ctrl-C, which the program may ignore; the next press kills it."""
    opened = lab(source=ENDLESS)
    opened.go.click()
    expect(opened.said).to_have_text("Running…")
    opened.page.wait_for_timeout(1500)
    opened.go.click()
    opened.wait()
    expect(opened.output).to_contain_text("KeyboardInterrupt")
    expect(opened.output).to_contain_text("$ echo $?\n130")
    opened.write("import signal\nsignal.signal(2, signal.SIG_IGN)\n" + ENDLESS)
    opened.go.click()
    expect(opened.said).to_have_text("Running…")
    opened.page.wait_for_timeout(1500)
    opened.go.click()
    expect(opened.go).to_have_text("Kill")
    opened.go.click()
    opened.wait()
    opened.write("print('fine')")
    opened.run()
    expect(opened.output).to_have_text("$ python exitcode.py\nfine\n")


def test_a_program_asks_for_a_line(lab):
    opened = lab(source=ASKING)
    opened.go.click()
    typed = opened.panel.locator(".lab-typed")
    expect(typed).to_be_focused(timeout=ENDS)
    typed.fill("Ada")
    typed.press("Enter")
    opened.wait()
    expect(opened.output).to_have_text("$ python exitcode.py\nname? Ada\nhello Ada\n")


@pytest.mark.parametrize("source", [FLOOD, BOMB], ids=["flood", "bomb"])
def test_the_tab_outlives_a_program_that_runs_wild(source, lab):
    """And the next run starts clean."""
    opened = lab(source=source)
    opened.go.click()
    if source == FLOOD:
        expect(opened.said).to_contain_text("100,000", timeout=ENDS)
    else:
        expect(opened.said).to_have_text("Running…")
        opened.page.wait_for_timeout(3000)
        opened.go.click()
        opened.go.click()
    opened.wait()
    opened.write("print('fine')")
    opened.run()
    expect(opened.output).to_have_text("$ python exitcode.py\nfine\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_laboratory_fits_a_phone_and_is_read_by_all(language, lab):
    """At 390 pixels, by the keyboard alone."""
    opened = lab(language, viewport=NARROW)
    opened.wait()
    assert opened.page.evaluate(STICKING_OUT) == []
    assert violations(opened.page) == []
    opened.editor.focus()
    opened.page.keyboard.press("Control+End")
    opened.page.keyboard.type("# s")  # a letter that is a shortcut elsewhere
    expect(opened.editor).to_be_focused()
    opened.page.keyboard.press("Control+Enter")
    expect(opened.panel).to_have_class("lab running")
    opened.wait()
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("Tab")
    expect(opened.go).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exercise_is_checked_and_its_solution_remembered(language, lab):
    """Twice under each start method, against what its solution prints."""
    opened = lab(language, address="start/exercises/")
    said = words(language)["lab"]
    opened.wait()
    told = opened.page.locator(".lab-progress")
    expect(told).to_contain_text(re.compile("做对了 0 题|Solved: 0 of 2"))
    check = opened.panel.locator(".lab-check")
    check.click()
    opened.wait()
    expect(opened.said).to_have_text(said["missed"].format(count=1, method="fork"))
    expect(opened.panel.locator(".lab-diff")).to_contain_text("- sum of squares: 14")
    opened.write(ENDLESS)
    check.click()
    opened.wait()
    expect(opened.said).to_have_text(said["missed"].format(count=1, method="fork"))
    opened.write(SOLUTION.read_text())
    check.click()
    expect(opened.said).to_have_text(said["reached"].format(count=6), timeout=3 * ENDS)
    expect(told).to_contain_text(re.compile("做对了 1 题|Solved: 1 of 2"))
    opened.page.reload()
    expect(opened.page.locator("h2#collect .lab-solved")).to_be_visible()
    opened.open()
    opened.wait()
    expect(opened.editor).to_contain_text("return n * n")
    expect(opened.output).to_contain_text("sum of squares: 14")


def test_what_was_read_works_without_a_network(new_context, site):
    """A page on which the machine was loaded, and each that was opened after it."""
    with serve(site, urlsplit(SITE_URL).path) as server:
        page = new_context().new_page()
        page.goto(f"{server.url}en/{PAGE}")
        opened = Lab(page)
        opened.open()
        opened.wait()
        kept = """async () => {
            const cache = await caches.open("pages");
            return (await cache.keys()).some(({ url }) => url.endsWith("values.py.json"));
        }"""
        while not page.evaluate(kept):
            page.wait_for_timeout(100)
        page.goto(f"{server.url}en/process/pid/")
        expect(page.locator("h1")).to_be_visible()
    page.goto(f"{server.url}en/{PAGE}")
    opened = Lab(page)
    opened.open()
    opened.wait()
    expect(opened.output).to_contain_text("Process Exit Code: 0")
    page.goto(f"{server.url}en/process/pid/")
    expect(page.locator("h1")).to_have_text(re.compile("^pid"))


def test_each_reader_has_random_numbers_of_their_own(lab):
    """Though all machines are the same one, restored."""
    opened = lab(source="import os\nprint(os.urandom(8).hex())\n")
    found = set()
    for _ in range(2):
        opened.run()
        found.add(opened.output.text_content())
        opened.page.reload()
        opened = Lab(opened.page)
        opened.open()
        opened.wait()
        opened.write("import os\nprint(os.urandom(8).hex())\n")
    assert len(found) == 2


def test_pages_of_a_site_without_it_show_nothing_of_it(visit, server):
    page = visit("en/listings/tabs/")
    expect(page.locator(".listing").first).to_be_visible()
    expect(page.locator(".lab-open")).to_have_count(0)
    assert not [each for each in server.log if "lab/" in each]


def test_what_it_is_made_of_is_told():
    told = json.loads(MACHINE.read_text())
    assert told["python"].startswith("3.15")
    assert {len(each["sha256"]) for each in told["debian"]} == {64}
