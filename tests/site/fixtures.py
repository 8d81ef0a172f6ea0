"""The built sites, for all tests that look at one: built once in a test run, outside of
the project.

What holds for each page is tested on the site itself. How a page behaves is tested on a
small one, of the docs and snippets in sample/: however many pages there are, it stays.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from harness.snippets import discover
from tests.site import made_results

ROOT = Path(__file__).parents[2]
SAMPLE = Path(__file__).parent / "sample"
SITE_URL = "https://example.org/learn/multiprocessing/"
REPO_URL = "https://example.org/someone/multiprocessing"
ADDRESSES = {"SITE_URL": SITE_URL, "REPO_URL": REPO_URL}  # as the workflow gives them
# In the results that the sample is built with:
BROKEN = ("listings/tabs/exit_code", "forkserver")  # this cell failed on one of them
EDITED = "listings/more/method"  # this snippet was edited since
NAV = """\
nav:
  - index.md
  - Sample: [listings/tabs.md, listings/more.md, replay/steps.md, notebook.ipynb]
  - About: [matrix.md]
"""


def build(folder: Path, results: Path, project: Path = ROOT, **addresses: str) -> Path:
    """Does what `make site` does in `project`, into `folder`, with these results of test
    runs; a warning is a failure."""
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SITE_URL": "",
        "REPO_URL": "",
        "RESULTS": str(results),
    }
    script = shutil.which("mkdocs", path=Path(sys.executable).parent)
    command = [script, "build", "--strict", "-d", str(folder)]
    done = subprocess.run(
        command,
        cwd=project,
        env=environment | addresses,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    if done.returncode:
        raise Unbuilt(f"the site isn't built:  make site\n{done.stdout}", pytrace=False)
    return folder


UNBUILT = "the site isn't built; the one error of this run says why"


class Unbuilt(pytest.fail.Exception):
    """A site can't be built. The first test that would read it says why."""

    told = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """One error, whatever number of tests would read the site; the others are skipped."""
    report = yield
    if call.excinfo and isinstance(call.excinfo.value, Unbuilt):
        if Unbuilt.told:
            report.outcome = "skipped"
            report.longrepr = (str(item.path), item.location[1], UNBUILT)
        Unbuilt.told = True
    return report


@pytest.fixture(scope="session")
def once(tmp_path_factory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Makes a folder once for all processes of a test run, and returns it."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    failed = base / "failed"  # some process couldn't make one

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        folder, part = base / name, base / f"{name}.part"
        with FileLock(base / f"{name}.lock"):
            if failed.exists():
                pytest.skip(UNBUILT)
            if not folder.is_dir():
                shutil.rmtree(part, ignore_errors=True)
                part.mkdir()
                try:
                    fill(part)
                except Unbuilt:
                    failed.touch()
                    raise
                part.rename(folder)
        return folder

    return make


@pytest.fixture(scope="session")
def made(once) -> Path:
    """A folder of made-up results of all kinds, whatever the last test run has left."""
    return once("results", made_results.write)


@pytest.fixture(scope="session")
def site(once, made) -> Path:
    """The folder of the site as the workflow builds it, with both addresses."""
    return once("site", lambda folder: build(folder, made, **ADDRESSES))


@pytest.fixture(scope="session")
def pages(site) -> dict:
    """The pages of the site by the names of their files, each parsed once."""
    from tests.site.site_checks import documents

    return documents(site)


@pytest.fixture(scope="session")
def sample_project(once) -> Path:
    """A copy of the project that has only the pages and the snippets of the sample."""

    def copy(folder: Path) -> None:
        shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
        for name in ("harness", "theme"):
            shutil.copytree(ROOT / name, folder / name)
        for name in ("mkdocs.yml", "mkdocs.en.yml"):
            config = (ROOT / name).read_text(encoding="utf-8")
            config = re.sub(r"^nav:.*?(?=^\S|\Z)", NAV, config, flags=re.M | re.S)
            (folder / name).write_text(config, encoding="utf-8")

    return once("sample_project", copy)


@pytest.fixture(scope="session")
def sample_results(once) -> Path:
    snippets = discover(SAMPLE / "snippets")
    return once(
        "sample_results",
        lambda folder: made_results.write(folder, snippets, BROKEN, EDITED),
    )


@pytest.fixture(scope="session")
def sample(once, sample_project, sample_results) -> Path:
    """The folder of the sample as the workflow builds it, with both addresses."""
    return once(
        "sample",
        lambda folder: build(folder, sample_results, sample_project, **ADDRESSES),
    )


@pytest.fixture(scope="session")
def plain_sample(once, sample_project, sample_results) -> Path:
    """The folder of the sample as `make site` builds it, without any address."""
    return once(
        "plain_sample",
        lambda folder: build(folder, sample_results, sample_project),
    )
