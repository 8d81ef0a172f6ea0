"""Chinese copywriting, terms, and words that are not written, as STYLE.md says."""

import re
from functools import cache
from pathlib import Path

import autocorrect_py
import pytest

from tests.content import page_checks
from tests.content.page_checks import report
from tests.content.page_reader import HELD, ROOT, Line, Page, read, shown

STYLE = ROOT / "STYLE.md"
BOTH = [STYLE, ROOT / "CONTRIBUTING.md", ROOT / ".github/pull_request_template.md"]


def texts(language: str) -> list[Path]:
    """Returns the files whose prose is (also) in a language."""
    folder = ROOT / "docs" / language
    pages = [folder / name for name in sorted(page_checks.source_files(folder))]
    return pages + [ROOT / {"zh": "README.md", "en": "README.en.md"}[language]] + BOTH


CHINESE, ENGLISH = texts("zh"), texts("en")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def page_of(path: Path) -> Page:
    return read(path)


# --- Spaces and punctuation ------------------------------------------------

HAN = r"[\u3400-\u9fff]"
WORD = rf"[A-Za-z0-9{HELD}]"
TOUCHING = re.compile(rf"{HAN}{WORD}|{WORD}{HAN}")
HALF_WIDTH = re.compile(
    rf"{HAN} ?[,;:!?](?=\s|$|{HAN})|[,;:!?] ?{HAN}|{HAN} ?\(|\){HAN}"
)
QUOTES = re.compile(rf'"[^"]*{HAN}[^"]*"')
MARKER = re.compile(r" *(?:#{1,6}|>|[-*+]|\d+\.|!!!|\?\?\?\+?|===) +")
TITLED = re.compile(r'^( *(?:!!!|\?\?\?\+?|===)[^"]*)"(.*)" *$')


def linted(page: Page) -> list[str]:
    """What autocorrect finds, a line at a time: indentation and HTML mislead it."""
    return [
        f"{line.where}: expected  {each.new}\n    found  {each.old}  (STYLE.md W1, W2)."
        for line in [*page.prose, *page.meta.values()]
        for each in autocorrect_py.lint_for(line.text.strip(), "markdown").lines
    ]


def mistyped(page: Page) -> list[str]:
    """What autocorrect passes over: inline code, links, brackets, quotes."""
    lines = [*page.prose, *page.meta.values()]
    return [message for line in lines for message in _mistyped(line)]


def _mistyped(line: Line):
    # The quotes of a title belong to Markdown, as does what begins a line.
    text = TITLED.sub(r"\1\2", line.text)
    text = MARKER.sub("", re.sub(r" *$", "", shown(text)))
    if match := TOUCHING.search(text):
        left, right = (
            match[0].replace(HELD, "`…`")[:-1],
            match[0][-1].replace(HELD, "`…`"),
        )
        yield f"{line.where}: expected a space:  {left} {right}  in  {text} (STYLE.md W1)."
    if match := HALF_WIDTH.search(text):
        yield (
            f"{line.where}: expected full-width punctuation, ，。：；？！（）, found"
            f"  {match[0]}  in  {text} (STYLE.md W2)."
        )
    if match := QUOTES.search(text):
        yield f"{line.where}: expected “”, found  {match[0]}  (STYLE.md W2)."


@pytest.mark.parametrize("path", CHINESE, ids=name)
def test_chinese_copywriting(path):
    """Spaces between Chinese and Latin letters, digits, code; full-width punctuation."""
    page = page_of(path)
    report(linted(page) + mistyped(page))


@pytest.mark.parametrize("config", ["mkdocs.yml"])
def test_chinese_copywriting_of_the_navigation(config):
    lines = autocorrect_py.lint_for((ROOT / config).read_text("utf-8"), "yaml").lines
    report([f"{config}:{each.line}: expected  {each.new}" for each in lines])


# --- Words -----------------------------------------------------------------

FORBIDDEN = {
    "zh": re.compile("只需|显然|很简单"),
    "en": re.compile(r"\b(just|obviously|simply)\b", re.IGNORECASE),
}


def glossary(page: Page) -> list[tuple[str, str, list[str], list[str]]]:
    """Returns the rows of the glossary: two terms, and what is not written for each."""
    start = next(h for h in page.headings if "Glossary" in h.text).where
    lines = page.lines[[line.where for line in page.lines].index(start) :]
    rows = [
        line.text.strip().strip("|").split("|")
        for line in lines
        if line.text.startswith("|")
    ]
    found = []
    for chinese, english, not_zh, not_en in rows[2:]:
        words = not_zh.replace("`", "").strip(), not_en.strip()
        banned = [
            [word.strip() for word in re.split("[、,]", each) if word.strip()]
            for each in words
        ]
        found.append((chinese.strip(), english.strip(), *banned))
    return found


def wrong_terms(page: Page, language: str, rows) -> list[str]:
    found = []
    for line in _prose(page):
        text = shown(line.text)
        for chinese, english, not_zh, not_en in rows:
            term, banned = (chinese, not_zh) if language == "zh" else (english, not_en)
            for word in banned:
                pattern = (
                    re.escape(word) if language == "zh" else rf"\b{re.escape(word)}s?\b"
                )
                if re.search(pattern, text, re.IGNORECASE):
                    found.append(
                        f"{line.where}: expected  {term}, found  {word}  in  {text.strip()}"
                        f" (STYLE.md W3; inline code doesn't count)."
                    )
    return found


def forbidden(page: Page, language: str) -> list[str]:
    return [
        f"{line.where}: found  {match[0]}  in  {line.text.strip()}\n"
        f"    Say what the reader needs instead, or leave it out (STYLE.md W4)."
        for line in _prose(page)
        if (match := FORBIDDEN[language].search(shown(line.text)))
    ]


def _prose(page: Page) -> list[Line]:
    """The glossary and the rule about words name the words that are not written."""
    lines = [*page.prose, *page.meta.values()]
    if page.path == STYLE:
        lines = [
            line
            for line in lines
            if not line.text.startswith("|") or "| P" in line.text[:3]
        ]
    return lines


@pytest.fixture(scope="module")
def rows():
    return glossary(page_of(STYLE))


def test_the_glossary_has_terms_and_words_not_to_write(rows):
    """An empty glossary would pass every page."""
    assert len(rows) >= 20
    assert all(chinese and english for chinese, english, _, _ in rows)
    assert sum(len(not_zh) for _, _, not_zh, _ in rows) >= 10
    assert sum(len(not_en) for _, _, _, not_en in rows) >= 3


@pytest.mark.parametrize("path", CHINESE, ids=name)
def test_chinese_words(path, rows):
    """Terms as in the glossary; no 只需, 显然, 很简单."""
    page = page_of(path)
    report(wrong_terms(page, "zh", rows) + forbidden(page, "zh"))


@pytest.mark.parametrize("path", ENGLISH, ids=name)
def test_english_words(path, rows):
    """Terms as in the glossary; no just, obviously, simply."""
    page = page_of(path)
    report(wrong_terms(page, "en", rows) + forbidden(page, "en"))


# --- STYLE.md itself -------------------------------------------------------


def rules() -> list[str]:
    return re.findall(r"^\| ([A-Z]\d+) \|", STYLE.read_text("utf-8"), re.MULTILINE)


def test_rules_are_numbered_without_gaps():
    """Each letter counts 1, 2, 3, …, so that a number can be cited."""
    expected, counts = [], {}
    for rule in rules():
        counts[rule[0]] = counts.get(rule[0], 0) + 1
        expected.append(f"{rule[0]}{counts[rule[0]]}")
    assert rules() == expected and len(expected) > 20


CITING = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "tests").rglob("*.py"))]


@pytest.mark.parametrize("path", CITING, ids=name)
def test_cited_rules_exist(path):
    """A message or a page never cites a number that STYLE.md lacks."""
    cited = re.findall(r"\b[PWST]\d{1,2}\b", path.read_text("utf-8"))
    assert set(cited) <= set(rules())


def test_each_ticked_rule_is_cited_by_a_message():
    """What STYLE.md says is tested, a test's message names, or a test here allows."""
    style = STYLE.read_text("utf-8")
    ticked = set(re.findall(r"^\| ([A-Z]\d+) \| ✓", style, re.MULTILINE))
    messages = "".join(path.read_text("utf-8") for path in CITING[1:])
    by_harness = {"T2", "T3"}  # tests/harness cites them
    assert {rule for rule in ticked - by_harness if rule not in messages} == set()


# --- The checks themselves -------------------------------------------------

FAULTS = {
    "letters": "子进程exitcode 是 0。",
    "digits": "退出码是0。",
    "inline code": "属性`exitcode` 是 0。",
    "inline code, after": "属性 `exitcode`是 0。",
    "a link": "见[文档](a.md)。打开[docs](b.md)看。",
    "bold": "**join**之后。",
    "a heading": "# 退出码exitcode {#exitcode}",
    "a comma": "先启动,再等待。",
    "a comma after code": "先 `start()`，再等待,然后 `join()`。",
    "a colon": "输出如下: 见上。",
    "a full stop": "子进程结束了.",
    "a semicolon": "先启动; 再等待。",
    "brackets": "进程(process)。",
    "quotes": '所谓"正常"的退出码。',
    "a title": '!!! note "笔记里说exitcode"',
    "a table": "| Linux上 | 1 |",
    "an item": "- 是不是, 不知道。",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_copywriting_is_found(fault, tmp_path):
    path = tmp_path / "page.md"
    path.write_text(FAULTS[fault], encoding="utf-8")
    page = read(path)
    found = linted(page) + mistyped(page)
    assert found and "page.md:1: expected" in found[0]


GOOD = """\
---
description: 子进程结束之后，exitcode 说明它是怎么结束的。
---

# 退出码 exitcode {#exitcode}

!!! warning "笔记里说：“异常终止”"
    负数（比如 -15）是信号的编号；见 [`join()`](a.md#b)，或[文档](https://docs.python.org/zh-cn/3/)。

1. `a`、`b` 和 **c**：1 到 3 秒，90% 的时间。
- 第一项，`f(x, y)` 返回 `(1, 2)`。

```text
输出,原样
```

先 `start()`，再用 os.getpid() 与 os.getppid() 看一看。
"""


def test_good_copywriting_is_found_good(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(GOOD, encoding="utf-8")
    page = read(path)
    assert linted(page) + mistyped(page) == []


@pytest.mark.parametrize(
    "language, text, word",
    [
        ("zh", "守护程序结束了。", "守护程序"),
        ("zh", "三种 start 方法。", "start 方法"),
        ("zh", "只需 `start()`。", "只需"),
        ("zh", "这很简单。", "很简单"),
        ("en", "It returns two return codes.", "return code"),
        ("en", "Just call it.", "Just"),
        ("en", "It is simply so.", "simply"),
    ],
)
def test_a_word_not_to_write_is_found(language, text, word, rows, tmp_path):
    path = tmp_path / "page.md"
    path.write_text(text, encoding="utf-8")
    page = read(path)
    found = wrong_terms(page, language, rows) + forbidden(page, language)
    assert len(found) == 1 and f"found  {word}" in found[0] and "page.md:1" in found[0]


def test_words_in_code_do_not_count(rows, tmp_path):
    path = tmp_path / "page.md"
    path.write_text(
        "`just` `守护程序` justice\n\n```text\nsimply\n```\n", encoding="utf-8"
    )
    page = read(path)
    for language in ("zh", "en"):
        assert wrong_terms(page, language, rows) + forbidden(page, language) == []
