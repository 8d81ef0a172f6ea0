"""Puts figures into pages as inline SVG, in the page's language.

`![alternative](figure:NAME)` on a line of its own becomes theme/figures/NAME.svg.
Inline, a figure follows the light and dark colours. Elements of class `zh` or `en`
stay only on pages of that language.
"""

import re
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from mkdocs.exceptions import PluginError
from site_words import line_of

FOLDER = Path(__file__).parents[1] / "figures"
FIGURE = re.compile(r"^!\[(?P<alt>[^\]\n]*)\]\(figure:(?P<name>\w+)\) *$", re.MULTILINE)
PLACE = re.compile(
    r'<figure class="figure" data-name="(?P<name>\w+)" data-alt="(?P<alt>[^"]*)">'
    r"</figure>"
)
SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", SVG)


def on_page_markdown(markdown, page, config, files):
    """Leaves a place for each figure, out of the way of Markdown and search."""

    def place(match):
        name, alt = match["name"], escape(match["alt"])
        if not (FOLDER / f"{name}.svg").is_file():
            raise PluginError(
                f"{line_of(page, markdown, match.start())}: no such figure:"
                f" theme/figures/{name}.svg"
            )
        return f'<figure class="figure" data-name="{name}" data-alt="{alt}"></figure>'

    return FIGURE.sub(place, markdown)


def on_page_context(context, page, config, nav):
    """Fills the places, after the search index has been fed."""
    counts = {}

    def fill(match):
        name = match["name"]
        counts[name] = counts.get(name, 0) + 1
        prefix = f"{name}-{counts[name]}-"
        svg = drawing(name, config.theme["language"], prefix, match["alt"])
        return f'<figure class="figure">{svg}</figure>'

    page.content = PLACE.sub(fill, page.content)
    return context


def drawing(name, language, prefix, alt) -> str:
    """Returns the SVG of a figure; `prefix` keeps its ids apart from others'."""
    root = ElementTree.parse(FOLDER / f"{name}.svg").getroot()
    keep_language(root, language)
    separate_ids(root, prefix)
    root.set("role", "img")
    root.set("aria-label", "\0")  # escaped already, as it stood in the page
    return ElementTree.tostring(root, encoding="unicode").replace("\0", alt)


def keep_language(element, language):
    """Removes what is in the other language, from `element` downwards."""
    other = {"zh": "en", "en": "zh"}[language]
    for child in list(element):
        if other in child.get("class", "").split():
            element.remove(child)
        else:
            keep_language(child, language)


def separate_ids(root, prefix):
    """Puts `prefix` before each id and each reference to one."""
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id":
                value = prefix + value
            elif key.endswith("href") and value.startswith("#"):
                value = f"#{prefix}{value[1:]}"
            element.set(key, value.replace("url(#", f"url(#{prefix}"))
