"""Each file is of a kind that is checked, and all of its text can be seen."""

import pytest

from tests.content import file_checks
from tests.content.page_checks import SITE, report
from tests.content.page_reader import ROOT


def test_each_file_is_of_a_kind_that_is_checked():
    report([*file_checks.strangers(ROOT)])


def test_all_text_can_be_seen():
    """No control character, no mark of direction, no space that is none."""
    report([*file_checks.unseen(ROOT)])


def test_figures_can_be_read_and_show_no_output():
    report([*file_checks.drawings(SITE.drawings, SITE.printed)])


# --- The checks themselves -------------------------------------------------


@pytest.mark.parametrize(
    "name, message",
    [
        ("docs/zh/page.txt", "expected a name that ends with .md or .ipynb"),
        ("docs/zh/.page.md", "expected a name that ends with"),
        ("snippets/chapter/page/x.pyw", "expected a name that ends with .py"),
        ("snippets/chapter/page/.x.py", "expected a name that ends with"),
        ("snippets/chapter/x.py", "expected snippets/CHAPTER/PAGE/NAME.py"),
        ("snippets/ruff.txt", "expected a name that ends with"),
        ("conftest.py", "would change how pytest works"),
        ("snippets/chapter/page/conftest.py", "would change how pytest works"),
    ],
)
def test_a_file_that_nothing_checks_is_found(tmp_path, name, message):
    for good in ("docs/zh/page.md", "snippets/chapter/page/x.py", "tests/conftest.py"):
        (tmp_path / good).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / good).touch()
    assert [*file_checks.strangers(tmp_path)] == []
    (tmp_path / name).touch()
    [found] = file_checks.strangers(tmp_path)
    assert found.startswith(f"{name}: ") and message in found


def test_a_link_is_found(tmp_path):
    """Of a file or of a folder."""
    page = tmp_path / "snippets/chapter/page"
    page.mkdir(parents=True)
    page.with_name("other").symlink_to(page)
    (page / "x.out").symlink_to("y.out")
    assert len([*file_checks.strangers(tmp_path)]) == 2


@pytest.mark.parametrize(
    "text, message",
    [
        ("a\x08b", ":2: U+0008 BACKSPACE in column 2"),
        ("\x1b[1m", "U+001B ESCAPE"),
        ("a\rb", "U+000D CARRIAGE RETURN"),
        ("\ta", "U+0009 TAB"),
        ("a\u202eb", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("a\u200bb", "U+200B ZERO WIDTH SPACE"),
        ("a\u00a0b", "U+00A0 NO-BREAK SPACE"),
        ("a\u3164b", "U+3164 HANGUL FILLER"),
        ("\ufeffa", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("e\u0301", "U+0301 COMBINING ACUTE ACCENT"),
    ],
)
def test_a_character_that_isn_t_to_be_seen_is_found(tmp_path, text, message):
    path = tmp_path / "docs/zh/page.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(f"中文，“é” → 100 %\n{text}\n".encode())
    [found] = file_checks.unseen(tmp_path)
    assert found.startswith("docs/zh/page.md:2: ") and message.lstrip(":2 ") in found


def test_text_that_isn_t_utf_8_is_found(tmp_path):
    (tmp_path / "README.md").write_bytes("中".encode("gbk"))
    [found] = file_checks.unseen(tmp_path)
    assert "README.md: isn't UTF-8" in found


@pytest.mark.parametrize(
    "text, message",
    [
        ("<svg", "x.svg:1: isn't SVG"),
        ("a line of output", "x.svg: looks like an output:  a line of output"),
        ("a&#x202e;b", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        (
            "<svg xmlns='http://www.w3.org/2000/svg'><foreignObject/></svg>",
            "found <foreignObject>",
        ),
        ("$ python x.py", "looks like an output:  $ python x.py"),
        ("queue", ""),
    ],
)
def test_a_figure_that_is_wrong_is_found(tmp_path, text, message):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><text><tspan>{text}</tspan></text></svg>'
    (tmp_path / "x.svg").write_text(text if text.startswith("<") else svg)
    found = "".join(file_checks.drawings(tmp_path, {"a line of output": "x.out"}))
    assert message in found and bool(found) == bool(message)
