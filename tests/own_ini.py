"""Lets pytest begin with this project's pytest.ini, wherever a given Python lies.

pytest looks for its ini before it knows our options. Of `--python /usr/bin/python3.14` it
takes the path for a test's, looks in /usr/bin, and then knows no --python. What it does
read by then are the entry points on sys.path, which `python -m pytest` begins with the
current folder: ../tests.dist-info names this module there.
"""

import subprocess
import sys

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)  # before the output is captured
def pytest_load_initial_conftests(early_config):
    """Begins again with our ini, if pytest found another or none, and --python is why."""
    given = early_config.invocation_params.args
    ini = early_config.invocation_params.dir / "pytest.ini"
    named = early_config.known_args_namespace.inifilename  # by -c
    if early_config.inipath != ini and not named and "--python" in given:
        command = [sys.executable, "-m", "pytest", "-c", str(ini), *given]
        raise SystemExit(subprocess.run(command).returncode)
    return (yield)
