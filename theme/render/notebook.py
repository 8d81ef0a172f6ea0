"""Shows notebooks with the site's own Markdown.

mkdocs-jupyter makes a notebook a page, but renders it with JupyterLab's whole
stylesheet inlined, 580 KB a page. A notebook is Markdown and code: written as
Markdown, it gets the headings, links, listings and search of all other pages.
"""

import json
import re
from html import escape

from .words import Words

CONTROL = re.compile(r"\x1b\[[0-9;]*m")  # the colours of IPython's tracebacks


def as_markdown(notebook: str, name: str, text: Words) -> str:
    """Returns the Markdown of a notebook's JSON, with a link to the file `name`."""
    cells = json.loads(notebook)["cells"]
    parts = [part for cell in cells for part in cell_parts(cell)]
    label = escape(text["listing"]["notebook"])
    parts.append(
        f'<p class="listing-foot"><span class="listing-note"></span>'
        f' <a class="download" href="{name}" download>{label}</a></p>'
    )
    return "\n\n".join(parts)


def cell_parts(cell: dict) -> list[str]:
    """Returns a cell as blocks of Markdown. A raw cell is front matter, as it is."""
    source = "".join(cell["source"])
    if cell["cell_type"] != "code":
        return [source]
    count = cell.get("execution_count") or " "
    block = fence(source, f'python title="In [{count}]"')
    outputs = "".join(map(output_text, cell["outputs"])).rstrip("\n")
    if not outputs:
        return [block]
    inside = [block, fence(outputs, "{.console .no-copy}")]
    return ["\n\n".join(['<div class="listing cell" markdown="1">', *inside, "</div>"])]


def output_text(output: dict) -> str:
    """Returns what an output of a cell prints: a stream, a value or an error."""
    if output["output_type"] == "stream":
        return "".join(output["text"])
    if output["output_type"] == "error":
        return CONTROL.sub("", "\n".join(output["traceback"])) + "\n"
    return "".join(output["data"].get("text/plain", "")) + "\n"


def fence(text: str, info: str) -> str:
    """Returns a fenced block whose ticks outnumber those in the text."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{info}\n{text}\n{ticks}"
