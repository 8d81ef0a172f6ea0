"""Reads a page line by line, a Markdown file or a notebook, for the tests of pages
and of style. What stands in a fence is code, all other text is prose."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]

FENCE = re.compile(r"(?P<indent> *)(?P<ticks>`{3,}|~{3,}) *(?P<info>[^`]*)$")
HEADING = re.compile(
    r"(?P<level>#{1,6}) +(?P<text>.*?)(?: *\{#(?P<id>[^} ]*)[^}]*\})? *$"
)
ADMONITION = re.compile(r' *(?:!!!|\?\?\?\+?) +(?P<kind>\w+)(?: +"(?P<title>.*)")? *$')
ITEM = re.compile(r"(?P<indent> *)(?P<mark>[-*+]|\d+\.) +\S")
ROW = re.compile(r" *\|.*\| *$")
INCLUDE = re.compile(r'--8<-- +"(?P<name>[^"]+)"')
FIGURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<target>[^)\s]*)\)")
LINK = re.compile(
    r"(?<!!)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^)\s]+)[^)]*\)"
)
REFERENCE = re.compile(r" *\[[^\]]+\]: +(?P<target>\S+)")
AUTOLINK = re.compile(r"<(?P<target>https?://[^>]+)>")
CODE = re.compile(r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)")
HELD = "\ufffc"  # stands for a piece of inline code


@dataclass(frozen=True)
class Line:
    """A line and where it stands: `docs/zh/process/pid.md:12`."""

    where: str
    text: str


@dataclass(frozen=True)
class Fence:
    where: str
    info: str
    body: tuple[str, ...]

    @property
    def title(self) -> str:
        match = re.search(r'title="([^"]*)"', self.info)
        return match[1] if match else ""

    @property
    def include(self) -> str:
        """The file that the fence shows, if a snippet is all it holds."""
        match = INCLUDE.fullmatch(self.body[0].strip()) if len(self.body) == 1 else None
        return match["name"] if match else ""

    @property
    def is_python(self) -> bool:
        return self.info.split(" ")[0].strip("{.}") in ("python", "py", "pycon")


@dataclass(frozen=True)
class Heading:
    where: str
    level: int
    text: str
    id: str


@dataclass(frozen=True)
class Part:
    """A part of a page, as text that is equal where the parts correspond."""

    where: str
    text: str


@dataclass
class Page:
    path: Path
    name: str  # docs/zh/process/pid.md
    lines: list[Line] = field(default_factory=list)  # all of them
    meta: dict[str, Line] = field(default_factory=dict)
    prose: list[Line] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    admonitions: list[Part] = field(default_factory=list)
    titles: list[Part] = field(default_factory=list)  # of the admonitions
    tables: list[Part] = field(default_factory=list)
    lists: list[Part] = field(default_factory=list)
    figures: list[Part] = field(default_factory=list)
    alternatives: list[Part] = field(default_factory=list)  # of the figures
    links: list[Part] = field(default_factory=list)
    paragraphs: list[Line] = field(default_factory=list)  # each line after the first


def name_of(path: Path) -> str:
    """Returns `docs/zh/process/pid.md`, or the whole path outside of the project."""
    return (path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).as_posix()


def read(path: Path) -> Page:
    page = Page(path, name_of(path))
    page.lines = list(_notebook(page) if path.suffix == ".ipynb" else _markdown(page))
    body = _front_matter(page)
    structure = _fences(page, body)
    _headings(page)
    _lists(page, structure)
    _tables(page, structure)
    _paragraphs(page, structure)
    _inline(page)
    return page


def held(text: str) -> str:
    """Returns `text` with each piece of inline code as one mark."""
    return CODE.sub(HELD, text)


def shown(text: str) -> str:
    """Returns what a reader sees of a line: no code, addresses, tags, attributes."""
    text = FIGURE.sub(lambda match: match["alt"], held(text))
    text = LINK.sub(lambda match: match["text"], text)
    text = re.sub(r"<[^>]*>|\{[#.:][^}]*\}|\*\*", "", text)
    return text


def _markdown(page: Page):
    text = page.path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        yield Line(f"{page.name}:{number}", line)


def _notebook(page: Page):
    """A raw cell is front matter, a code cell a fence."""
    notebook = json.loads(page.path.read_text(encoding="utf-8"))
    for number, cell in enumerate(notebook["cells"], 1):
        where = f"{page.name}: cell {number}"
        source = "".join(cell["source"]).splitlines()
        if cell["cell_type"] == "code":
            source = ["```python", *source, "```"]
        yield from (Line(where, text) for text in [*source, ""])


def _front_matter(page: Page) -> list[Line]:
    lines = page.lines
    if not lines or lines[0].text != "---":
        return lines
    for number, line in enumerate(lines[1:], 1):
        if line.text == "---":
            return lines[number + 1 :]
        key, _, value = line.text.partition(":")
        page.meta[key.strip()] = Line(line.where, value.strip().strip("\"'"))
    return []


def _fences(page: Page, lines: list[Line]) -> list[Line]:
    """Separates prose from code; returns the prose and the first line of each fence."""
    structure, open_fence, body = [], None, []
    for line in lines:
        match = FENCE.match(line.text)
        if open_fence is None and match is None:
            structure.append(line)
            page.prose.append(line)
        elif open_fence is None:
            structure.append(line)
            open_fence, body = (line, match), []
        elif match and _closes(match, open_fence[1]):
            _add_fence(page, open_fence, body)
            open_fence = None
        else:
            body.append(line.text)
    if open_fence:
        _add_fence(page, open_fence, body)
    return structure


def _closes(match, opening) -> bool:
    return not match["info"] and match["ticks"].startswith(opening["ticks"])


def _add_fence(page: Page, opening, body: list[str]) -> None:
    line, match = opening
    indent = len(match["indent"])
    body = tuple(text[indent:] for text in body)
    page.fences.append(Fence(line.where, match["info"].strip(), body))


def _headings(page: Page) -> None:
    for line in page.prose:
        if match := HEADING.match(line.text):
            level = len(match["level"])
            heading = Heading(line.where, level, match["text"], match["id"] or "")
            page.headings.append(heading)
        elif match := ADMONITION.match(line.text):
            page.admonitions.append(Part(line.where, match["kind"]))
            page.titles.append(Part(line.where, match["title"] or ""))


def _lists(page: Page, structure: list[Line]) -> None:
    """A list as the depth of its items: `list of 3: 0 0 2`."""
    start, items = None, []

    def end():
        if start:
            depths = " ".join(str(indent - base) for indent in items)
            page.lists.append(Part(start.where, f"list of {len(items)}: {depths}"))

    base = 0
    for line in structure:
        indent = len(line.text) - len(line.text.lstrip())
        if ITEM.match(line.text):
            if start is None or indent < base:
                end()
                start, items, base = line, [], indent
            items.append(indent)
        elif line.text.strip() and start and indent <= base:
            end()
            start = None
    end()


def _tables(page: Page, structure: list[Line]) -> None:
    rows: list[Line] = []
    for line in [*structure, Line("", "")]:
        if ROW.match(line.text):
            rows.append(line)
        elif rows:
            head = re.sub(r"\\\|", "", held(rows[0].text)).strip()
            columns = head.count("|") - 1
            part = f"table of {len(rows) - 2} rows and {columns} columns"
            page.tables.append(Part(rows[0].where, part))
            rows = []


def _paragraphs(page: Page, structure: list[Line]) -> None:
    """Finds lines that go on with the paragraph of the line before."""
    before = ""
    for line in structure:
        text = line.text
        if _is_paragraph(text) and (
            _is_paragraph(before) or _is_open_item(before, text)
        ):
            page.paragraphs.append(line)
        before = text


def _is_paragraph(text: str) -> bool:
    text = text.strip()
    others = (FENCE, HEADING, ADMONITION, ITEM, ROW, REFERENCE)
    return (
        bool(text)
        and not any(other.match(text) for other in others)
        and not re.match(r"<|>|---|===|:   |\*\[|\[\^", text)
    )


def _is_open_item(before: str, text: str) -> bool:
    return bool(ITEM.match(before)) and text.startswith(" ")


def _inline(page: Page) -> None:
    for line in page.prose:
        text = held(line.text)
        for match in FIGURE.finditer(text):
            page.figures.append(Part(line.where, match["target"]))
            page.alternatives.append(Part(line.where, match["alt"]))
        for pattern in (LINK, REFERENCE, AUTOLINK):
            for match in pattern.finditer(text):
                page.links.append(Part(line.where, match["target"]))
