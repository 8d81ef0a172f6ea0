"""Blocks of code, as Markdown's own fences look."""

from functools import cache

from markdown import Markdown
from pymdownx.highlight import Highlight

HIGHLIGHT = Highlight(Markdown(), pygments_lang_class=True)


@cache  # both languages show the same
def program(name: str, source: str) -> str:
    """Returns a Python program under its name."""
    return HIGHLIGHT.highlight(source, "python", title=name)


@cache
def transcript(name: str, text: str) -> str:
    """Returns a transcript; scripts know it by the name of its file."""
    attributes = {"data-transcript": name}
    return HIGHLIGHT.highlight(text, "console", classes=["no-copy"], attrs=attributes)
