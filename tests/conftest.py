"""The order of the tests, and how several processes share them (`pytest -n 2`)."""

import re

import pytest

ROOMS = re.compile("tests/(content|cells)/")  # the tests of pages and of snippets
pytest_plugins = ["tests.site.fixtures"]  # the built sites


def pytest_addoption(parser):
    parser.addoption(
        "--lab-programs",
        choices=("some", "all"),
        default="some",
        help="of the programs that run in the laboratory: one of each chapter, or all",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The browser comes last: while Playwright runs, asyncio is of no use to others."""
    items.sort(key=lambda item: item.path.parent.name == "browser")


def pytest_terminal_summary(terminalreporter, exitstatus, config):
    """A choice that chose nothing says so, and one of the whole that no page or snippet
    is in; else both look like a success."""
    chosen = config.getoption("keyword")
    whole = config.args_source == config.ArgsSource.TESTPATHS
    ran = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        said = "nothing was checked: no test has that in its name"
    elif chosen and whole and not any(ROOMS.match(each.nodeid) for each in ran):
        said = "no page and no snippet has that in its name"
    else:
        return
    terminalreporter.write_line(
        f"-k {chosen or '…'}: {said}. They are named by their paths, such as"
        f" process/exitcode; a list:  python -m pytest --co -q",
        red=True,
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """In their order, file by file, since what the tests of a file share is made once. So
    all cells stay together, and all that reads the built pages. The tests of the browser
    go one by one: each opens pages of its own."""
    from xdist.scheduler import LoadScopeScheduling

    class InOrder(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.partition("::")[0]
            folder = file.rpartition("/")[0]
            if folder in ("tests/cells", "tests/site"):
                return folder
            return nodeid if folder == "tests/browser" else file

    config.option.loadscopereorder = False
    return InOrder(config, log)
