"""Which room may know which: tests → harness ← theme."""

import ast
import re
from pathlib import Path

import pytest

from tests.content.page_reader import ROOT

# What each room may never import, and why.
FORBIDDEN = {
    "harness": {"pytest", "mkdocs", "tests", "theme"},  # runs anywhere, for anybody
    "theme": {"pytest", "tests", "psutil"},
    "theme/render": {"mkdocs"},  # tested and moved without it
}
PURE = {"harness/trace/events.py", "harness/trace/notes.py"}  # run anywhere Python runs


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Returns the modules that a file imports, by their whole names."""
    package = path.relative_to(ROOT).parent.parts
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *filter(None, [node.module])])
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_a_room_does_not_know_what_it_may_not(folder):
    """Else it could not be used, tested or replaced by itself."""
    paths = modules(folder)
    assert paths
    found = [
        f"{path.relative_to(ROOT)}: imports {name}"
        for path in paths
        for name in imported(path)
        if name.split(".")[0] in FORBIDDEN[folder] and path.name != "mkdocs_events.py"
    ]
    assert not found, "\n".join(found)


def reached(path: Path, seen: set[Path]) -> set[str]:
    """Returns all that a file of the harness imports, itself or by others of it."""
    names = imported(path)
    for name in list(names):
        own = ROOT / Path(*name.split("."))
        for other in (own.with_suffix(".py"), own / "__init__.py"):
            if other.is_file() and other not in seen:
                seen.add(other)
                names |= reached(other, seen)
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("path", [*PURE, "theme/mkdocs_events.py"])
def test_what_is_pure_needs_no_processes(path):
    """The site's build, and whoever draws a timeline elsewhere, import no psutil."""
    assert "psutil" not in reached(ROOT / path, set())


@pytest.mark.parametrize("room", ["harness", "theme", "theme/render"])
def test_each_room_says_what_is_in_it(room):
    """The list in its __init__.py names each file and folder, and no other."""
    said = ast.get_docstring(
        ast.parse((ROOT / room / "__init__.py").read_text("utf-8"))
    )
    named = set(re.findall(r"^([\w*./]+?)/? {2,}\S", said, re.MULTILINE))
    there = {
        path.name
        for path in (ROOT / room).iterdir()
        if path.name not in ("__init__.py", "__pycache__") and path.suffix != ".html"
    }
    assert {each for each in named if "." in each or (ROOT / room / each).is_dir()} >= there  # fmt: skip
