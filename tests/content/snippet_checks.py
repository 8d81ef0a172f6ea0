"""What is checked of a snippet's form, without running it. Each check returns messages:
where, what was expected, what to do, and the rule of STYLE.md that says so."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.content.page_reader import Page
from theme.new import UNWRITTEN

DIRECTIVE = re.compile(r"#\s*(noqa|type:|fmt:|ruff:|pragma|pylint|mypy)", re.IGNORECASE)
GUARDED = 10  # statements' lines in the main guard
STARTING = {"sitecustomize", "usercustomize"}  # what Python imports by itself
NAME = re.compile(r"_?[a-z][a-z0-9]*(_[a-z][a-z0-9]*)*(?<!\d)")


def unshown(snippets: Path, pages: list[Page], language: str) -> list[str]:
    """Each snippet is shown on some page of the language, and each `_name.py` too: what a
    reader can't see, no snippet does."""
    shown = {fence.include for page in pages for fence in page.fences}
    names = {path.relative_to(snippets).as_posix() for path in snippets.rglob("*.py")}
    return [
        f"snippets/{name}: no page in docs/{language}/ shows it; show it or delete it"
        f" and its transcripts (STYLE.md S6)."
        for name in sorted(names - shown)
    ]


def faults(path: Path, snippets: Path) -> list[str]:
    """Returns what all checks of a snippet find."""
    name = f"snippets/{path.relative_to(snippets).as_posix()}"
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source, name)
    found = [
        *_lines(name, source.splitlines()),
        *_name(name, path),
        *_imports(name, path, tree),
        *_prints(name, tree),
        *_guard(name, tree),
    ]
    helper, lesson = path.name.startswith("_"), "missing_guard" in path.name
    if "__name__" not in source and not helper and not lesson:
        found.append(
            f'{name}:1: expected  if __name__ == "__main__":  before what starts'
            f" processes (STYLE.md S3)."
        )
    return found


def _lines(name: str, lines: list[str]) -> Iterator[str]:
    if len(lines) > 40:
        yield f"{name}:41: expected at most 40 lines, found {len(lines)}; cut (STYLE.md S2)."
    for number, line in enumerate(lines, 1):
        if len(line) > 72:
            yield (
                f"{name}:{number}: expected at most 72 columns, found {len(line)};"
                f" run  ruff format {name}  (STYLE.md S2)."
            )
        if not line.isascii():
            strange = next(each for each in line if not each.isascii())
            yield f"{name}:{number}: expected ASCII, found {strange!r} (STYLE.md S2)."
        if UNWRITTEN["en"] in line:
            yield f"{name}:{number}: is still to be written:  {line.strip()}"
        if DIRECTIVE.search(line):
            yield f"{name}:{number}: a comment for a tool; delete it (STYLE.md S4)."


def _name(name: str, path: Path) -> Iterator[str]:
    if not NAME.fullmatch(path.stem):
        yield (
            f"{name}: expected a name of lower-case words that says what is shown,"
            f" without a number at its end; rename it (STYLE.md S5)."
        )
    if whose := owner(path.stem):
        yield (
            f"{name}: {whose} has a module {path.stem}, and whatever imports it would get"
            f" this file; rename it (STYLE.md S5)."
        )
    if path.stem.startswith("_") and not _is_imported(path):
        yield f"{name}: no snippet beside it imports it; delete it (STYLE.md S5)."
    start = path.stem.removesuffix("_broken")
    fixed = [*path.parent.glob(f"{start}_fixed*.py")]
    source = path.read_bytes()
    for same in (each for each in fixed if start != path.stem and each.read_bytes() == source):  # fmt: skip
        yield f"{name}: is the same as {same.name}; show what breaks (STYLE.md S5)."
    if start != path.stem and not fixed:
        yield (
            f"{name}: has no {start}_fixed.py beside it; a page that warns of"
            f" something shows how it is done right (STYLE.md S5)."
        )


def owner(module: str) -> str:
    """Says to what a module of this name belongs, besides a page: nothing, if to none.
    The other Pythons' libraries are asked when cells run on them."""
    if module in sys.stdlib_module_names or module in STARTING:
        return "the standard library"
    return "an installed package" if module in installed() else ""


@cache
def installed() -> set[str]:
    return {*packages_distributions()}


def _is_imported(helper: Path) -> bool:
    form = rf"^\s*(import|from) {helper.stem}\b"
    others = (each for each in helper.parent.glob("*.py") if each != helper)
    return any(
        re.search(form, each.read_text("utf-8"), re.MULTILINE) for each in others
    )


def _prints(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print":
            several = len(node.args) > 1 and not isinstance(node.args[1], ast.Starred)
            if several and isinstance(node.args[0], ast.Constant):
                yield f'{name}:{node.lineno}: expected an f-string,  print(f"…: {{…}}")  (STYLE.md S2).'


def _guard(name: str, tree: ast.Module) -> Iterator[str]:
    """What is in the guard is short, unless it sets globals that functions read."""
    own = {each for node in tree.body if isinstance(node, ast.Assign) for each in _set(node)}  # fmt: skip
    for node in tree.body:
        if isinstance(node, ast.If) and "__name__" in ast.unparse(node.test):
            lines = sum(len(ast.unparse(each).splitlines()) for each in node.body)
            if lines > GUARDED and not own & _set(node):
                yield (
                    f"{name}:{node.lineno}: expected at most {GUARDED} lines in the guard,"
                    f" found {lines}; put them into a function main() (STYLE.md S3)."
                )


def _set(tree: ast.AST) -> set[str]:
    """Returns the names that are assigned to, anywhere in it."""
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Store)}


def _imports(name: str, path: Path, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
            if modules[0].split(".")[0] in sys.stdlib_module_names:
                yield (
                    f"{name}:{node.lineno}: expected  import {node.module}  and the names"
                    f" in full, as on the other pages (STYLE.md S2)."
                )
        for module in modules:
            top = module.split(".")[0]
            own = top.startswith("_") and (path.parent / f"{top}.py").is_file()
            if top not in sys.stdlib_module_names and not own:
                yield (
                    f"{name}:{node.lineno}: {module} is neither of the standard library"
                    f" nor a _name.py in the same folder (STYLE.md S1)."
                )
