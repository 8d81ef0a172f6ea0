"""The order of the tests, and how several processes share them (`pytest -n 2`)."""

import pytest

pytest_plugins = ["tests.site.fixtures"]  # the built sites


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The browser comes last: while Playwright runs, asyncio is of no use to others."""
    items.sort(key=lambda item: item.path.parent.name == "browser")


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
