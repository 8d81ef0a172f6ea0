"""The options of the tests. A plugin that pytest.ini names, not part of conftest.py:
`pytest --python PATH` takes PATH for the folder whose conftest.py it should read."""

from pathlib import Path

from harness.snippets import SNIPPETS


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
