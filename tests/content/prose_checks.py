"""What is checked of prose: Chinese copywriting, terms, and words that are not written.
Each check returns messages: where, what was expected, and the rule of STYLE.md."""

import re
from collections.abc import Iterator

import autocorrect_py

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
    # Without a Chinese letter, autocorrect takes Chinese punctuation for a mistake.
    source = prose.source if re.search(HAN, prose.source) else ""
    for each in autocorrect_py.lint_for(source, "markdown").lines:
        yield (
            f"{prose.where}: expected  {each.new}\n    found  {each.old}"
            f"  (STYLE.md W1, W2)."
        )
    # What autocorrect passes over: inline code, links, brackets, quotes.
    text = prose.shown
    if match := TOUCHING.search(text):
        left, right = map(_named, match[0])
        yield (
            f"{prose.where}: expected a space:  {left} {right}  in  {_named(text)}"
            f" (STYLE.md W1)."
        )
    if match := HALF_WIDTH.search(text):
        yield (
            f"{prose.where}: expected full-width punctuation, ，。：；？！（）, found"
            f"  {match[0]}  in  {_named(text)} (STYLE.md W2)."
        )
    if match := QUOTES.search(text):
        yield f"{prose.where}: expected “”, found  {_named(match[0])}  (STYLE.md W2)."


def _named(text: str) -> str:
    return text.replace(HELD, "`…`")


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
