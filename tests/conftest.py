"""The order of the tests, and the fixtures that several folders share."""

from tests.site.fixtures import made, published_site, site  # noqa: F401 (fixtures of all tests)

pytest_plugins = ["tests.browser.browser"]  # its fixtures: `visit`, `server` and others


def pytest_collection_modifyitems(items):
    """The cells come first: nothing else then disturbs them, or they it."""
    items.sort(key=lambda item: item.path.parent.name != "cells")
