"""Measures what a reader waits for: each page on a telephone, by Lighthouse, beside the
same Markdown built by Material alone, in the same run. Lighthouse comes from npm (npx), and
uses Debian's Chromium."""

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.browser.reader import BROWSERS, chromium
from tests.browser.server import serve

ROOT = Path(__file__).parents[2]
LIGHTHOUSE = "lighthouse@12"  # the newest for Node.js 20
FLAGS = "--headless --no-sandbox --disable-gpu"
RUNS = 3  # of which the median counts
PAGES = (  # of the Chinese site; the heaviest of each chapter
    "",
    "process/",
    "process/is_alive/",
    "communication/queue_closing/",
    "start_methods/inherit/",
    "errata/",
)


@dataclass(frozen=True)
class Reading:
    """What opening a page costs: the score, milliseconds of blocking, how far the layout
    shifts, elements, bytes that were sent."""

    score: float
    blocking: float
    shift: float
    elements: float
    sent: float

    def __str__(self) -> str:
        return (
            f"{self.score:.0f} | {self.blocking:.0f} ms | {self.shift:.3f} |"
            f" {self.elements:.0f} | {self.sent / 1000:.0f} kB"
        )


def measured(address: str) -> Reading:
    """Returns the medians of some runs."""
    found = [_once(address) for _ in range(RUNS)]
    names = Reading.__dataclass_fields__
    return Reading(
        **{name: median(getattr(each, name) for each in found) for name in names}
    )


def _once(address: str) -> Reading:
    if not (browser := chromium()):
        raise FileNotFoundError(f"expected one of {', '.join(BROWSERS)} on PATH")
    command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json"]
    command += ["--only-categories=performance", f"--chrome-flags={FLAGS}"]
    environment = {**os.environ, "CHROME_PATH": browser}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env=environment
    )
    report = json.loads(done.stdout)
    audits = report["audits"]

    def number(name: str) -> float:
        return audits[name]["numericValue"]

    return Reading(
        100 * report["categories"]["performance"]["score"],
        number("total-blocking-time"),
        number("cumulative-layout-shift"),
        number("dom-size"),
        number("total-byte-weight"),
    )


def table(build, plain_build) -> str:
    """Builds the site and a plain one; returns a row for each page, below their head.

    build(config, folder) and plain_build(folder): as tests.project.bench has them.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(ROOT / "mkdocs.yml", folder / "site")
        plain_build(folder)
        rows = {}
        with (
            serve(folder / "site", "/", compress=True) as ours,
            serve(folder / "site-zh", "/", compress=True) as theirs,
        ):
            for page in PAGES:
                rows[page] = [measured(each.url + page) for each in (ours, theirs)]
    return "\n".join(
        [
            "page | score | blocking | shift | elements | sent | of plain Material: the same",
            *(f"/{page} | {site} | {plain}" for page, (site, plain) in rows.items()),
        ]
    )
