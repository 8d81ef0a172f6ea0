"""The navigation of the English site: the Chinese one's paths, under English names."""

import json
import re
from pathlib import Path

from .words import words

HEADING = re.compile(r"^# +(.+?) *(?:\{#.*\})? *$", re.MULTILINE)


def in_english(nav: list, docs: Path) -> list:
    """Returns MkDocs' navigation with the English names of what is named in Chinese.

    A page has its own title; a section that of its index page; what has neither is in
    the table of words. `docs`: the folder of the English pages. ValueError: one has none.
    """
    names = dict(zip(words("zh")["nav"].values(), words("en")["nav"].values()))

    def named(entry: str | dict) -> str | dict:
        if isinstance(entry, str):
            return entry
        [(name, inside)] = entry.items()
        if isinstance(inside, str):
            return {names[name]: inside} if name in names else inside
        if name not in names and not isinstance(inside[0], str):
            raise ValueError(
                f"mkdocs.yml: nav: {name} has no English name; let it begin with a page"
                f" without a name, or name it in theme/words.toml under nav"
            )
        title = names.get(name) or title_of(docs / inside[0])
        return {title: [named(each) for each in inside]}

    return [named(entry) for entry in nav]


def title_of(page: Path) -> str:
    """Returns the first heading of a page, a Markdown file or a notebook."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".ipynb":
        text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    if not (heading := HEADING.search(text)):
        raise ValueError(f"{page}: no heading of level one, which is the page's title")
    return heading[1]
