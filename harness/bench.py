"""Measures what the checking costs: python -m harness bench [--python PATH]

Each figure is a ratio, or a difference, of two things measured in the same run, since
machines differ and are noisy. CPU seconds count the processes that were waited for. For
the whole suite those are all, on Linux; elsewhere a resource tracker or fork server that
outlives its parent is left out.
"""

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from .cell import Cell, cells, run_all
from .compare import compare
from .interpreters import Interpreter, describe
from .snippets import SNIPPETS, discover

CORES = os.cpu_count() or 1
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Cost:
    """Seconds of wall time, seconds of CPU time of this process and of its children."""

    wall: float
    own: float
    children: float

    @property
    def cpu(self) -> float:
        return self.own + self.children


def cost(work: Callable[[], object]) -> Cost:
    """Returns what a call costs."""
    before, began = os.times(), time.perf_counter()
    work()
    wall, after = time.perf_counter() - began, os.times()
    own = after.user + after.system - before.user - before.system
    children = (
        after.children_user
        + after.children_system
        - before.children_user
        - before.children_system
    )
    return Cost(wall, own, children)


def adopt_orphans() -> None:
    """Makes this process the parent of its orphaned descendants, where Linux offers it
    (prctl(2), PR_SET_CHILD_SUBREAPER)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def wait_for_orphans() -> None:
    """Waits for each child there is, so that its CPU time counts."""
    with suppress(ChildProcessError):
        while True:
            os.wait()


def check_all(chosen: list[Cell]) -> list[float]:
    """Runs and compares cells as `make test` does; returns the seconds of each."""
    outcomes = run_all(chosen)
    for cell, outcome in outcomes.items():
        compare(cell, outcome)
    return [outcome.seconds for outcome in outcomes.values()]


def lower_bound(cost: Cost, longest: float) -> float:
    """Returns the wall seconds below which no order of the cells can get."""
    return max(cost.cpu / CORES, longest)


def suite(interpreter: Interpreter) -> str:
    """The whole suite over its lower bound. It runs in a process of its own, whose
    orphans, such as resource trackers, count as well."""
    chosen = cells(discover(SNIPPETS), [interpreter])
    adopt_orphans()

    def run_in_pool() -> list[float]:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(check_all, chosen).result()

    def run() -> None:
        seconds.extend(run_in_pool())
        wait_for_orphans()

    seconds: list[float] = []
    spent = cost(run)
    bound = lower_bound(spent, max(seconds))
    return (
        f"suite: {len(chosen)} cells in {spent.wall:.1f} s; lower bound {bound:.1f} s"
        f" ({spent.cpu:.1f} CPU seconds on {CORES} cores, longest cell"
        f" {max(seconds):.1f} s); ratio {spent.wall / bound:.2f} (goal: 1.3)"
    )


def generated(folder: Path, count: int) -> Path:
    """Writes `count` small snippets with their transcripts; returns their folder."""
    root = folder / str(count)
    for number in range(count):
        chapter = root / f"chapter{number % 10}"
        chapter.mkdir(parents=True, exist_ok=True)
        (chapter / f"x{number}.py").write_text("print(1)\n")
        (chapter / f"x{number}.spawn.out").write_text(f"$ python x{number}.py\n1\n")
    return root


def overhead(interpreter: Interpreter, folder: Path, count: int = 60) -> str:
    """A cell's CPU time over that of the bare program, one after another."""
    chosen = cells(discover(generated(folder, count)), [interpreter])

    def bare():
        for cell in chosen:
            subprocess.run(
                [interpreter.path, cell.snippet.path.name],
                cwd=cell.snippet.path.parent,
                stdout=subprocess.DEVNULL,
            )

    def checked():
        for cell in chosen:
            compare(cell, cell.run())

    alone, whole = cost(bare), cost(checked)
    more = (whole.cpu - alone.cpu) / count * 1000
    return (
        f"overhead: {more:.1f} ms of CPU per cell (goal: 30); bare"
        f" {alone.cpu / count * 1000:.1f} ms; wall ratio {whole.wall / alone.wall:.2f}"
    )


def growth(interpreter: Interpreter, folder: Path, count: int = 40) -> str:
    """CPU time per cell with ten times as many snippets."""

    def check(size: int) -> float:
        root = generated(folder / "growth", size)
        spent = cost(lambda: check_all(cells(discover(root), [interpreter])))
        return spent.cpu / size

    few, many = check(count), check(10 * count)
    return (
        f"growth: {few * 1000:.1f} ms of CPU per cell with {count} snippets,"
        f" {many * 1000:.1f} ms with {10 * count}; ratio {many / few:.2f} (goal: 1.10)"
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


def site(folder: Path) -> str:
    """The site's build over a plain Material build of the same Markdown."""
    wall = min(build(ROOT / "mkdocs.yml", folder / "site") for _ in range(3))
    least = min(plain_build(folder / f"plain{number}") for number in range(3))
    return (
        f"site: {wall:.2f} s, plain Material {least:.2f} s; ratio {wall / least:.2f}"
        f" (goal: 1.3); rebuild after a changed page {rebuild(folder / 'served'):.2f} s"
        f" (goal: 2)"
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m harness bench",
        description="Measures what the checking and the site's build cost.",
    )
    parser.add_argument("--python", default=sys.executable, metavar="PATH")
    options = parser.parse_args(arguments)
    try:
        interpreter = describe(options.python)
    except ValueError as error:
        parser.error(str(error))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(overhead(interpreter, folder), flush=True)
        print(growth(interpreter, folder), flush=True)
        print(site(folder), flush=True)
        print(suite(interpreter), flush=True)
    return 0
