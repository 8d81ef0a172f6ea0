"""What a page may consist of: the elements that Markdown makes of it, and nothing else.

tests/content/page_checks.py says it of the Markdown, with the line. This looks at the HTML,
before the places are filled: whatever an author found to write, it can't look like what
the build makes (a transcript, a "verified").
"""

import re
from html.parser import HTMLParser

from harness.characters import invisible

COMMANDS = "language-console highlight"
HEADING = {"id": r"[a-z][a-z0-9_-]*"}
CELL = {"align": "left|right|center"}
# Element → attribute → what it may be, as a whole; "class" tells the extension that made it.
ELEMENTS: dict[str, dict[str, str]] = {
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], HEADING),
    **dict.fromkeys(["th", "td"], CELL),
    **dict.fromkeys("blockquote br code dd dl dt em hr pre strong table tbody thead tr ul".split(), {}),
    "a": {"class": "headerlink|footnote-(ref|backref)", "href": r"[^:]*|https?:.*", "title": ".*"},
    "abbr": {"title": ".*"},
    "details": {"class": r"\w+", "open": ".*"},
    "div": {
        "class": r"admonition (note|tip|warning|danger)|language-(python|console) highlight|footnote"
        r"|tabbed-set tabbed-alternate|tabbed-(labels|content|block)",
        "data-tabs": r"\d+:\d+",
    },
    "input": {"checked": ".*", "id": r"__tabbed_\d+_\d+", "name": r"__tabbed_\d+", "type": "radio"},
    "label": {"for": r"__tabbed_\d+_\d+"},
    "li": {"id": r"fn:\w+"},
    "ol": {"start": r"\d+"},
    "p": {"class": "admonition-title"},
    "span": {"class": "[a-z][a-z0-9]{0,2}|linenos"},  # a kind of token
    "summary": {},
    "sup": {"id": r"fnref\d*:\w+"},
}  # fmt: skip
HOME = {("div", "home"), ("div", "home-text"), ("a", "zip")}
# What these pages have besides, by the end of their source's path.
MORE = {
    "docs/zh/index.md": HOME,
    "docs/en/index.md": HOME,
    ".ipynb": {  # made by notebook.py
        ("div", "listing cell"),
        ("div", "language-console no-copy highlight"),
        ("span", "filename"),
        ("p", "listing-foot"),
        ("span", "listing-note"),
        ("a", "download"),
    },
}


def refuse_foreign(html: str, source: str, mark: str) -> None:
    """Raises ValueError if the HTML of a page has what Markdown doesn't make.

    source: the path of the page; mark: how the places of this page begin.
    """
    reader = Reader(source, mark)
    reader.feed(html)
    reader.close()


class Reader(HTMLParser):
    """Reads the HTML of a page, and stops at what is foreign to it."""

    def __init__(self, source: str, mark: str):
        super().__init__()
        self.source, self.mark = source, mark
        self.more = {each for end, own in MORE.items() if source.endswith(end) for each in own}  # fmt: skip
        self.commands: str | None = None  # what stands in a block of commands

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]):
        known = dict(attributes)
        kind = known.get("class") or ""
        if kind == COMMANDS:
            self.commands = ""
        if re.fullmatch(rf"{self.mark}-\d+", known.get("data-place") or ""):
            del known["data-place"]
        if (tag, kind) in self.more:
            del known["class"]
            known.pop("download", None)
        allowed = ELEMENTS.get(tag)
        if allowed is None:
            self._refuse(f"<{tag}>")
        for name, value in known.items():
            if not re.fullmatch(allowed.get(name, "(?!)"), value or ""):
                self._refuse(f'<{tag} {name}="{value}">')

    def handle_endtag(self, tag: str):
        if tag == "div" and self.commands is not None:
            for line in self.commands.strip().splitlines():
                if not line.startswith("$ "):
                    self._refuse(line)
            self.commands = None

    def handle_data(self, data: str):
        for _, _, name in invisible(data):  # written as an entity
            self._refuse(name)
        if self.commands is not None:
            self.commands += data

    def handle_comment(self, data: str):
        self._refuse(f"<!--{data}-->")

    def handle_decl(self, decl: str):
        self._refuse(f"<!{decl}>")

    def handle_pi(self, data: str):
        self._refuse(f"<?{data}>")

    def _refuse(self, found: str):
        raise ValueError(
            f"{self.source}: found  {found}  which Markdown doesn't make here; write"
            f" Markdown, without HTML and attributes (STYLE.md P11)"
        )
