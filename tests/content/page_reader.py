"""Reads a page, a Markdown file or a notebook, into the parts that the tests compare.
What stands in a fence is code, all other text is prose."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

ROOT = Path(__file__).parents[2]

# What Python-Markdown makes of a page with the extensions of mkdocs.yml.
MARKDOWN = (
    MarkdownIt("commonmark")
    .enable("table")
    .use(admon_plugin)
    .use(deflist_plugin)
    .use(footnote_plugin, inline=False, move_to_end=False)
    .use(front_matter_plugin)
)
MARKDOWN.validateLink = lambda target: True
MARKDOWN.normalizeLink = lambda target: target

SCISSORS = re.compile(r"-*8<|>8-")  # of an include, in any form
TAGS = re.compile(r"<!--.*?-->|<[^>]*>")
HEADING_ID = r" *\{#[^}\s]*\}$"
BRACES = re.compile(r"\{[:#.\s]*[\w.#-][^}]*\}?")  # attributes, as attr_list reads them
INCLUDE = re.compile(r'--8<-- +"(?P<name>[^"]+)"')
HEADING = re.compile(r"(?P<text>.*?)(?: *\{#(?P<id>[^} ]*)[^}]*\})?")
ATTRIBUTES = re.compile(r" *\{ ?[#.:][^}]*\}")
TITLE = re.compile(r' *\S+ +"(?P<title>.*)"')
# A tab is read as an admonition of the kind "===", what unfolds as any other.
TAB = re.compile(r'^( *)===(?=\+? ")', re.MULTILINE)
UNFOLDS = re.compile(r"^( *)\?\?\?(?= )", re.MULTILINE)
# What Python-Markdown takes for text if it directly follows a paragraph.
ONLY_AFTER_EMPTY = ("bullet_list_open", "ordered_list_open", "table_open")
INDENTED = "(indented)"  # the info of code that stands in no fence
CELL = "(cell)"  # the mark of a notebook's code
HELD = "\ufffc"  # stands for a piece of inline code


@dataclass(frozen=True)
class Part:
    """A part of a page, as text that is equal where the parts of twins correspond."""

    where: str  # docs/zh/process/pid.md:12
    text: str


@dataclass(frozen=True)
class Prose:
    """A paragraph, a heading, a cell of a table, the title of an admonition."""

    where: str
    source: str
    shown: str  # no addresses, tags, attributes; HELD for inline code
    code: tuple[str, ...] = ()  # the pieces of inline code
    is_cell: bool = False  # of a table


@dataclass(frozen=True)
class Fence:
    where: str
    info: str
    body: tuple[str, ...]
    mark: str = "```"

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
    level: int  # 0: it stands in an admonition, an item or the like
    text: str
    id: str


@dataclass(frozen=True)
class Admonition:
    where: str
    kind: str
    title: str


@dataclass(frozen=True)
class Figure:
    where: str
    target: str
    alternative: str
    alone: bool  # on a line of its own, without indentation


@dataclass
class Table:
    where: str
    rows: list[list[str]]  # the first one is the head


@dataclass
class Page:
    path: Path
    name: str  # docs/zh/process/pid.md, or the whole path outside of the project
    matter: str = ""  # what stands before the text, as YAML
    meta: dict[str, Part] = field(default_factory=dict)  # its lines
    prose: list[Prose] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    admonitions: list[Admonition] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    lists: list[Part] = field(default_factory=list)  # as the depths of the items
    figures: list[Figure] = field(default_factory=list)
    links: list[Part] = field(default_factory=list)
    continued: list[Part] = field(default_factory=list)  # paragraphs of several lines
    html: list[Part] = field(default_factory=list)  # tags and comments
    quotes: list[Part] = field(default_factory=list)
    attributes: list[Part] = field(default_factory=list)  # other than a heading's id
    includes: list[Part] = field(default_factory=list)  # lines with the scissors
    outline: list[Part] = field(default_factory=list)  # which are headings, paragraphs


def source_files(folder: Path) -> set[str]:
    """Returns the pages below a folder of one language: `process/pid.md`."""
    paths = [*folder.rglob("*.md"), *folder.rglob("*.ipynb")]
    return {
        path.relative_to(folder).as_posix()
        for path in paths
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def read(path: Path) -> Page:
    inside = path.is_relative_to(ROOT)
    page = Page(path, (path.relative_to(ROOT) if inside else path).as_posix())
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        _read(page, text, lambda line: f"{page.name}:{line + 1}")
        return page
    for number, cell in enumerate(json.loads(text)["cells"], 1):
        where, source = f"{page.name}: cell {number}", "".join(cell["source"])
        if cell["cell_type"] == "code":
            lines = tuple(source.splitlines())
            page.fences.append(Fence(where, "python", lines, CELL))
        else:  # a raw cell is front matter
            _read(page, source, lambda line: where)
    return page


def _read(page: Page, text: str, at) -> None:
    """`at`: says where a line, counted from 0, stands."""
    lines = text.split("\n")

    def columns(token: Token) -> int:
        line = lines[token.map[0]]
        return len(line) - len(line.lstrip())

    depth = end = 0  # of lists; of the last paragraph
    tokens = MARKDOWN.parse(UNFOLDS.sub(r"\1!!!", TAB.sub(r"\1!!! ===", text)))
    for number, line in enumerate(lines):
        if SCISSORS.search(line):
            page.includes.append(Part(at(number), line.strip()))
    for before, token in zip([None, *tokens], tokens):
        where = at(token.map[0]) if token.map else ""
        if token.type in ONLY_AFTER_EMPTY and before and depth == 0:
            if before.type == "paragraph_close" and token.map[0] == end:
                page.continued.append(Part(where, token.type))
        match token.type:
            case "front_matter":
                page.matter = token.content
                for number, line in enumerate(token.content.splitlines(), 1):
                    key, _, value = line.partition(":")
                    page.meta[key] = Part(at(number), value.strip().strip("\"'"))
            case "fence" | "code_block":
                info = token.info if token.type == "fence" else INDENTED
                body = tuple(token.content.splitlines())
                page.fences.append(Fence(where, info, body, token.markup))
            case "html_block":
                for number, line in enumerate(token.content.splitlines()):
                    shown = re.sub("<[^>]*>", "", line)
                    page.html += [Part(at(token.map[0] + number), each) for each in TAGS.findall(line) or [line]]  # fmt: skip
                    page.prose.append(Prose(at(token.map[0] + number), line, shown))
            case "blockquote_open":
                page.quotes.append(Part(where, lines[token.map[0]].lstrip(" >")))
            case "admonition_open":
                title = TITLE.fullmatch(token.info)
                title = title["title"] if title else ""
                page.admonitions.append(Admonition(where, token.meta["tag"], title))
            case "table_open":
                page.tables.append(Table(where, []))
            case "tr_open":
                page.tables[-1].rows.append([])
            case "bullet_list_open" | "ordered_list_open":
                if depth == 0:
                    page.lists.append(Part(where, ""))
                    margin = columns(token)
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
            case "list_item_open":
                top = page.lists.pop()
                below = (columns(token) - margin) // 4  # as Python-Markdown counts
                page.lists.append(Part(top.where, f"{top.text} {below}".strip()))
            case "inline":
                _inline(page, token, before, at)
                end = token.map[1]


def _inline(page: Page, token: Token, before: Token, at) -> None:
    """`before`: the opening of the heading, paragraph or cell that this fills."""
    start, end = token.map
    where = at(start)
    shown = ATTRIBUTES.sub("", _shown(token.children))
    code = tuple(each.content for each in token.children if each.type == "code_inline")
    is_cell = before.type in ("th_open", "td_open")
    page.prose.append(Prose(where, token.content, shown, code, is_cell))
    if before.type in ("heading_open", "paragraph_open") and before.level == 0:
        kind = "heading" if before.type == "heading_open" else "paragraph"
        page.outline.append(Part(where, kind))
    if end - start > 1:
        page.continued.append(Part(at(start + 1), token.content))
    if before.type == "heading_open":
        heading = HEADING.fullmatch(token.content.replace("\n", " "))
        level = 0 if before.level else int(before.tag[1])
        page.headings.append(
            Heading(where, level, heading["text"], heading["id"] or "")
        )
    elif is_cell:
        page.tables[-1].rows[-1].append(shown)
    plain = "".join(each.content for each in token.children if each.type == "text")
    allowed = HEADING_ID if before.type == "heading_open" else ""
    for found in BRACES.findall(re.sub(allowed, "", plain) if allowed else plain):
        page.attributes.append(Part(where, found))
    for child in token.children:
        if child.type == "html_inline":
            page.html.append(Part(where, child.content))
        if child.type == "image":
            # A paragraph outside of lists, admonitions and the like, and its only part.
            alone = before.level == 0 and len(token.children) == 1
            target = str(child.attrs["src"])
            page.figures.append(Figure(where, target, child.content, alone))
        elif child.type == "link_open":
            page.links.append(Part(where, str(child.attrs["href"])))


def _shown(tokens: list[Token]) -> str:
    """Returns what a reader sees, with each piece of inline code as one mark."""
    marks = {"code_inline": HELD, "softbreak": "\n", "hardbreak": "\n"}
    return "".join(
        token.content
        if token.type == "text"
        else _shown(token.children or [])
        if token.type == "image"
        else marks.get(token.type, "")
        for token in tokens
    )
