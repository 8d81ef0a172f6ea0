"""What the tests of the harness share: interpreters that are made up."""

import json
import sys
from pathlib import Path

import pytest

ANSWER = {
    "implementation": "CPython",
    "release": "3.14.1",
    "platform": "linux",
    "machine": "x86_64",
    "methods": ["forkserver", "fork", "spawn"],
    "bits": 64,
    "byteorder": "little",
    "free_threaded": False,
    "libc": ["glibc", "2.36", "cpython-314-x86_64-linux-gnu", None],
}
SCRIPT = """\
#!/bin/sh
if [ "$1" = -I ]; then echo '{answer}'; exit; fi
SAYS='{says}' exec {python} "$@"
"""


@pytest.fixture
def plant(tmp_path):
    """Makes a program that says of itself what an interpreter would, and is the running
    one in truth; returns its path. What it runs finds `says` in the environment."""

    def make(name: str, says: str = "", **answer) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        told = json.dumps(ANSWER | answer)
        path.write_text(SCRIPT.format(answer=told, says=says, python=sys.executable))
        path.chmod(0o755)
        return path

    return make
