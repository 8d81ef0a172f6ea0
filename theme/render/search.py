"""The index of the search, which theme/assets/search.js reads in the reader's browser.

Below search/ of each language:

- index.json, read when a reader goes to the field: the pages with their headings, in which
  of them each word of a heading stands, and each of docs/search.toml, and the last lines
  of all tracebacks;
- words-0.json, words-1.json, …: in which sections all words stand; they are sorted, so
  that a query needs few of these files;
- text-0.json, …: the text of each section of a page, for the excerpts below a result;
- search_index.json, for Material, which wants one of this name before it asks.

A word's line: `exitcode 12b3B` stands in section 12 twice in the text, and in section 15
twice in code; the numbers are distances, the letters those of TIMES. In index.json there
follows in how many sections it stands in all.
"""

import json
import logging
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from html.parser import HTMLParser
from pathlib import Path

import jieba

from .kept import digest

TERMS = Path(__file__).parents[1] / "terms.txt"
HEADING, READER = "h", "r"  # where a word of index.json stands
TIMES = "abcdef"  # once, twice, … in the text; in code, in capitals
CHUNK = 6000  # characters of a file of words
RUN = re.compile(r"[a-z0-9_]+|[\u4e00-\u9fff]+")  # search.js has the same
MESSAGE = re.compile(
    r"^(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Empty|Full): .+",
    re.MULTILINE,
)
TITLE = re.compile(r"h[1-6]")
# The colours of code: most of a page's elements.
COLOUR = re.compile(r"</?span[^>]*>")
CODE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
SKIPPED = {"script", "style", "svg", "links"}
VOID = {"br", "hr", "img", "input", "wbr"}
BLOCKS = {"dd", "div", "dt", "li", "p", "pre", "summary", "td", "th"}

Places = list[tuple[int, str]]  # number of a section, letter


# --- What a page says ---------------------------------------------------------------------


@dataclass
class Section:
    """A heading and what stands below it; `id` is nothing for the page's own."""

    id: str
    title: str = ""
    text: str = ""
    code: str = ""

    @cached_property
    def in_title(self) -> Counter[str]:
        return _words(self.title)

    @cached_property
    def in_text(self) -> Counter[str]:
        return _words(self.text)

    @cached_property
    def below(self) -> dict[str, str]:
        """Each word below the heading, with the letter that tells how often."""
        code = {word: _times(n).upper() for word, n in _words(self.code).items()}
        return code | {word: _times(n) for word, n in self.in_text.items()}

    @cached_property
    def messages(self) -> list[str]:
        """The last lines of the tracebacks."""
        return list(dict.fromkeys(MESSAGE.findall(self.code)))


def _times(number: int) -> str:
    return TIMES[min(number, len(TIMES)) - 1]


@lru_cache(10_000)  # the programs of both languages are the same
def _words(text: str) -> Counter[str]:
    """Counts the words of a text: names with their parts, Chinese words of two characters
    and more, those within longer ones too."""
    found: Counter[str] = Counter()
    for run in RUN.findall(text.lower()):
        if run > "\u4e00":
            found.update(each for each in _chinese().cut_for_search(run) if each[1:])
        else:
            parts = {part for part in run.split("_") if part[1:] or part.isdigit()}
            found.update({run, *parts})
    return found


@cache
def _chinese() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.load_userdict(str(TERMS))
    return tokenizer


def sections(html: str) -> list[Section]:
    """Returns the sections of a page, the page's own first; without the last one, which
    leads to other pages."""
    reader = _Reader()
    reader.feed(CODE.sub(lambda code: COLOUR.sub("", code[0]), html))
    found = [each for each in reader.sections if each.id != "next"]
    for each in found:
        each.title = " ".join(each.title.split())
        each.text = " ".join(each.text.split())
    return found


class _Reader(HTMLParser):
    """Reads the sections of a page's HTML."""

    def __init__(self):
        super().__init__()
        self.sections = [Section("")]
        self._inside: list[str] = []  # open elements; some by what they are for

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        attributes = dict(attrs)
        classes = (attributes.get("class") or "").split()
        if TITLE.fullmatch(tag) and tag != "h1":
            self.sections.append(Section(attributes.get("id", "")))
        elif {"headerlink", "twin"} & {*classes}:
            tag = "links"
        elif {"listing", "filename"} & {*classes}:
            tag = classes[0]
        self._inside.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID or not self._inside:
            return
        self._inside.pop()
        if tag in BLOCKS:
            self.handle_data(" ")

    def handle_data(self, data):
        section, inside = self.sections[-1], self._inside
        if SKIPPED.intersection(inside):
            return
        if any(map(TITLE.fullmatch, inside)):
            section.title += data
        elif "pre" in inside or "filename" in inside:
            section.code += data
        elif "listing" not in inside:  # its labels and notes are the site's
            section.text += data


# --- What readers can find ----------------------------------------------------------------


@dataclass
class Index:
    """What readers can find in one language.

    said: docs/search.toml, the words of readers; pages: the sections by the page's address.
    """

    language: str
    said: Path
    pages: dict[str, list[Section]] = field(default_factory=dict)

    def check(self) -> None:
        """Raises ValueError for what is wrong in docs/search.toml."""
        _ = self._places

    def stub(self) -> str:
        """Returns the content of search_index.json."""
        config = {"lang": [self.language], "separator": r"[\s\-]+"}
        return _json({"config": config, "docs": []})

    def files(self) -> dict[str, str]:
        """Returns the contents of the other files by their names below search/; ValueError
        as check()."""
        heads, bodies = self._heads(), self._bodies()
        total = {
            word: len({number for number, _ in [*places, *bodies.get(word, [])]})
            for word, places in heads.items()
        }
        chunks = list(_chunks(bodies))
        texts = [[each.text for each in found] for found in self.pages.values()]
        made = {f"words-{at}.json": lines for at, lines in enumerate(chunks)}
        made |= {f"text-{at}.json": text for at, text in enumerate(texts)}
        made = {name: _json(content) for name, content in made.items()}
        folder = digest(made)[:8]
        head = {
            "folder": folder,  # of the other files: those of two builds never mix
            "stop": self._said["stop"].get(self.language, []),
            "same": self._said["same"],
            "messages": [
                (number, each)
                for number, _, section in self._numbered()
                for each in section.messages
            ],
            "pages": [
                [address, _length(found), [[each.id, each.title] for each in found]]
                for address, found in self.pages.items()
            ],
            "chunks": [lines.split(" ", 1)[0] for lines in chunks],
            "words": "\n".join(
                f"{_line(word, heads[word])} {total[word]}" for word in sorted(heads)
            ),
        }
        below = {f"{folder}/{name}": content for name, content in made.items()}
        return {"index.json": _json(head), **below}

    def _numbered(self) -> Iterable[tuple[int, str, Section]]:
        """Yields each section with its number and its place, as docs/search.toml has it."""
        number = 0
        for address, found in self.pages.items():
            for section in found:
                yield number, f"{address}#{section.id}".rstrip("#"), section
                number += 1

    def _heads(self) -> dict[str, Places]:
        """Returns where words stand in headings, or where readers' words lead."""
        words = defaultdict(list)
        for number, place, section in self._numbered():
            said = self._places.get(place, [])
            whole = [each for each in said if RUN.fullmatch(each)]  # uncut
            letters = dict.fromkeys([*whole, *_words(" ".join(said))], READER)
            letters |= dict.fromkeys(section.in_title, HEADING)
            for word, letter in letters.items():
                words[word].append((number, letter))
        return words

    def _bodies(self) -> dict[str, Places]:
        words = defaultdict(list)
        for number, _, section in self._numbered():
            for word, letter in section.below.items():
                words[word].append((number, letter))
        return words

    @cached_property
    def _said(self) -> dict:
        try:
            table = tomllib.loads(self.said.read_text("utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise ValueError(f"{self.said}: {error}") from None
        missing = {"stop", "same", "places"} - set(table)
        if missing:
            raise ValueError(f"{self.said}: expected a table [{min(missing)}]")
        return table

    @cached_property
    def _places(self) -> dict[str, list[str]]:
        """What readers type, by the place that answers."""
        known = {place for _, place, _ in self._numbered()}
        for place, said in self._said["places"].items():
            if place not in known:
                raise ValueError(
                    f"{self.said}: [places] {place!r} is no place of the site; expected the"
                    " address of a page, with or without the id of a heading:"
                    ' "process/exitcode/#negative"'
                )
            if not (isinstance(said, dict) and {"zh", "en"} == {*said}):
                raise ValueError(
                    f"{self.said}: [places] {place!r}: expected the words of both languages,"
                    ' { zh = ["进程号"], en = ["process id"] }'
                )
        return {
            place: said[self.language] for place, said in self._said["places"].items()
        }


def _length(found: list[Section]) -> int:
    """Returns how long a page is, in words."""
    return sum(each.in_text.total() for each in found)


def _chunks(words: dict[str, Places]) -> Iterable[str]:
    """Yields the lines of all words, in pieces."""
    lines: list[str] = []
    size = 0
    for word in sorted(words):
        lines.append(_line(word, words[word]))
        size += len(lines[-1])
        if size > CHUNK:
            yield "\n".join(lines)
            lines, size = [], 0
    if lines:
        yield "\n".join(lines)


def _line(word: str, places: Places) -> str:
    last, text = 0, f"{word} "
    for number, letter in places:
        text += f"{number - last}{letter}"
        last = number
    return text


def _json(content) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
