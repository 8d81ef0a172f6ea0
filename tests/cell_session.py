"""The cells of a test run. They run side by side in the background; the tests wait for
their own cell and compare. What became of all of them is written for the site.

A plugin that pytest.ini names, not part of conftest.py: `pytest --python PATH` takes PATH
for the folder whose conftest.py it should read; own_ini.py mends what else it takes it for.
"""

import os
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harness.cell import Cell, cells
from harness.compare import Difference
from harness.interpreters import (
    Interpreter,
    describe,
    describe_all,
    describe_supported,
    labels,
)
from harness.results import evidence
from harness.results import files as results
from harness.results.judge import never_run
from harness.run.outcome import Hang, Outcome
from harness.run.sandbox import SIDE_BY_SIDE
from harness.snippets import SNIPPETS, discover
from harness.transcripts import Transcript

# How a cell may run: by the name of the parameter that asks for it.
WAYS = {
    "cell": Cell.run,
    "own": lambda cell: cell.run(plain=True),
    "hanging": lambda cell: cell.run(hang=Hang(PATIENCE, cell.hang.lines)),
}
PATIENCE = 30  # seconds after which a program that never ends still runs


def pytest_addoption(parser):
    group = parser.getgroup("snippets")
    group.addoption(
        "--python",
        action="append",
        metavar="PATH",
        help="run the snippets with this interpreter (repeatable; default: the running one)",
    )
    group.addoption(
        "--snippets",
        type=Path,
        default=SNIPPETS,
        metavar="DIR",
        help="check this folder of .py and .out files in place of the site's",
    )


def pytest_configure(config):
    try:
        given = config.getoption("python")
        interpreters = (
            describe_all(given, describe_supported) if given else [describe()]
        )
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None
    folder = config.getoption("snippets")
    if not folder.is_dir():
        raise pytest.UsageError(f"--snippets {folder}: not a folder; expected one of .py and .out files")  # fmt: skip
    session = config.stash[CELL_SESSION] = CellSession(interpreters, folder)
    config.pluginmanager.register(session, "cell session")


class CellSession:
    """Runs the cells of a test run, and collects what the tests found."""

    def __init__(self, interpreters: list[Interpreter], folder: Path):
        self.interpreters = interpreters
        self.folder = folder
        snippets = discover(folder)
        self.cells = cells(snippets, interpreters)
        self._labels = labels(interpreters)
        self._digests = results.digests(snippets)
        self._chosen: list[tuple[Cell, str]] = []  # and in which of WAYS
        self._futures = {}
        runs = ThreadPoolExecutor(SIDE_BY_SIDE)
        waits = ThreadPoolExecutor(100)  # take no processor
        self._pools = {"cell": runs, "own": runs, "hanging": waits}
        self._noted: list[tuple[str, object]] = []  # by the test that runs
        self._rows: dict[str, list[dict]] = {each.name: [] for each in interpreters}
        self._annotations: list[str] = []

    def id(self, cell: Cell) -> str:
        """The test id; with several interpreters it names the interpreter too."""
        several = len(self.interpreters) > 1
        return f"{cell.id}-{self._labels[cell.interpreter]}" if several else cell.id

    # --- For the tests -------------------------------------------------------------

    def outcome(self, cell: Cell, how: str = "cell") -> Outcome:
        """Waits for a cell; `how`: a key of WAYS. The first one that is asked for starts
        them all, so that of several processes (`pytest -n`) the one that has these tests
        runs them."""
        if not self._futures:
            self._futures = {
                chosen: self._pools[chosen[1]].submit(WAYS[chosen[1]], chosen[0])
                for chosen in self._chosen
            }
        return self._futures[cell, how].result()

    def outcomes(self) -> dict[Cell, Outcome]:
        """What each cell of this run did, less those that `-k` left out."""
        return {cell: self.outcome(cell) for cell, how in self._chosen if how == "cell"}

    def in_any_order(self) -> dict[Transcript, list[Cell]]:
        """Returns the transcripts whose order doesn't count, and their cells."""
        found = defaultdict(list)
        for cell in self.cells:
            if cell.transcript.anyorder:
                found[cell.transcript].append(cell)
        return found

    def note(self, cell: Cell, difference: Difference | None) -> None:
        """Keeps what became of a cell for the results."""
        digest = self._digests[cell.transcript]
        row = results.row(cell, self.outcome(cell), difference is None, digest)
        self._noted.append((f"cell {cell.interpreter.name}", row))
        if difference:
            self.annotate(difference)

    def annotate(self, difference: Difference) -> None:
        """In GitHub Actions a difference is an annotation on its file and line."""
        message = difference.message.replace("%", "%25").replace("\n", "%0A")
        line = f"::error file={difference.path.as_posix()},line={difference.line},title={difference.title}::{message}"  # fmt: skip
        self._noted.append(("annotation", line))

    # --- For pytest ----------------------------------------------------------------

    def pytest_generate_tests(self, metafunc):
        if "cell" in metafunc.fixturenames:
            metafunc.parametrize("cell", self.cells, ids=self.id)
        if "own" in metafunc.fixturenames:
            own = [each for each in self.cells if each.is_own]
            metafunc.parametrize("own", own, ids=self.id)
        if "hanging" in metafunc.fixturenames:
            once = {each.snippet: each for each in self.cells if each.hang}
            metafunc.parametrize("hanging", [*once.values()], ids=self.id)

    def pytest_collection_finish(self, session):
        params = [getattr(item, "callspec", None) for item in session.items]
        found = [(each.params.get(how), how) for each in params if each for how in WAYS]
        self._chosen = [each for each in found if isinstance(each[0], Cell)]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self):
        """What a test noted goes with its report to the process that sums up."""
        report = yield
        report.user_properties += self._noted
        self._noted = []
        return report

    def pytest_runtest_logreport(self, report):
        for kind, value in report.user_properties:
            if kind == "annotation":
                self._annotations.append(value)
            elif kind.startswith("cell "):
                self._rows[kind.removeprefix("cell ")].append(value)

    def pytest_sessionfinish(self, session):
        for pool in self._pools.values():
            pool.shutdown(cancel_futures=True)
        complete = sum(map(len, self._rows.values())) == len(self.cells)
        is_worker = hasattr(session.config, "workerinput")
        if complete and not is_worker and self.folder == SNIPPETS:
            for each in self.interpreters:
                results.write(each, self._rows[each.name])

    def pytest_terminal_summary(self, terminalreporter):
        if self.folder == SNIPPETS:
            snippets = discover(SNIPPETS)
            now = [results.content(each, self._rows[each.name]) for each in self.interpreters]  # fmt: skip
            contents = [*evidence.read(), *results.read(), *now]
            if missing := never_run(contents, snippets):
                terminalreporter.write_line(
                    "Never run, neither here nor in snippets/verified.json; each holds where"
                    " its name says. CI runs it there, and the page says so until then:",
                    red=True,
                )
            for each in missing:
                terminalreporter.write_line(f"    {each.path}", red=True)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            for line in self._annotations:
                terminalreporter.write_line(line)


CELL_SESSION = pytest.StashKey[CellSession]()


@pytest.fixture(scope="session")
def cell_session(pytestconfig) -> CellSession:
    return pytestconfig.stash[CELL_SESSION]
