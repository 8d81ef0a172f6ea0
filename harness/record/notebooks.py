"""Executes notebooks and stores their outputs: python -m harness notebooks

A notebook runs in a fresh folder, in a fresh kernel of the running interpreter, whatever
kernels and settings the user has. What is stored is what two executions agree about:
text, with what differs from run to run taken out. Twins share their code.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import (
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)
from traitlets.config import Config

from ..normalise import normalise

DOCS = Path("docs")
TIME_LIMIT = 120  # seconds for a cell
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class ThisPython(AsyncKernelManager):
    """Starts a kernel of the running interpreter, whatever kernels are installed."""

    @property
    def kernel_spec(self):
        command = [
            sys.executable,
            "-m",
            "ipykernel_launcher",
            "-f",
            "{connection_file}",
        ]
        return KernelSpec(argv=command, display_name="Python", language="python")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m harness notebooks",
        description="Executes notebooks and stores their outputs.",
    )
    parser.add_argument("only", nargs="*", type=Path, metavar="FILE", help="docs/zh/start_methods/jupyter.ipynb; default: all")  # fmt: skip
    options = parser.parse_args(arguments)
    failed = False
    for path in options.only or notebooks():
        try:
            changed = record(path)
        except (
            ValueError,
            CellExecutionError,
            CellTimeoutError,
            DeadKernelError,
        ) as error:
            print(f"{path}: {error}", file=sys.stderr)
            failed = True
        else:
            print(f"{path}: {'changed' if changed else 'unchanged'}")
    return int(failed)


def notebooks(docs: Path = DOCS) -> list[Path]:
    """Returns the notebooks of all languages."""
    return sorted(docs.glob("*/**/*.ipynb"))


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def record(path: Path) -> bool:
    """Stores what the notebook's cells print; returns whether the file changed.

    Raises ValueError if two executions print different things.
    """
    notebook = execute(read(path))
    again = execute(read(path))
    for number, (one, other) in enumerate(zip(texts(notebook), texts(again)), 1):
        if one != other:
            raise ValueError(
                f"code cell {number} printed different things in two executions, so"
                f" nothing was written:\n{chr(10).join(one)}\n--\n{chr(10).join(other)}"
            )
    for cell, lines in zip(code_cells(notebook), texts(notebook)):
        cell.outputs = [stored(lines)] if lines else []
    text = nbformat.writes(tidy(notebook)) + "\n"
    if path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def execute(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Executes the notebook in a folder of its own and returns it with its outputs.

    A cell that raises stops it, unless it has the tag raises-exception.
    """
    with tempfile.TemporaryDirectory() as root:
        here = Path(root, "files")
        here.mkdir()
        client = NotebookClient(
            notebook,
            kernel_manager_class=ThisPython,
            config=Config({"ThisPython": connection(root)}),
            timeout=TIME_LIMIT,
            resources={"metadata": {"path": str(here)}},
        )
        return client.execute(env=environment(root))


def connection(root: str) -> dict[str, str]:
    """Returns how to speak with the kernel: where possible by sockets, not ports."""
    file = {"connection_file": str(Path(root, "kernel.json"))}
    return file | {"transport": "ipc"} if os.name == "posix" else file


def environment(root: str) -> dict[str, str]:
    """Returns this process's environment less the user's own settings of Python."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "IPYTHON", "JUPYTER"))
    }
    return kept | {"IPYTHONDIR": str(Path(root, "ipython")), "PYDEVD_DISABLE_FILE_VALIDATION": "1"}  # fmt: skip


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def texts(notebook: nbformat.NotebookNode) -> list[tuple[str, ...]]:
    """Returns what each code cell printed, in lines without what differs by run."""
    return [printed(cell) for cell in code_cells(notebook)]


def printed(cell: nbformat.NotebookNode) -> tuple[str, ...]:
    """Returns the lines that a cell printed. Only text on stdout and values count.

    Nothing may be written to stderr: a child's text comes there at a time of its own.
    """
    text = ""
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stdout":
            text += output.text
        elif output.output_type in ("execute_result", "display_data"):
            text += output.data.get("text/plain", "") + "\n"
        else:
            what = output.get("text") or "\n".join(output.get("traceback", []))
            raise ValueError(f"cell {cell.id} wrote to stderr or failed:\n{what}")
    return tuple(line.text for line in normalise(text.splitlines()))


def stored(lines: tuple[str, ...]) -> nbformat.NotebookNode:
    text = "".join(f"{line}\n" for line in lines)
    return nbformat.v4.new_output("stream", name="stdout", text=text)


def tidy(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Takes out what an editor or a kernel leaves in a notebook beside its content."""
    notebook.metadata = METADATA
    for cell in notebook.cells:
        tags = cell.metadata.get("tags")
        cell.metadata = {"tags": tags} if tags else {}
    for number, cell in enumerate(code_cells(notebook), 1):
        cell.execution_count = number
    return notebook
