"""What is checked of files: their kinds and names, and that all of their text can be seen.
Each check returns messages: where, what was expected, what to do."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from harness.characters import invisible

# What stands in these folders, by the ends of names; and what else does.
KINDS = {
    "docs": (".md", ".ipynb"),
    "snippets": (".py", ".out", ".trace"),
    "theme/figures": (".svg",),
}
OTHERS = {"docs/search.toml", "snippets/ruff.toml", "snippets/verified.json"}
DEPTH = {"snippets": 3}  # chapter/page/name.py
# Where text stands that is read, by people or by programs.
TEXTS = (
    "docs",
    "snippets",
    "harness",
    "theme",
    "tests",
    ".github",
    ".ci",
    "lab/guest",
    "lab/page",
)
CACHES = {"__pycache__", ".ruff_cache", ".ipynb_checkpoints", ".DS_Store", "Thumbs.db"}
SHAPES = set("svg g path rect line circle ellipse polygon polyline text tspan defs marker title desc use".split())  # fmt: skip
BINARY = {".png", ".ico", ".woff2", ".pyc"}
TABS = {"Makefile"}  # which needs them


def strangers(root: Path) -> Iterator[str]:
    """Files that nothing checks, and links, whose text stands elsewhere."""
    for folder, kinds in KINDS.items():
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            inside = path.relative_to(root / folder)
            if path.is_symlink():
                yield f"{name}: a link; put the file itself there."
            elif path.is_dir() or name in OTHERS or CACHES & {*path.parts}:
                continue
            elif path.suffix not in kinds or path.name.startswith("."):
                yield (
                    f"{name}: expected a name that ends with {' or '.join(kinds)}; nothing"
                    f" checks another file: rename it, or delete it."
                )
            elif len(inside.parts) != DEPTH.get(folder, len(inside.parts)):
                yield f"{name}: expected {folder}/CHAPTER/PAGE/NAME{path.suffix}; move it (STYLE.md S6)."  # fmt: skip
    for path in sorted(root.rglob("conftest.py")):
        name = path.relative_to(root).as_posix()
        if not re.match(r"tests/|\.|node_modules/", name):
            yield f"{name}: would change how pytest works; only tests/ has such files."


def unseen(root: Path) -> Iterator[str]:
    """Characters that no reader sees, or takes for something else."""
    paths = [path for folder in TEXTS for path in (root / folder).rglob("*")]
    for path in sorted([*paths, *root.glob("*")]):
        if path.is_dir() or path.suffix in BINARY or CACHES & {*path.parts}:
            continue
        name = path.relative_to(root).as_posix()
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            yield f"{name}: isn't UTF-8 ({error}); save it as UTF-8."
            continue
        if path.suffix == ".ipynb":  # JSON may have them by their numbers
            text = json.dumps(json.loads(text), ensure_ascii=False, indent=1)
        for line, column, character in invisible(text.replace("\r\n", "\n")):
            if not (name in TABS and "TAB" in character):
                yield (
                    f"{name}:{line}: {character} in column {column}, which isn't to be"
                    f" seen; delete it, or write a space (STYLE.md W9)."
                )


def drawings(folder: Path, printed: dict[str, str]) -> Iterator[str]:
    """Figures can be read, and none of their words is an output. `printed`: the lines of
    the transcripts, and where they stand."""
    for path in sorted(folder.glob("*.svg")):
        name = f"theme/figures/{path.name}"
        try:
            root = ElementTree.parse(path).getroot()
        except ElementTree.ParseError as error:
            yield f"{name}:{error.position[0]}: isn't SVG ({error}); mend it (STYLE.md P9)."
            continue
        for element in root.iter():
            if (tag := element.tag.partition("}")[2]) not in SHAPES:
                yield f"{name}: expected one of {', '.join(sorted(SHAPES))}, found <{tag}> (STYLE.md P9)."
            text = "".join(element.itertext()) if element.tag.endswith("}text") else ""
            for _, _, character in invisible(text):
                yield f"{name}: {character}, which isn't to be seen, in  {text}  (STYLE.md W9)."
            if (text := text.strip()) in printed or re.match(
                r"\$ |>>> |Traceback \(", text
            ):
                yield (
                    f"{name}: looks like an output:  {text}\n    A figure says what happens;"
                    f" what is printed stands below its program (STYLE.md P12)."
                )
