"""Prose is as STYLE.md says, and STYLE.md can be cited; and each check finds what it is
for."""

import re

import autocorrect_py
import pytest

from tests.content import page_checks, prose_checks
from tests.content.page_checks import SITE, report
from tests.content.page_reader import ROOT, Page, read

STYLE = read(ROOT / "STYLE.md")
ROWS = prose_checks.glossary(STYLE)


def proses(language: str, readme: str) -> list[Page]:
    """Returns what has prose in a language, or in both."""
    others = [readme, "CONTRIBUTING.md", ".github/pull_request_template.md"]
    return [
        *(page for page in SITE.pages.values() if SITE.language(page) == language),
        *(read(ROOT / name) for name in others),
        prose_checks.outside_of_glossary(STYLE),
    ]


def name(prose: Page) -> str:
    return prose.name


@pytest.mark.parametrize("prose", proses("zh", "README.md"), ids=name)
def test_chinese(prose):
    """Spaces between Chinese and Latin letters, digits, code; full-width punctuation;
    terms as in the glossary; no 只需, 显然, 很简单."""
    report(prose_checks.copywriting(prose) + prose_checks.words(prose, "zh", ROWS))


@pytest.mark.parametrize("prose", proses("en", "README.en.md"), ids=name)
def test_english(prose):
    """Terms as in the glossary; no just, obviously, simply; no Chinese punctuation."""
    report(prose_checks.half_width(prose) + prose_checks.words(prose, "en", ROWS))


def test_english_in_brackets():
    """A Chinese chapter has the English of a term once, where the term comes first."""
    chapters = page_checks.chapters(ROOT / "mkdocs.yml")
    assert sum(map(len, chapters)) >= 20
    for chapter in chapters:
        pages = [SITE.pages[f"zh/{name}"] for name in chapter]
        report(prose_checks.english_again(pages))


def test_chinese_of_the_navigation():
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    lines = autocorrect_py.lint_for(text, "yaml").lines
    report([f"mkdocs.yml:{each.line}: expected  {each.new}" for each in lines])


# --- STYLE.md itself -------------------------------------------------------


def test_the_glossary_has_terms_and_words_not_to_write():
    """An empty glossary would pass every page."""
    assert len(ROWS) >= 20
    assert all(chinese and english for chinese, english, _, _ in ROWS)
    assert sum(len(not_zh) for _, _, not_zh, _ in ROWS) >= 10
    assert sum(len(not_en) for _, _, _, not_en in ROWS) >= 3


CELLS = [row for table in STYLE.tables for row in table.rows]
RULES = [cell for cell, *_ in CELLS if re.fullmatch(r"[A-Z]\d+", cell)]
CITING = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for folder in ("harness", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
}


def test_rules_are_numbered_without_gaps():
    """Each letter counts 1, 2, 3, …, so that a number can be cited."""
    expected, counts = [], {}
    for rule in RULES:
        counts[rule[0]] = counts.get(rule[0], 0) + 1
        expected.append(f"{rule[0]}{counts[rule[0]]}")
    assert RULES == expected and len(expected) > 20


def test_cited_rules_exist():
    """A message or a page never cites a number that STYLE.md lacks."""
    texts = CITING | {"CONTRIBUTING.md": (ROOT / "CONTRIBUTING.md").read_text("utf-8")}  # fmt: skip
    report(
        [
            f"{name}: cites {rule}, which STYLE.md doesn't have"
            for name, text in texts.items()
            for rule in sorted(set(re.findall(r"\b[PWST]\d{1,2}\b", text)) - {*RULES})
        ]
    )


def test_each_ticked_rule_is_cited_by_a_message():
    """What STYLE.md says is tested, the message of a test names."""
    ticked = {rule for rule, tick, *_ in CELLS if tick == "✓" and rule in RULES}
    assert ticked
    cited = re.findall(r"\b[PWST]\d{1,2}\b", "".join(CITING.values()))
    assert sorted(ticked - set(cited)) == []


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
    "a tab": '=== "Linux上"',
    "a table": "| Linux上 | 1 |\n|---|---|",
    "an item": "- 是不是, 不知道。",
    "HTML": "<div>Linux上</div>",
}


@pytest.fixture
def made(tmp_path):
    """Writes a page and reads it."""

    def write(text):
        path = tmp_path / "page.md"
        path.write_text(text, encoding="utf-8")
        return read(path)

    return write


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_copywriting_is_found(fault, made):
    found = prose_checks.copywriting(made(FAULTS[fault]))
    assert found and "page.md:1: expected" in found[0]


def test_english_that_comes_again_is_found(made):
    once = made("子进程（child process）用 fork（fork）启动。")
    assert prose_checks.english_again([once]) == []
    [found] = prose_checks.english_again(
        [once, made("又一个子进程（child process）。")]
    )
    assert "（child process） already" in found and "W8" in found


def test_a_place_has_one_message_of_a_few_words(made):
    """Not the whole paragraph twice, and no mark for inline code."""
    long = "子进程结束之后，`exitcode` 说明它是怎么结束的。" * 5
    [found] = prose_checks.copywriting(made(f"{long}先启动,再等待。{long}"))
    assert "先启动，再等待" in found and "先启动,再等待" in found
    assert len(found) < 160 and "\ufffc" not in found


def test_chinese_punctuation_in_english_is_found(made):
    [found] = prose_checks.half_width(made("First start， then wait."))
    assert "found  ，  in  st start， then wa" in found


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

=== "在 Linux 上"

    先 `start()`，再用 os.getpid() 与 os.getppid() 看一看。
"""


def test_good_copywriting_is_found_good(made):
    assert prose_checks.copywriting(made(GOOD)) == []


@pytest.mark.parametrize(
    "language, text, word",
    [
        ("zh", "守护程序结束了。", "守护程序"),
        ("zh", "三种 start 方法。", "start 方法"),
        ("zh", "少了 `__main__` 守卫。", "`…` 守卫"),
        ("zh", "只需 `start()`。", "只需"),
        ("zh", "这很简单。", "很简单"),
        ("en", "It returns two return codes.", "return code"),
        ("en", "Just call it.", "Just"),
        ("en", "It is simply so.", "simply"),
        ("en", "| a | It is simply so. |\n|---|---|", "simply"),
        ("en", "![It is simply so](figure:a)", "simply"),
    ],
)
def test_a_word_not_to_write_is_found(language, text, word, made):
    found = prose_checks.words(made(text), language, ROWS)
    assert len(found) == 1 and f"found  {word}" in found[0] and "page.md:1" in found[0]


def test_words_in_code_do_not_count(made):
    good = made("`just` `守护程序` justice\n\n```text\nsimply\n```\n")
    for language in ("zh", "en"):
        assert prose_checks.words(good, language, ROWS) == []
