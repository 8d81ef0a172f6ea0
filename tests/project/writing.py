"""Measures what a contributor waits for between a save and the page in the browser, with
`make serve`, today and with four times the content."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from tests.browser.reader import chromium

PAGE = "process/pid/"
# What is saved → file, text, the text in its place, how the browser sees it.
SAVED = {
    "page": ("docs/zh/process/pid.md", "pid 不是身份证", "pid 不是身份证号", "pid 不是身份证号"),
    "snippet": ("snippets/process/pid/life.py", "Process(", "Process( ", "Process( "),
    "transcript": ("snippets/process/pid/life.out", "None", "NONE", "NONE"),
    "template": ("theme/main.html", "{{ super() }}", "TEMPLATE{{ super() }}", "TEMPLATE"),
}  # fmt: skip
TIMES = 5


def seconds(project: Path, port: int = 8765) -> dict[str, float]:
    """Returns the median of some saves, by what is saved; undone at the end of each."""
    found = {}
    with _served(project, port) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        page = browser.new_page()
        page.goto(address + PAGE)
        page.wait_for_timeout(1_000)
        for what, (name, old, new, seen) in SAVED.items():
            path = project / name
            before = path.read_text("utf-8")
            assert old in before, f"{name} has no {old!r}"
            shows = f"document.body?.textContent.includes({seen!r})"
            waits = []
            for _ in range(TIMES):
                for text, sees in (
                    (before.replace(old, new), shows),
                    (before, f"!{shows}"),
                ):
                    path.write_text(text, encoding="utf-8", newline="\n")
                    began = time.perf_counter()
                    page.wait_for_function(
                        f"document.readyState === 'complete' && {sees}",
                        polling=20,
                        timeout=60_000,
                    )
                    waits.append(time.perf_counter() - began)
                    page.wait_for_timeout(700)
            found[what] = median(waits)
        browser.close()
    return found


@contextmanager
def _served(project: Path, port: int) -> Iterator[str]:
    address = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", address[7:-1]]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(command, cwd=project, env=environment) as process:
        try:
            while not _answers(address):
                if process.poll() is not None:
                    raise RuntimeError(f"mkdocs serve ended: {process.returncode}")
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()


def _answers(address: str) -> bool:
    try:
        with urlopen(address):
            return True
    except OSError:
        return False
