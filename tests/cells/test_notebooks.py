"""Notebooks print what is stored in them, and say the same in both languages."""

import difflib
import os
from functools import cache
from pathlib import Path

import nbformat
import pytest

from harness.record.notebooks import (
    METADATA,
    code_cells,
    execute,
    notebooks,
    read,
    texts,
    tidy,
)

DOCS = Path(__file__).parents[2] / "docs"
ORIGINALS = sorted((DOCS / "zh").glob("**/*.ipynb"))

needs_fork = pytest.mark.skipif(
    os.name == "nt", reason="the notebooks show fork too, which Windows doesn't have"
)


def name(path: Path) -> str:
    """Returns `docs/zh/start_methods/jupyter.ipynb`."""
    return path.relative_to(DOCS.parent).as_posix()


def twin(path: Path) -> Path:
    return DOCS / "en" / path.relative_to(DOCS / "zh")


each = pytest.mark.parametrize("path", notebooks(DOCS), ids=name)
each_pair = pytest.mark.parametrize("path", ORIGINALS, ids=name)


@cache
def outputs(code: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Returns what code cells print in a fresh kernel; twins are executed once."""
    cells = [nbformat.v4.new_code_cell(source) for source in code]
    return texts(execute(nbformat.v4.new_notebook(cells=cells)))


def test_there_are_notebooks():
    """Zero notebooks found is a failure; that each has a twin, test_pages.py says."""
    assert ORIGINALS, "no notebook in docs/zh"


@needs_fork
@each
def test_the_cells_print_what_is_stored(path):
    """Executed in a fresh kernel, each cell prints the output that the page shows."""
    notebook = read(path)
    code = tuple(cell.source for cell in code_cells(notebook))
    found = []
    for number, (stored, printed) in enumerate(zip(texts(notebook), outputs(code)), 1):
        if stored != printed:
            lines = difflib.unified_diff(stored, printed, "stored", "printed", lineterm="")  # fmt: skip
            found.append("\n".join([f"{name(path)}, code cell In [{number}]:", *lines]))
    if found:
        fix = f"If what it prints now is right:  python -m harness notebooks {name(path)}"  # fmt: skip
        pytest.fail("\n\n".join(["", *found, fix]), pytrace=False)


@each
def test_nothing_is_stored_beside_the_content(path):
    """No kernel, path, time or widget state of the machine on which it was executed."""
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata == METADATA
    assert text == nbformat.writes(tidy(notebook)) + "\n", (
        f"{name(path)} isn't as the recorder writes it;"
        f" type:  python -m harness notebooks {name(path)}"
    )


@each_pair
def test_twins_have_the_same_code(path):
    """The same cells in the same order; code and outputs are equal to the letter."""
    chinese, english = read(path), read(twin(path))
    assert [(cell.id, cell.cell_type) for cell in chinese.cells] == [
        (cell.id, cell.cell_type) for cell in english.cells
    ]
    for one, other in zip(code_cells(chinese), code_cells(english)):
        assert one.source == other.source, f"cell {one.id} differs"
        assert one.outputs == other.outputs, f"the outputs of cell {one.id} differ"
