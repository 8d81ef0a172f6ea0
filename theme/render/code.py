"""Blocks of code, as Markdown's own fences look."""

import re
from functools import cache

from markdown import Markdown
from pymdownx.highlight import Highlight

HIGHLIGHT = Highlight(Markdown(), pygments_lang_class=True)
# What looks like the text around it would be half of a page's elements: names, blanks,
# punctuation, operators, the f of an f-string, __name__, outputs.
PLAIN = re.compile(r'<span class="(?:n|w|p|o|sa|vm|go)">([^<]*)</span>')
AGAIN = re.compile(r'(<span class="(\w+)">[^<]*)</span>(\s*)<span class="\2">')


@cache  # both languages show the same
def program(name: str, source: str) -> str:
    """Returns a Python program under its name."""
    return fewer(HIGHLIGHT.highlight(source, "python", title=name))


def fewer(html: str) -> str:
    """Returns code that looks the same with fewer elements: no span where it shows nothing,
    and one for neighbours of a kind."""
    html, count = PLAIN.sub(r"\1", html), 1
    while count:
        html, count = AGAIN.subn(r"\1\3", html)
    return html


@cache
def transcript(name: str, text: str) -> str:
    """Returns a transcript; scripts know it by the name of its file."""
    attributes = {"data-transcript": name}
    classes = ["no-copy"]
    return fewer(
        HIGHLIGHT.highlight(text, "console", classes=classes, attrs=attributes)
    )
