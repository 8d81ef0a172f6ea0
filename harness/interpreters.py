"""What an interpreter under test is. The tests run here; the snippets run there."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from .transcripts import Where
from .versions import dotted, supported

ASK = """
import json, multiprocessing, os, platform, sys, sysconfig
print(json.dumps({
    "implementation": platform.python_implementation(),
    "release": platform.python_version(),
    "platform": sys.platform,
    "machine": platform.machine(),
    "methods": multiprocessing.get_all_start_methods(),
    "bits": sys.maxsize.bit_length() + 1,
    "byteorder": sys.byteorder,
    "free_threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    "library": os.path.dirname(os.__file__),
    "modules": [*getattr(sys, "stdlib_module_names", ())],
    "libc": [*platform.libc_ver(), sysconfig.get_config_var("SOABI"),
             sysconfig.get_config_var("HOST_GNU_TYPE")],
}))
"""
SYSTEM_OF = {"linux": "linux", "darwin": "macos", "win32": "windows"}
SYSTEM_NAMES = {
    "linux": "Linux",
    "macos": "macOS",
    "windows": "Windows",
}  # as they write it


@dataclass(frozen=True)
class Interpreter:
    """An interpreter, by its own word."""

    path: str
    implementation: str  # "CPython"
    release: str  # "3.13.1"
    system: str  # "linux", "macos" or "windows"
    machine: str  # "x86_64"
    methods: tuple[str, ...]
    build: str = ""  # what is unusual about it: "free-threaded", "32-bit, musl"
    default: str = ""  # its start method, if nobody chooses one
    library: str = ""  # the folder of the standard library
    modules: frozenset[str] = frozenset()  # the names of its modules

    @property
    def numbers(self) -> tuple[int, ...]:
        """`(3, 13, 1)`, also of a release candidate."""
        return tuple(map(int, re.match(r"(\d+)\.(\d+)\.(\d+)", self.release).groups()))

    @property
    def version(self) -> tuple[int, ...]:
        return self.numbers[:2]

    @property
    def short(self) -> str:
        """`3.13`, as in a test id."""
        return dotted(self.version)

    @property
    def name(self) -> str:
        """`linux-x86_64-cpython-3.13.1-free-threaded`: equal for equal interpreters."""
        build = self.build.replace(", ", "-")
        parts = [self.system, self.machine, self.implementation, self.release, build]
        return "-".join(filter(None, parts)).lower()

    def __str__(self) -> str:
        """`CPython 3.13.1 (free-threaded)`"""
        return f"{self.implementation} {self.release}" + (
            f" ({self.build})" if self.build else ""
        )

    def where(self, method: str) -> Where:
        return Where(method, self.numbers, self.system, self.implementation)


@cache
def describe(name: str = sys.executable) -> Interpreter:
    """Asks an interpreter what it is; ValueError if it can't be run.

    A name is looked up on PATH. The path becomes absolute, since a cell runs elsewhere,
    but links stay: a virtual environment is known by where it was called.
    """
    path = os.path.abspath(shutil.which(name) or name)
    try:
        said = subprocess.run(
            [path, "-I", "-c", ASK], capture_output=True, text=True, timeout=60
        )
        if said.returncode:
            reason = " ".join(said.stderr.split())[-200:]
            raise ValueError(reason or f"exit code {said.returncode}")
        answer = json.loads(said.stdout)
        if not isinstance(answer, dict):
            raise ValueError(f"it answers {said.stdout.strip()!r}")
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise ValueError(
            f"--python {name}: can't run this interpreter ({error}); expected the path"
            f" of a Python, such as {sys.executable}"
        ) from error
    # In the order that the pages use, not the interpreter's (its default is first).
    methods = sorted(answer["methods"], key=("fork", "spawn", "forkserver").index)
    return Interpreter(
        path,
        answer["implementation"],
        answer["release"],
        SYSTEM_OF.get(answer["platform"], "linux"),
        answer["machine"],
        tuple(methods),
        _build(answer),
        answer["methods"][0],
        answer.get("library", ""),
        frozenset(answer.get("modules", ())),
    )


def _build(answer: dict) -> str:
    """Returns what is unusual about a build, in words joined by ", "."""
    words = {
        "free-threaded": answer["free_threaded"],
        "32-bit": answer["bits"] == 32,
        "big-endian": answer["byteorder"] == "big",
        "musl": "musl" in " ".join(filter(None, answer["libc"])),
    }
    return ", ".join(word for word, holds in words.items() if holds)


def describe_supported(name: str) -> Interpreter:
    """Describes an interpreter; ValueError if it can't be run or isn't supported."""
    each = describe(name)
    if each.version in supported().get(each.implementation, ()):
        return each
    expected = " or ".join(
        f"{implementation} {', '.join(map(dotted, versions))}"
        for implementation, versions in supported().items()
    )
    raise ValueError(f"--python {name}: {each} isn't supported; expected {expected}")


def describe_all(
    names: list[str], describe: Callable[[str], Interpreter] = describe
) -> list[Interpreter]:
    """Describes interpreters; ValueError if one can't be run or is there twice."""
    found: dict[str, Interpreter] = {}
    for name in names:
        each = describe(name)
        if other := found.get(each.name):
            raise ValueError(
                f"--python {name}: the same interpreter as {other.path} ({each});"
                f" give one of them"
            )
        found[each.name] = each
    return list(found.values())


def labels(interpreters: list[Interpreter]) -> dict[Interpreter, str]:
    """Returns a word for each of several interpreters, as test ids use it: `3.13`, or
    the whole name where two are of one version."""
    versions = Counter(each.short for each in interpreters)
    return {
        each: each.short if versions[each.short] == 1 else each.name
        for each in interpreters
    }
