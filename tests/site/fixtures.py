"""The built site, for all tests that look at it: built once, outside of the project."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site import made_results
from tests.content.page_reader import ROOT

SITE_URL = "https://example.org/learn/multiprocessing/"
REPO_URL = "https://example.org/someone/multiprocessing"


def build(folder: Path, results: Path, **addresses: str) -> Path:
    """Does what `make site` does, into `folder`, with these results of test runs; a
    warning is a failure."""
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SITE_URL": "",
        "REPO_URL": "",
        "RESULTS": str(results),
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment | addresses,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    if done.returncode:
        pytest.fail(f"the site isn't built:  make site\n{done.stdout}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """A folder of made-up results of all kinds, whatever the last test run has left."""
    return made_results.write(tmp_path_factory.mktemp("results"))


@pytest.fixture(scope="session")
def site(tmp_path_factory, made) -> Path:
    """The folder of the site as `make site` builds it, without any address."""
    return build(tmp_path_factory.mktemp("site"), made)


@pytest.fixture(scope="session")
def published_site(tmp_path_factory, made) -> Path:
    """The folder of the site as the workflow builds it, with both addresses."""
    folder = tmp_path_factory.mktemp("published")
    return build(folder, made, SITE_URL=SITE_URL, REPO_URL=REPO_URL)
