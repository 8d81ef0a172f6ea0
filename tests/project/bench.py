"""Measures what a contributor waits for: python -m tests.project.bench [FIGURE...]

Seconds of wall time and of CPU time, with all processes that were started (on Linux:
elsewhere those that outlive their parent are left out), on a machine that does nothing
else. The site's build is compared with one by Material alone, measured in the same run.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from harness.bench import Cost, cost_of_command
from tests.project import reading

ROOT = Path(__file__).parents[2]


def command(typed: str, goal: int) -> str:
    """Measures a command; the goal is one of wall seconds, on two cores."""
    spent, failed = measured(typed)
    return f"{typed}: {spent.wall:.1f} s, {spent.cpu:.1f} CPU seconds (goal: {goal}){failed}"


def measured(typed: str) -> tuple[Cost, str]:
    """Returns what a command costs, and a remark if it failed."""
    spent, code = cost_of_command(typed.split(), cwd=ROOT, stdout=subprocess.DEVNULL)
    return spent, f"; it failed, exit code {code}" if code else ""


def browser() -> str:
    """What it costs to open a page and to ask it all that is asked of each."""
    os.environ["REQUIRE_BROWSER"] = "1"  # else it would be quick without one
    pages = sum(p.suffix in (".md", ".ipynb") for p in (ROOT / "docs").rglob("*"))
    spent, failed = measured("make test ARGS=tests/browser/test_pages.py")
    return (
        f"browser: {spent.wall / pages:.2f} s, {spent.cpu / pages:.2f} CPU seconds for"
        f" each of {pages} pages{failed}"
    )


PLAIN = """\
site_name: plain
docs_dir: {docs}
site_dir: {site}
theme: {{name: material, language: {language}, font: false}}
plugins: [search]
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - tables
  - toc: {{permalink: true}}
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed: {{alternate_style: true}}
  - pymdownx.snippets: {{base_path: [{snippets}]}}
"""


def build(config: Path, site: Path) -> float:
    """Builds a site and returns the seconds of wall time."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    command += ["-f", str(config), "-d", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


def plain_build(folder: Path) -> float:
    """Builds the same Markdown with Material alone: both languages, no notebook."""
    seconds = 0.0
    for language in ("zh", "en"):
        docs = folder / language
        shutil.copytree(ROOT / "docs" / language, docs, dirs_exist_ok=True)
        config = folder / f"{language}.yml"
        config.write_text(
            PLAIN.format(
                docs=docs,
                site=folder / f"site-{language}",
                language=language,
                snippets=ROOT / "snippets",
            )
        )
        seconds += build(config, folder / f"site-{language}")
    return seconds


def rebuild(folder: Path) -> float:
    """Returns the seconds in which `mkdocs serve` builds the site once more, when a page
    was changed: the whole of it, in a process that has built it before."""
    seconds = 0.0
    for _ in range(2):
        began = time.perf_counter()
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder))
        if not seconds:
            config.plugins.on_startup(command="serve", dirty=False)
        mkdocs_build(config)
        seconds = time.perf_counter() - began
    config.plugins.on_shutdown()
    return seconds


def site() -> str:
    """The site's build over a plain Material build of the same Markdown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wall = min(build(ROOT / "mkdocs.yml", folder / "site") for _ in range(3))
        least = min(plain_build(folder / f"plain{number}") for number in range(3))
        again = rebuild(folder / "served")
    return (
        f"site: {wall:.2f} s, plain Material {least:.2f} s; ratio {wall / least:.2f}"
        f" (goal: 1.3); rebuild after a changed page {again:.2f} s (goal: 2)"
    )


FIGURES = {
    "site": site,
    "reading": lambda: reading.table(build, plain_build),
    "check": lambda: command("make check", 15),
    "browser": browser,
    "no-browser": lambda: command("make test ARGS=--ignore=tests/browser", 134),
    "test": lambda: command("make test", 300),
    "ci": lambda: command(".ci/run", 446),
}
USUAL = [name for name in FIGURES if name not in ("ci", "reading")]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.project.bench",
        description="Measures what a contributor waits for.",
        epilog="Figures: %s. Without any: all but ci and reading." % ", ".join(FIGURES),
    )
    parser.add_argument("figures", nargs="*", choices=FIGURES, metavar="FIGURE")
    for name in parser.parse_args().figures or USUAL:
        print(FIGURES[name](), flush=True)


if __name__ == "__main__":
    main()
