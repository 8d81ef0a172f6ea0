"""Measures what the laboratory costs a reader, in Chromium and in Firefox: bytes sent, and
seconds from the first press to the machine, to the first output and to the end of
process/exitcode/exitcode.py (1 s of which is its sleep), with and without its timeline;
memory; and how many starts of the machine hang. Browser and server share the machine."""

import gzip
import json
from pathlib import Path
from statistics import median

import psutil
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from harness.transcripts import METHODS
from tests.browser.reader import chromium, firefox_options
from tests.browser.server import serve

NAME = "process/exitcode/exitcode.py"
RUNS = 5  # of which the median counts
STARTS = 100
LATE = 15.0  # seconds, after which a start is given up and made again: guest.js
COMPRESSED = (".js", ".wasm")  # by a server; the state is compressed as it is
RUN = """async ({ name, method, trace }) => {
  const guest = await import(`${location.origin}/lab/guest.js`);
  const { files } = await (await fetch(`${location.origin}/lab/programs/${name}.json`)).json();
  const seconds = (since) => (performance.now() - since) / 1000;
  const began = performance.now();
  let loaded = began;
  await guest.ready(() => { loaded = performance.now(); });
  const ready = seconds(loaded);
  let first = 0;
  const on = { output() { first ||= seconds(began); }, asks() {} };
  const program = name.split("/").at(-1);
  const request = { files, program, method, trace, compare: true, language: "en" };
  const { diff } = await guest.run(request, on);
  return { ready, first, end: seconds(began), same: diff === "" };
}"""
START = """async () => {
  const guest = await import(`${location.origin}/lab/guest.js`);
  await guest.discard();
  const began = performance.now();
  await guest.ready();
  return (performance.now() - began) / 1000;
}"""


def sent(site: Path) -> str:
    """What the first press loads."""
    built = [each for each in (site / "lab/built").iterdir() if each.suffix != ".txt"]
    sizes = {
        each.name: len(gzip.compress(data)) if each.suffix in COMPRESSED else len(data)
        for each in built
        if (data := each.read_bytes())
    }
    each = ", ".join(f"{name} {size:,}" for name, size in sorted(sizes.items()))
    return f"sent: {sum(sizes.values()) / 1e6:.1f} MB (goal: 12): {each}"


def measure(page: Page, method: str, trace: bool = True) -> dict:
    told = page.evaluate(RUN, {"name": NAME, "method": method, "trace": trace})
    if not told.pop("same"):
        raise SystemExit(f"{NAME} under {method} didn't print what is documented")
    return told


def memory() -> float:
    """Returns the MB of the largest process of the browser that is open: the tab's."""
    sizes = []
    for each in psutil.Process().children(recursive=True):
        try:
            sizes.append(each.memory_full_info().uss)
        except psutil.Error:
            continue
    return max(sizes) / 1e6


def rows(browser: Browser, address: str, name: str) -> list[str]:
    found = []
    for method in METHODS:  # each with the machine loaded anew
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}process/exitcode/")
        before = memory()
        cold = measure(page, method)
        warm = [measure(page, method)["end"] for _ in range(RUNS)]
        plain = [measure(page, method, trace=False)["end"] for _ in range(RUNS)]
        found.append(
            f"{name}, {method}: ready {cold['ready']:.1f} s after the download,"
            f" first output {cold['first']:.1f} s, end {cold['end']:.1f} s cold,"
            f" {median(warm):.1f} s warm, {median(plain):.1f} s without its timeline;"
            f" memory {memory() - before:+.0f} MB"
        )
        if method == METHODS[-1]:
            took = [page.evaluate(START) for _ in range(STARTS)]
            found.append(
                f"{name}: {STARTS} starts, median {median(took):.1f} s, longest"
                f" {max(took):.1f} s, {sum(each > LATE for each in took)} hung"
            )
        context.close()
    return found


def _open(playwright: Playwright, name: str) -> Browser:
    if name == "firefox":
        return playwright.firefox.launch(**firefox_options())
    return playwright.chromium.launch(executable_path=chromium())


def table(site: Path) -> str:
    """`site`: a built one, with the laboratory in it."""
    machine = site / "lab/built/machine.json"
    lines = [f"CPython {json.loads(machine.read_text())['python']}", sent(site)]
    with serve(site, "/") as server, sync_playwright() as playwright:
        for name in ("chromium", "firefox"):
            browser = _open(playwright, name)
            lines += rows(browser, server.url, name)
            browser.close()
    return "\n".join(lines)
