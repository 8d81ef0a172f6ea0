"""What is checked of prose: Chinese copywriting, terms, and words that are not written.
Each check returns messages: where, what was expected, and the rule of STYLE.md."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import autocorrect_py

from harness.transcripts import METHODS
from tests.content.page_reader import HELD, Page, Prose

HAN = r"[\u3400-\u9fff]"
WORD = rf"[A-Za-z0-9{HELD}]"
TOUCHING = re.compile(rf"{HAN}{WORD}|{WORD}{HAN}")
HALF_WIDTH = re.compile(
    rf"{HAN} ?[,;:!?](?=\s|$|{HAN})|[,;:!?] ?{HAN}|{HAN} ?\(|\){HAN}"
)
QUOTES = re.compile(rf'"[^"]*{HAN}[^"]*"')

FORBIDDEN = {
    "zh": re.compile("只需|显然|很简单"),
    "en": re.compile(r"\b(just|obviously|simply)\b", re.IGNORECASE),
}


def texts(page: Page) -> list[Prose]:
    """The description is read by people, too."""
    return page.prose + [Prose(p.where, p.text, p.text) for p in page.meta.values()]


# --- Spaces and punctuation ------------------------------------------------


def copywriting(page: Page) -> list[str]:
    return [message for prose in texts(page) for message in _mistyped(prose)]


def _mistyped(prose: Prose) -> Iterator[str]:
    """Of one place one message: what autocorrect finds, or else what it passes over,
    inline code, links, brackets, quotes."""
    # Without a Chinese letter, autocorrect takes Chinese punctuation for a mistake.
    source = prose.source if re.search(HAN, prose.source) else ""
    found = autocorrect_py.lint_for(source, "markdown").lines
    for each in found:
        for new, old in _places(each.new, each.old):
            yield f"{prose.where}: expected  {new}  found  {old}  (STYLE.md W1, W2)."
    text = prose.shown
    if found:
        return
    if match := TOUCHING.search(text):
        left, right = map(_named, match[0])
        yield (
            f"{prose.where}: expected a space:  {left} {right}  in  {_around(text, match)}"
            f" (STYLE.md W1)."
        )
    if match := HALF_WIDTH.search(text):
        yield (
            f"{prose.where}: expected full-width punctuation, ，。：；？！（）, found"
            f"  {match[0]}  in  {_around(text, match)} (STYLE.md W2)."
        )
    if match := QUOTES.search(text):
        yield f"{prose.where}: expected “”, found  {_named(match[0])}  (STYLE.md W2)."


def _places(new: str, old: str) -> Iterator[tuple[str, str]]:
    """Yields each piece that differs, with some characters around it."""
    for tag, a, b, c, d in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag != "equal":
            yield new[max(0, c - 6) : d + 6].strip(), old[max(0, a - 6) : b + 6].strip()


def _around(text: str, match: re.Match) -> str:
    return _named(text[max(0, match.start() - 8) : match.end() + 8].strip())


def _named(text: str) -> str:
    return text.replace(HELD, "`…`")


def half_width(page: Page) -> list[str]:
    """English has no punctuation of the Chinese, except where it speaks of it in Chinese."""
    return [
        f"{prose.where}: expected English punctuation, found  {match[0]}  in"
        f"  {_around(prose.shown, match)} (STYLE.md W2)."
        for prose in texts(page)
        if not re.search(HAN, prose.shown)
        for match in re.finditer("[，。：；？！（）、]", prose.shown)
    ]


# --- Words -----------------------------------------------------------------


def glossary(style: Page) -> list[tuple[str, str, list[str], list[str]]]:
    """Returns the rows of the glossary: two terms, and what is not written for each."""
    rows = next(each.rows for each in style.tables if "Not in English" in each.rows[0])
    return [
        (chinese, english, *(re.findall("[^、,]*[^、, ]", each) for each in banned))
        for chinese, english, *banned in rows[1:]
    ]


def outside_of_glossary(style: Page) -> Page:
    """Leaves out what names the words that are not written: W4, and the glossary."""
    naming = next(each.where for each in style.prose if each.shown == "W4")
    start = next(each.where for each in style.headings if "Glossary" in each.text)
    end = [each.where for each in style.prose].index(start)
    prose = [each for each in style.prose[:end] if each.where != naming]
    return Page(style.path, style.name, prose=prose)


def words(page: Page, language: str, rows) -> list[str]:
    """`rows`: of the glossary."""
    return [f for prose in texts(page) for f in _words(prose, language, rows)]


def english_again(chapter: list[Page]) -> list[str]:
    """A term's English stands in brackets once in a chapter of the Chinese pages."""
    found, first = [], {}
    for page in chapter:
        for prose in page.prose:
            for english in re.findall(r"（([a-z][a-z -]+)）", prose.shown):
                if english in METHODS:
                    continue
                if english in first:
                    found.append(
                        f"{prose.where}: the chapter has （{english}） already, in"
                        f" {first[english]}; delete it here (STYLE.md W8)."
                    )
                first.setdefault(english, prose.where)
    return found


def _words(prose: Prose, language: str, rows) -> Iterator[str]:
    text = prose.shown
    for chinese, english, not_zh, not_en in rows:
        term, banned = (chinese, not_zh) if language == "zh" else (english, not_en)
        for word in banned:
            edge, plural = ("", "") if language == "zh" else (r"\b", "s?")
            pattern = edge + re.escape(word) + plural + edge
            if re.search(pattern, text, re.IGNORECASE):
                yield (
                    f"{prose.where}: expected  {_named(term)}, found  {_named(word)}  in"
                    f"  {_named(text)} (STYLE.md W3; inline code doesn't count)."
                )
    if match := FORBIDDEN[language].search(text):
        yield (
            f"{prose.where}: found  {match[0]}  in  {_named(text)}\n"
            f"    Say what the reader needs instead, or leave it out (STYLE.md W4)."
        )
