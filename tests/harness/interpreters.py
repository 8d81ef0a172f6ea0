"""What an interpreter under test is. The tests run here; the snippets run there."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

from .transcripts import Where

ASK = """
import json, multiprocessing, platform, sys
print(json.dumps([platform.python_implementation(), platform.python_version(),
    sys.platform, platform.machine(), multiprocessing.get_all_start_methods()]))
"""
SYSTEM_OF = {"linux": "linux", "darwin": "macos", "win32": "windows"}


@dataclass(frozen=True)
class Interpreter:
    """An interpreter, by its own word."""

    path: str
    implementation: str  # "CPython"
    release: str  # "3.13.1"
    system: str  # "linux", "macos" or "windows"
    machine: str  # "x86_64"
    methods: tuple[str, ...]

    @property
    def version(self) -> tuple[int, int]:
        major, minor = self.release.split(".")[:2]
        return int(major), int(minor)

    @property
    def short(self) -> str:
        """`3.13`, as in a test id."""
        return "{}.{}".format(*self.version)

    def __str__(self) -> str:
        return f"{self.implementation} {self.release}"

    def where(self, method: str) -> Where:
        return Where(method, self.version, self.system)


@cache
def describe(name: str = sys.executable) -> Interpreter:
    """Asks an interpreter what it is; ValueError if it can't be run.

    A name is looked up on PATH. The path becomes absolute, since a cell runs elsewhere,
    but links stay: a virtual environment is known by where it was called.
    """
    path = os.path.abspath(shutil.which(name) or name)
    try:
        answer = subprocess.run(
            [path, "-I", "-c", ASK], capture_output=True, text=True, timeout=60
        )
        if answer.returncode:
            raise ValueError(answer.stderr.strip()[-200:])
        implementation, release, platform, machine, methods = json.loads(answer.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise ValueError(
            f"--python {name}: can't run this interpreter ({error}); expected the path"
            f" of a Python, such as {sys.executable}"
        ) from error
    system = SYSTEM_OF.get(platform, "linux")
    # In the order that the pages use, not the interpreter's (its default is first).
    ordered = sorted(methods, key=("fork", "spawn", "forkserver").index)
    return Interpreter(path, implementation, release, system, machine, tuple(ordered))
