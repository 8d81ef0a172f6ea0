"""What is checked of a page and its twin in the other language: they correspond."""

import re
from collections import Counter
from itertools import zip_longest
from pathlib import Path

from tests.content.page_reader import Fence, Page, Part, source_files


def lone_pages(docs: Path) -> list[str]:
    names = {language: source_files(docs / language) for language in ("zh", "en")}
    found = [
        f"docs/{here}/{name}: has no twin; write docs/{there}/{name} (STYLE.md P1)."
        for here, there in (("zh", "en"), ("en", "zh"))
        for name in sorted(names[here] - names[there])
    ]
    if not names["zh"]:
        found.append(f"{docs}/zh: no page found; expected index.md and others.")
    return found


def _fence(fence: Fence) -> str:
    lines = [f"```{fence.info}"]
    if fence.is_python or fence.include:
        lines += fence.body
    return "\n        ".join(lines)


IN_ORDER = {
    "headings": lambda heading: f"{'#' * heading.level} … {{#{heading.id}}}",
    "fences": _fence,
    "admonitions": lambda admonition: admonition.kind,
    "tables": lambda table: (
        f"table of {len(table.rows) - 1} rows and {len(table.rows[0])} columns"
    ),
    "lists": lambda each: f"list of items at the depths {each.text}",
    "figures": lambda figure: figure.target,
    "outline": lambda part: part.text,
}


NAMES = {"outline": "headings and paragraphs"}


def differences(zh: Page, en: Page, snippets: Path) -> list[str]:
    """Says where the things of each kind stop to correspond. Of two listings the one whose
    program is in the folder `snippets` is taken for the right one."""
    found = []
    for kind, text in IN_ORDER.items():
        for ours, theirs in zip_longest(getattr(zh, kind), getattr(en, kind)):
            if ours is None or theirs is None:
                part, page = (ours, en) if ours else (theirs, zh)
                found.append(_nothing(kind, part.where, text(part), page))
                break
            if kind == "fences" and not (snippets / ours.include).is_file():
                ours, theirs = theirs, ours
            if text(ours) != text(theirs):
                found.append(
                    f"{theirs.where}: expected  {text(ours)}\n"
                    f"    as at {ours.where}, found  {text(theirs)}\n"
                    f"    Make the {NAMES.get(kind, kind)} of the twins the same (STYLE.md P1)."
                )
                break
    # Sentences may name their targets in another order.
    for here, there in ((zh, en), (en, zh)):
        extra = Counter(map(_target, here.links)) - Counter(map(_target, there.links))
        for link in here.links:
            if extra[_target(link)] > 0:
                extra[_target(link)] -= 1
                found.append(_nothing("links", link.where, f"({link.text})", there))
    return found


def _nothing(kind: str, where: str, text: str, page: Page) -> str:
    return (
        f"{where}: nothing in {page.name} corresponds to  {text}\n"
        f"    Add it there or delete it here: the {NAMES.get(kind, kind)} of the twins"
        f" are the same (STYLE.md P1)."
    )


def _target(link: Part) -> str:
    """The languages of Python's own documentation count as one."""
    return re.sub(r"(docs\.python\.org)/zh-cn/", r"\1/", link.text)
