"""Reads a built site: its pages, what they refer to, and what they load."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup

from tests.site.fixtures import SITE_URL

HERE = SITE_URL  # where the site of the tests is published
REFERRING = {"href", "xlink:href", "src", "action", "poster", "data"}  # attributes
URL = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)|@import\s+['\"]([^'\"]+)")


@dataclass(frozen=True)
class Reference:
    """A reference as it stands in a page, and the tag that holds it."""

    page: "Document"
    tag: str
    text: str
    rel: tuple[str, ...] = ()

    @cached_property
    def url(self) -> str:
        return urljoin(HERE + self.page.name, self.text)

    @property
    def host(self) -> str:
        """The other host that this leads to, or nothing."""
        return "" if self.url.startswith(HERE) else urlsplit(self.url).netloc

    @property
    def file(self) -> str:
        """The file of the site that this leads to."""
        path = unquote(urldefrag(self.url).url.removeprefix(HERE)).split("?")[0]
        return f"{path}index.html" if path == "" or path.endswith("/") else path

    @property
    def fragment(self) -> str:
        return unquote(urldefrag(self.url).fragment)

    @property
    def is_loaded(self) -> bool:
        """Whether a browser fetches it when it shows the page."""
        loading = {"stylesheet", "icon", "preload", "modulepreload", "prefetch"}
        loading |= {"preconnect", "dns-prefetch", "manifest", "shortcut"}
        return self.tag not in ("a", "link", "form") or bool(loading & set(self.rel))


class Document:
    """A page of the built site."""

    def __init__(self, site: Path, path: Path):
        self.site = site
        self.path = path
        self.name = path.relative_to(site).as_posix()

    def __repr__(self):
        return self.name

    @property
    def language(self) -> str:
        return "en" if self.name.startswith("en/") else "zh"

    @property
    def is_404(self) -> bool:
        return self.path.name == "404.html"

    @cached_property
    def html(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    @cached_property
    def ids(self) -> set[str]:
        return {tag["id"] for tag in self.soup.find_all(id=True)}

    @cached_property
    def references(self) -> list[Reference]:
        found = []
        for tag in self.soup.find_all(True):
            rel = tuple(" ".join(tag.get_attribute_list("rel", [])).split())
            for key in REFERRING & tag.attrs.keys():
                found.append(Reference(self, tag.name, tag[key].strip(), rel))
            for part in tag.get("srcset", "").split(","):
                if part.strip():
                    found.append(Reference(self, tag.name, part.split()[0], rel))
            styles = tag.get("style", "") + (tag.text if tag.name == "style" else "")
            for match in URL.finditer(styles):
                found.append(Reference(self, "style", match[1] or match[2]))
        return [
            each
            for each in found
            if not re.match(r"(data|mailto|javascript):", each.text)
        ]

    @cached_property
    def code(self) -> list[str]:
        """The text of each block of code."""
        return [block.get_text().rstrip("\n") for block in self.soup.select("pre code")]


@cache  # to parse all pages takes ten seconds
def documents(site: Path) -> dict[str, Document]:
    """Returns the pages by the names of their files, each parsed once in a process."""
    found = [Document(site, path) for path in sorted(site.rglob("*.html"))]
    return {document.name: document for document in found}


def broken(pages: dict[str, Document]) -> list[str]:
    """Says which references within the site lead to no file or to no anchor."""
    found = []
    for page in pages.values():
        for each in page.references:
            if each.host:
                continue
            where = f"{page.name}: <{each.tag}> {each.text}"
            if not (page.site / each.file).is_file():
                found.append(f"{where}: there is no {each.file} in the built site")
            elif each.fragment and each.file in pages:
                if each.fragment not in pages[each.file].ids:
                    found.append(f"{where}: {each.file} has no element of this id")
    return found


def foreign(pages: dict[str, Document]) -> list[str]:
    """Says what a browser would load from another host."""
    found = []
    for page in pages.values():
        for each in page.references:
            if each.is_loaded and each.host:
                found.append(f"{page.name}: <{each.tag}> {each.text}: on another host")
    return found


def foreign_styles(site: Path) -> list[str]:
    """The same for what the stylesheets load."""
    return [
        f"{path.relative_to(site).as_posix()}: {match[0]}: on another host"
        for path in sorted(site.rglob("*.css"))
        for match in URL.finditer(path.read_text(encoding="utf-8"))
        if re.match(r"(https?:)?//", match[1] or match[2])
    ]


def fixed_to_the_root(pages: dict[str, Document]) -> list[str]:
    """Says what would break below a path: references that begin with a slash."""
    return [
        f"{page.name}: <{each.tag}> {each.text}: begins at the root; make it relative"
        for page in pages.values()
        if not page.is_404  # shown at any address, so it can't be relative
        for each in page.references
        if each.text.startswith("/")
    ]
