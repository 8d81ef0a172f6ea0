"""Puts figures into pages as inline SVG, in the page's language.

`![alternative](figure:NAME)` on a line of its own becomes theme/figures/NAME.svg.
Inline, a figure follows the light and dark colours. Elements of class `zh` or `en`
stay only on pages of that language.
"""

import re
from collections import Counter
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from .page import Fault, Page

FOLDER = Path(__file__).parents[1] / "figures"
FIGURE = re.compile(r"^!\[(?P<alt>[^\]\n]*)\]\(figure:(?P<name>\w+)\) *$", re.MULTILINE)
SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", SVG)


def put_figures(markdown: str, page: Page) -> str:
    """Leaves a place for each figure; a Fault if there is no such file."""
    counts = Counter()

    def leave(match: re.Match) -> str:
        name, alt = match["name"], match["alt"]
        try:
            ElementTree.parse(FOLDER / f"{name}.svg")
        except OSError:
            raise Fault(
                f"no such figure: theme/figures/{name}.svg", match.start()
            ) from None
        except ElementTree.ParseError as error:
            raise Fault(f"theme/figures/{name}.svg isn't SVG: {error}", match.start()) from None  # fmt: skip
        counts[name] += 1
        prefix = f"{name}-{counts[name]}-"
        return page.places.leave(lambda: figure(name, page.language, prefix, alt))

    return FIGURE.sub(leave, markdown)


def figure(name: str, language: str, prefix: str, alt: str) -> str:
    """Returns a figure; `prefix` keeps its ids apart from others'."""
    root = ElementTree.parse(FOLDER / f"{name}.svg").getroot()
    keep_language(root, language)
    separate_ids(root, prefix)
    root.set("role", "img")
    root.set("aria-label", "\0")  # escaped as HTML, not as XML
    svg = ElementTree.tostring(root, encoding="unicode").replace("\0", escape(alt))
    return f'<figure class="figure">{svg}</figure>'


def keep_language(element, language: str) -> None:
    """Removes what is in the other language, from `element` downwards."""
    other = {"zh": "en", "en": "zh"}[language]
    for child in list(element):
        if other in child.get("class", "").split():
            element.remove(child)
        else:
            keep_language(child, language)


def separate_ids(root, prefix: str) -> None:
    """Puts `prefix` before each id and each reference to one."""
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id":
                value = prefix + value
            elif key.endswith("href") and value.startswith("#"):
                value = f"#{prefix}{value[1:]}"
            element.set(key, value.replace("url(#", f"url(#{prefix}"))
