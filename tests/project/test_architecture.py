"""Which room may know which: tests → harness ← theme."""

import ast
import re
import subprocess
import sys

import pytest

from tests.project.imports import ROOT, imported, modules

# What each room may never import, and why.
FORBIDDEN = {
    "harness": {"pytest", "mkdocs", "tests", "theme"},  # runs anywhere, for anybody
    "theme": {"pytest", "tests", "psutil", "mkdocs"},  # tested and moved without it
    "lab": {"pytest", "tests", "psutil", "mkdocs"},  # the guest has none of them
}
ADAPTER = ROOT / "theme/mkdocs_events.py"  # but for this module
PURE = (
    "harness.compare",
    "harness.trace.notes",
    "theme.render.timeline.figure",
    "theme.mkdocs_events",
)


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_a_room_does_not_know_what_it_may_not(folder):
    """Else it could not be used, tested or replaced by itself."""
    paths = modules(folder)
    assert paths
    found = [
        f"{path.relative_to(ROOT)}: imports {name}"
        for path in paths
        for name in imported(path)
        if name.split(".")[0] in FORBIDDEN[folder]
        and not (path == ADAPTER and name.startswith("mkdocs."))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("module", PURE)
def test_what_runs_no_process_needs_no_psutil(module):
    """The site's build, and whoever draws a timeline elsewhere, import none."""
    ask = f"import sys, {module}; print('psutil' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True)
    assert done.stdout.decode().strip() == "False", done.stderr.decode()


@pytest.mark.parametrize("room", ["harness", "theme", "theme/render"])
def test_each_room_says_what_is_in_it(room):
    """The list in its __init__.py names each file and folder; and what it names, there
    or from the root on, exists."""
    folder = ROOT / room
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
    named = set(
        re.findall(r"[\w./]+(?:\.(?:py|toml|css|js|yml|html|txt|md)\b|/)", said)
    )
    gone = [
        name
        for name in named
        if not ((folder / name).exists() or (ROOT / name).exists())
    ]
    assert not gone, f"{room}/__init__.py names what isn't there: {gone}"
    there = {
        f"{path.name}/" if path.is_dir() else path.name
        for path in folder.iterdir()
        if path.name not in ("__init__.py", "__pycache__")
    }
    assert there <= named, f"{room}/__init__.py doesn't name: {there - named}"
