"""Measures what a reader waits for: each page on a telephone, by Lighthouse, beside the
same Markdown built by Material alone, in the same run. Lighthouse comes from npm (npx), and
uses Debian's Chromium."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.browser.reader import BROWSERS, chromium
from tests.browser.server import serve

LIGHTHOUSE = "lighthouse@12"  # the newest for Node.js 20
FLAGS = "--headless --no-sandbox --disable-gpu"
RUNS = 3  # of which the median counts
PAGES = (  # the heaviest of each chapter
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


def table(sites: dict[str, tuple[Path, Path]]) -> str:
    """Returns a row for each page, below their head; sites: by language, the folders of the
    site and of a plain one."""
    rows = [
        "page | score | blocking | shift | elements | sent | of plain Material: the same"
    ]
    for language, (own, plain) in sites.items():
        with (
            serve(own, "/", compress=True) as ours,
            serve(plain, "/", compress=True) as theirs,
        ):
            for page in PAGES:
                pair = [str(measured(each.url + page)) for each in (ours, theirs)]
                rows.append(" | ".join([f"{language} /{page}", *pair]))
    return "\n".join(rows)
