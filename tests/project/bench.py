"""Measures what readers and contributors wait for: python -m tests.project.bench [FIGURE...]

Seconds of wall time and of CPU time, with all processes that were started (on Linux:
elsewhere those that outlive their parent are left out), on a machine that does nothing
else. What readers wait for, and the site's build, is compared with a site by Material alone
of the same Markdown, measured in the same run; browsers and Lighthouse are Debian's and
npm's.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.bench import Cost, cost_of_command
from tests.project import laboratory, reading, searching, writing
from tests.project.grown import grow
from theme.render.lab import is_built

ROOT = Path(__file__).parents[2]
GROWN = 4  # times the content of today


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


def build(project: Path, config: Path, site: Path) -> float:
    """Builds a site and returns the seconds of wall time."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    command += ["-f", str(config), "-d", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    began = time.perf_counter()
    subprocess.run(
        command, cwd=project, env=environment, check=True, capture_output=True
    )
    return time.perf_counter() - began


def own_build(project: Path, folder: Path) -> float:
    """Builds the site of a project into `own` of the folder."""
    return build(project, project / "mkdocs.yml", folder / "own")


def plain_build(project: Path, folder: Path) -> float:
    """Builds the same Markdown with Material alone, into `plain-zh` and `plain-en` of the
    folder: no notebook."""
    seconds = 0.0
    for language in ("zh", "en"):
        config, site = folder / f"{language}.yml", folder / f"plain-{language}"
        config.write_text(
            PLAIN.format(
                docs=project / "docs" / language,
                site=site,
                language=language,
                snippets=project / "snippets",
            )
        )
        seconds += build(project, config, site)
    return seconds


@contextmanager
def projects() -> Iterator[dict[int, Path]]:
    """Makes the project with its content once and four times, in folders of their own."""
    with tempfile.TemporaryDirectory() as name:
        made = {times: Path(name) / f"times-{times}" for times in (1, GROWN)}
        for times, folder in made.items():
            grow(folder, times)
        yield made


def site() -> str:
    """The site's build over a plain Material build of the same Markdown, and how it grows."""
    walls = {}
    with projects() as made, tempfile.TemporaryDirectory() as name:
        for times, project in made.items():
            pairs = [(own_build(project, Path(name)), plain_build(project, Path(name))) for _ in range(3)]  # fmt: skip
            walls[times] = [min(each) for each in zip(*pairs, strict=True)]
    start = cost_of_start()  # the same whatever is built
    growth = (walls[GROWN][0] - start) / (walls[1][0] - start) / GROWN
    return (
        "\n".join(
            f"site, {times} times the content: {own:.2f} s, plain Material {plain:.2f} s; ratio"
            f" {own / plain:.2f} (goal: 1.3)"
            for times, (own, plain) in walls.items()
        )
        + f"; growth {growth:.2f} of linear (goal: 1.1)"
    )


def cost_of_start() -> float:
    """Returns the seconds in which mkdocs has loaded what is large, whatever it builds."""
    load = "import mkdocs_jupyter.plugin, jieba; jieba.initialize()"
    command = [sys.executable, "-c", load]
    spent, _ = cost_of_command(command, stderr=subprocess.DEVNULL)
    return spent.wall


def saves() -> str:
    """From a save to the page in the browser."""
    lines = []
    with projects() as made:
        for times, project in made.items():
            found = writing.seconds(project)
            said = ", ".join(f"{what} {each:.2f} s" for what, each in found.items())
            lines.append(
                f"save to browser, {times} times the content: {said} (goal: 2)"
            )
    return "\n".join(lines)


def search() -> str:
    """What a search finds and costs, today and with four times the content."""
    with projects() as made, tempfile.TemporaryDirectory() as name:
        return searching.table(
            {
                f"{times} times the content": built(project, Path(name) / str(times))
                for times, project in made.items()
            }
        )


def read() -> str:
    """What opening a page costs on a telephone."""
    with tempfile.TemporaryDirectory() as name:
        return reading.table(built(ROOT, Path(name)))


def lab() -> str:
    """What running a program in the reader's tab costs."""
    if not is_built(ROOT):
        return "lab: not measured; build the laboratory with  make lab"
    with tempfile.TemporaryDirectory() as name:
        own_build(ROOT, Path(name))
        return laboratory.table(Path(name) / "own")


def built(project: Path, folder: Path) -> dict[str, tuple[Path, Path]]:
    """Builds both sites; returns by language the folders of the site and of a plain one."""
    folder.mkdir(exist_ok=True)
    own_build(project, folder)
    plain_build(project, folder)
    own = folder / "own"
    return {
        "zh": (own, folder / "plain-zh"),
        "en": (own / "en", folder / "plain-en"),
    }


FIGURES = {
    "site": site,
    "saves": saves,
    "search": search,
    "reading": read,
    "lab": lab,
    "check": lambda: command("make check", 15),
    "browser": browser,
    "no-browser": lambda: command("make test ARGS=--ignore=tests/browser", 134),
    "test": lambda: command("make test", 300),
    "ci": lambda: command(".ci/run", 446),
}
USUAL = [name for name in FIGURES if name != "ci"]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.project.bench",
        description="Measures what readers and contributors wait for.",
        epilog="Figures: %s. Without any: all but ci." % ", ".join(FIGURES),
    )
    parser.add_argument("figures", nargs="*", choices=FIGURES, metavar="FIGURE")
    for name in parser.parse_args().figures or USUAL:
        print(FIGURES[name](), flush=True)


if __name__ == "__main__":
    main()
