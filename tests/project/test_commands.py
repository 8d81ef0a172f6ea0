"""What the README's commands say when there is nothing that they could do."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.content.page_reader import ROOT

# Stands in for a theme with a fault: no build succeeds.
NO_BUILD = """\
from tests.site import fixtures


def build(*arguments, **addresses):
    raise fixtures.Unbuilt("the whole log")


fixtures.build = build
"""


def run(*command: str, **environment: str) -> subprocess.CompletedProcess:
    """Runs a command as a reader types it, not as a part of this test run."""
    usual = {key: value for key, value in os.environ.items() if "PYTEST" not in key}
    return subprocess.run(
        command,
        cwd=ROOT,
        env=usual | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


@pytest.mark.parametrize(
    "chosen, status, said",
    [
        (["tests/content", "-k", "no_such_page"], 5, "nothing was checked: no test has"),
        (["--deselect=tests/browser", "-k", "test_shims"], 0, "no page and no snippet has"),
        (["tests/content", "-k", "process/exitcode"], 0, ""),
    ],
)  # fmt: skip
def test_a_choice_of_nothing_says_so(chosen, status, said):
    """A word that no page has would be green with whatever else has it."""
    done = run(sys.executable, "-m", "pytest", *chosen)
    assert done.returncode == status
    assert (
        f"-k {chosen[-1]}: {said}" in done.stdout if said else "-k" not in done.stdout
    )


def test_a_site_that_is_not_built_is_one_error(tmp_path):
    """The first says why, with the log; the others are skipped."""
    (tmp_path / "no_build.py").write_text(NO_BUILD)
    done = run(sys.executable, "-m", "pytest", "-p", "no_build", "tests/site/test_policy.py", "tests/site/test_site.py", PYTHONPATH=str(tmp_path))  # fmt: skip
    assert re.search(r"\d\d skipped, .*\b1 error in ", done.stdout), done.stdout
    assert "the whole log" in done.stdout
    assert "the one error of this run says why" in done.stdout


def test_a_port_that_is_taken_is_said_before_the_site_is_built():
    """With what to type to take another."""
    mkdocs = shutil.which("mkdocs", path=Path(sys.executable).parent)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = run(mkdocs, "serve", "-a", f"127.0.0.1:{port}", NO_MKDOCS_2_WARNING="1")
    assert done.returncode
    assert f"127.0.0.1:{port} is taken" in done.stderr
    assert (
        f"make serve PORT={port + 1}  or  mkdocs serve -a 127.0.0.1:{port + 1}"
        in done.stderr
    )
    assert "The English site follows" not in done.stderr
