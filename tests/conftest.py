"""The cells: they run side by side in the background, as soon as the
collection is done; the tests then wait for their own cell and compare."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harness.cell import Cell, cells
from harness.compare import Difference
from harness.interpreters import Interpreter, describe_all, labels
from harness.results import files as results
from harness.run.outcome import Outcome
from harness.run.sandbox import SIDE_BY_SIDE
from harness.snippets import SNIPPETS, discover
from tests.site.fixtures import made, published_site, site  # noqa: F401 (fixtures of all tests)

pytest_plugins = ["tests.browser.browser"]  # its fixtures: `visit`, `server` and others


def pytest_configure(config):
    try:
        interpreters = describe_all(config.getoption("python") or [sys.executable])
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None
    folder = config.getoption("snippets")
    if not folder.is_dir():
        raise pytest.UsageError(f"--snippets {folder}: not a folder; expected one of .py and .out files")  # fmt: skip
    config.stash[RUNS] = Runs(interpreters, folder)


class Runs:
    """The cells of a test run, and what became of each."""

    def __init__(self, interpreters: list[Interpreter], folder: Path):
        self.interpreters = interpreters
        self.folder = folder
        snippets = discover(folder)
        self.cells = cells(snippets, interpreters)
        self._labels = labels(interpreters)
        self._digests = results.digests(snippets)
        self.rows: dict[Interpreter, list[dict]] = {each: [] for each in interpreters}
        self.differences: list[Difference] = []
        self._futures = {}
        self._pool = ThreadPoolExecutor(SIDE_BY_SIDE)

    def id(self, cell: Cell) -> str:
        """The test id; with several interpreters it names the interpreter too."""
        several = len(self.interpreters) > 1
        return f"{cell.id}-{self._labels[cell.interpreter]}" if several else cell.id

    def start(self, cells: list[Cell]) -> None:
        self._futures = {cell: self._pool.submit(cell.run) for cell in cells}

    def outcome(self, cell: Cell) -> Outcome:
        return self._futures[cell].result()

    def outcomes(self) -> dict[Cell, Outcome]:
        """What each cell of this run did, less those that `-k` left out."""
        return {cell: self.outcome(cell) for cell in self._futures}

    def note(self, cell: Cell, difference: Difference | None) -> None:
        digest = self._digests[cell.transcript]
        row = results.row(cell, self.outcome(cell), difference is None, digest)
        self.rows[cell.interpreter].append(row)
        if difference:
            self.differences.append(difference)

    def complete(self) -> bool:
        return sum(map(len, self.rows.values())) == len(self.cells)

    def stop(self) -> None:
        self._pool.shutdown(cancel_futures=True)


RUNS = pytest.StashKey[Runs]()


@pytest.fixture(scope="session")
def runs(pytestconfig) -> Runs:
    return pytestconfig.stash[RUNS]


def pytest_generate_tests(metafunc):
    if "cell" in metafunc.fixturenames:
        runs = metafunc.config.stash[RUNS]
        metafunc.parametrize("cell", runs.cells, ids=runs.id)


def _cell(item) -> Cell | None:
    value = item.callspec.params.get("cell") if hasattr(item, "callspec") else None
    return value if isinstance(value, Cell) else None  # pytest's NOTSET: no cells


def pytest_collection_modifyitems(items):
    """The cells come first: nothing else then disturbs them, or they it."""
    items.sort(key=lambda item: _cell(item) is None)


def pytest_runtestloop(session):
    if not session.config.option.collectonly:
        session.config.stash[RUNS].start(
            [c for item in session.items if (c := _cell(item))]
        )


def pytest_sessionfinish(session):
    runs = session.config.stash[RUNS]
    runs.stop()
    if runs.complete() and runs.folder == SNIPPETS:
        for interpreter, rows in runs.rows.items():
            results.write(interpreter, rows)


def pytest_terminal_summary(terminalreporter, config):
    """In GitHub Actions each difference is an annotation on its file and line."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    for each in config.stash[RUNS].differences:
        message = each.message.replace("%", "%25").replace("\n", "%0A")
        terminalreporter.write_line(
            f"::error file={each.path.as_posix()},line={each.line},"
            f"title={each.title}::{message}"
        )
