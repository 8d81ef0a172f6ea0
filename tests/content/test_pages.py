"""The twins correspond, each page has what it needs, each snippet is shown and keeps
the form; and every check finds what it is for."""

import pytest

from tests.content import page_checks as checks
from tests.content.page_checks import report
from tests.content.page_reader import ROOT, read

ZH, EN = ROOT / "docs/zh", ROOT / "docs/en"
SNIPPETS = ROOT / "snippets"
DRAWINGS = ROOT / "theme/figures"
PAGES = sorted(checks.source_files(ZH) | checks.source_files(EN))
PAIRS = [name for name in PAGES if (ZH / name).is_file() and (EN / name).is_file()]
EACH = [f"{folder.name}/{name}" for folder in (ZH, EN) for name in PAGES if (folder / name).is_file()]  # fmt: skip
PROGRAMS = sorted(
    path.relative_to(SNIPPETS).as_posix() for path in SNIPPETS.rglob("*.py")
)


@pytest.fixture(scope="module")
def pages():
    """All pages of both languages, read once."""
    return {
        (ROOT / "docs" / name).resolve(): read(ROOT / "docs" / name) for name in EACH
    }


@pytest.fixture(scope="module")
def printed():
    return checks.printed_lines(SNIPPETS)


def test_each_page_has_its_twin():
    """The same paths in docs/zh and docs/en, and at least one."""
    report(checks.lone_pages(ZH, EN))


@pytest.mark.parametrize("kind", checks.TWINS)
@pytest.mark.parametrize("name", PAIRS)
def test_twins(name, kind, pages):
    """Headings, fences, admonitions, tables, lists, figures and links correspond."""
    report(
        checks.twins(kind, pages[(ZH / name).resolve()], pages[(EN / name).resolve()])
    )


@pytest.mark.parametrize("check", checks.ONE_PAGE)
@pytest.mark.parametrize("name", EACH)
def test_page(name, check, pages, printed):
    """Ids, description, paragraphs, listings, figures and links are as STYLE.md says."""
    page = pages[(ROOT / "docs" / name).resolve()]
    language = name.split("/")[0]
    found = checks.ONE_PAGE[check](
        page,
        language=language,
        snippets=SNIPPETS,
        drawings=DRAWINGS,
        pages=pages,
        printed=printed,
    )
    report(found)


@pytest.mark.parametrize("config, folder", [("mkdocs.yml", ZH), ("mkdocs.en.yml", EN)])
def test_each_page_is_in_the_navigation(config, folder):
    report(checks.navigation(ROOT / config, folder))


def test_the_navigation_has_the_same_order_in_both_languages():
    """Previous and next lead to the same pages in both languages."""
    zh, en = (
        checks.nav_entries(ROOT / name) for name in ("mkdocs.yml", "mkdocs.en.yml")
    )
    assert en == zh, (
        "make nav: in mkdocs.en.yml the same as in mkdocs.yml (STYLE.md P7)"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_snippet_is_shown(language, pages):
    folder = ROOT / "docs" / language
    own = [
        page for path, page in pages.items() if path.is_relative_to(folder.resolve())
    ]
    report(checks.unshown(SNIPPETS, own, language))


@pytest.mark.parametrize("name", PROGRAMS)
def test_form_of_snippet(name):
    """Lines, columns, ASCII, name, guard and imports are as STYLE.md says."""
    report(checks.snippet(SNIPPETS / name, SNIPPETS))


def test_there_are_snippets():
    """Nothing found is a failure, not a success."""
    assert PROGRAMS, f"{SNIPPETS}: no snippet found; expected <chapter>/<name>.py"


# --- The checks themselves: pages that are wrong, one thing at a time ------

GOOD = """\
---
description: A page that is long enough to be described by one sentence.
---

# Title {#title}

!!! note "A title"
    Text.

| a | b |
|---|---|
| `x | y` | 2 |

- one [link](other.md#there)
- two

![A drawing of something](figure:drawing)

```python title="chapter/good.py"
--8<-- "chapter/good.py"
```

```text
# no heading, [no link](nowhere.md)
```

## Next {#next}
"""


@pytest.fixture
def site(tmp_path):
    """A site of two good pages, to be spoilt: writes a page and reads it."""
    (tmp_path / "snippets/chapter").mkdir(parents=True)
    (tmp_path / "snippets/chapter/good.py").write_text("print(1)\n")
    (tmp_path / "snippets/chapter/good.out").write_text(
        "$ python good.py\na line of output\n"
    )
    (tmp_path / "snippets/elsewhere").mkdir()
    (tmp_path / "snippets/elsewhere/good.py").write_text("print(1)\n")
    (tmp_path / "drawing.svg").write_text("<svg/>")
    for language in ("zh", "en"):
        folder = tmp_path / language / "chapter"
        folder.mkdir(parents=True)
        (folder / "other.md").write_text("# Other {#other}\n\n## There {#there}\n")

    def write(language, text=GOOD):
        path = tmp_path / language / "chapter/page.md"
        path.write_text(text, encoding="utf-8")
        return read(path)

    return write


def found_on(page, tmp_path):
    """Runs all checks of one page."""
    paths = [path.resolve() for path in tmp_path.rglob("*.md")]
    return [
        message
        for check in checks.ONE_PAGE.values()
        for message in check(
            page,
            language="en",
            snippets=tmp_path / "snippets",
            drawings=tmp_path,
            pages={path: read(path) for path in paths},
            printed=checks.printed_lines(tmp_path / "snippets"),
        )
    ]


def test_good_pages_are_found_good(site, tmp_path):
    zh, en = site("zh"), site("en")
    assert found_on(en, tmp_path) == []
    assert [m for kind in checks.TWINS for m in checks.twins(kind, zh, en)] == []


TWIN_FAULTS = {
    "headings: another id": ("headings", "{#next}", "{#last}", "expected  ## … {#next}"),
    "headings: another level": ("headings", "## Next", "### Next", "expected  ## … {#next}"),
    "headings: one too few": ("headings", "## Next {#next}", "", "corresponds to  ## … {#next}"),
    "fences: another snippet": ("fences", "chapter/good", "chapter/bad", 'title="chapter/good.py"'),
    "fences: one too many": ("fences", "## Next", "```text\nx\n```\n\n## Next", "```text"),
    "admonitions": ("admonitions", "!!! note", "!!! tip", "expected  note"),
    "tables: one row more": ("tables", "| `x", "| 1 | 2 |\n| `x", "table of 1 rows and 2 columns"),
    "tables: one column more": ("tables", "| a | b |", "| a | b | c |", "of 1 rows and 2 columns"),
    "lists: one item more": ("lists", "- two", "- two\n- three", "list of 2: 0 0"),
    "lists: an item below another": ("lists", "- two", "    - two", "list of 2: 0 0"),
    "figures": ("figures", "figure:drawing", "figure:other", "expected  figure:drawing"),
    "links: another target": ("links", "#there", "", "corresponds to  (other.md#there)"),
    "links: one too many": ("links", "- two", "- two [x](y.md)", "corresponds to  (y.md)"),
}  # fmt: skip


@pytest.mark.parametrize("fault", TWIN_FAULTS)
def test_a_difference_between_twins_is_found(fault, site):
    kind, old, new, message = TWIN_FAULTS[fault]
    spoilt = GOOD.replace(old, new)
    assert spoilt != GOOD
    found = checks.twins(kind, site("zh"), site("en", spoilt))
    assert found and message in found[0]
    assert "page.md:" in found[0]  # says the line
    assert checks.twins(kind, site("zh", spoilt), site("en"))  # the other way round too


PAGE_FAULTS = {
    "no id": ("## Next {#next}", "## Next", "page.md:27: expected an id"),
    "an id in capitals": ("{#next}", "{#Next}", "expected an id"),
    "an id twice": ("{#next}", "{#title}", "stands at"),
    "a level skipped": ("## Next", "### Next", "found level 3"),
    "two level-one headings": ("## Next", "# Next", "found level 1"),
    "no level-one heading": ("# Title {#title}\n", "", "expected  # Next"),
    "no description": ("description:", "summary:", "description: …"),
    "a short description": ("A page that is long enough to be described by one sentence", "A page", "found 7 "),
    "a paragraph of two lines": ("    Text.", "    Text.\n    More text.", "page.md:9: goes on"),
    "an item of two lines": ("- two", "- two\n  lines", "goes on"),
    "a listing with more than the include": ('"\n```', '"\nprint()\n```', "Nothing else belongs"),
    "a listing with a typed program": ('--8<-- "chapter/good.py"', "print()", "Nothing else belongs"),
    "a listing of another title": ('title="chapter/good.py"', 'title="good.py"', "Nothing else"),
    "a listing of another form": ("```python title", "```py title", "expected  ```python"),
    "a snippet that isn't there": ("chapter/good.py", "chapter/gone.py", "there is no snippets/"),
    "a snippet of another chapter": ("chapter/good.py", "elsewhere/good.py", "another chapter"),
    "an include without a fence": ("## Next", '--8<-- "chapter/good.py"\n\n## Next', "outside of"),
    "output typed again": ("# no heading", "a line of output\n# no heading", "good.out"),
    "an unknown admonition": ("!!! note", "!!! info", "expected one of note"),
    "an admonition without a title": ('note "A title"', "note", "with a title"),
    "a figure that isn't there": ("figure:drawing", "figure:gone", "theme/figures/NAME.svg"),
    "a picture that is no figure": ("figure:drawing", "picture.png", "expected  figure:NAME"),
    "a figure without a text": ("![A drawing of something]", "![]", "text alternative"),
    "a figure in a sentence": ("![A drawing", "See ![A drawing", "line of its own"),
    "a link to nowhere": ("other.md#there", "gone.md", "expected a relative path"),
    "a link to a folder": ("other.md#there", "../chapter/", "expected a relative path"),
    "a link to no heading": ("#there", "#gone", "it has: other, there"),
}  # fmt: skip


@pytest.mark.parametrize("fault", PAGE_FAULTS)
def test_a_fault_of_a_page_is_found(fault, site, tmp_path):
    old, new, message = PAGE_FAULTS[fault]
    spoilt = GOOD.replace(old, new)
    assert spoilt != GOOD
    found = found_on(site("en", spoilt), tmp_path)
    assert any(message in each for each in found), found
    assert all("page.md:" in each for each in found)


def test_an_empty_page_is_found(site, tmp_path):
    assert found_on(site("en", ""), tmp_path)


def test_a_page_without_a_twin_is_found(tmp_path):
    for folder in ("zh", "en"):
        (tmp_path / folder).mkdir()
    assert "no page found" in checks.lone_pages(tmp_path / "zh", tmp_path / "en")[0]
    (tmp_path / "zh/a.md").touch()
    assert checks.lone_pages(tmp_path / "zh", tmp_path / "en") == [
        "docs/zh/a.md: has no twin; write docs/en/a.md (STYLE.md P1)."
    ]


def test_faults_of_the_navigation_are_found(tmp_path):
    (tmp_path / "a.md").touch()
    config = tmp_path / "mkdocs.yml"
    config.write_text("x: !ENV [X, '']\nnav:\n  - A: [a.md]\n")
    assert checks.navigation(config, tmp_path) == []
    config.write_text("nav:\n  - b.md\n  - b.md\n")
    found = "\n".join(checks.navigation(config, tmp_path))
    assert "a.md is not in the navigation" in found
    assert "there is no page" in found and "2 times" in found


def test_a_snippet_that_no_page_shows_is_found(site, tmp_path):
    (tmp_path / "snippets/chapter/_helper.py").touch()
    found = checks.unshown(tmp_path / "snippets", [site("en")], "en")
    assert len(found) == 1 and "elsewhere/good.py" in found[0]


SNIPPET_FAULTS = {
    "41 lines": ("x.py", "\n" * 41, "at most 40 lines"),
    "73 columns": ("x.py", "#" * 73, "at most 72 columns"),
    "not ASCII": ("x.py", "# é", "expected ASCII"),
    "a comment for a tool": ("x.py", "import os  # noqa: F401", "a comment for a tool"),
    "a number in the name": ("x_2.py", "", "says what is shown"),
    "a number at the end": ("x2.py", "", "says what is shown"),
    "capitals": ("xY.py", "", "says what is shown"),
    "broken without fixed": ("x_broken.py", "", "no x_fixed.py"),
    "another package": ("x.py", "import numpy.random", "numpy.random is neither"),
    "another package, from": ("x.py", "from numpy import random", "numpy is neither"),
    "a helper that isn't there": ("x.py", "import _gone", "_gone is neither"),
    "no guard": ("x.py", "print()", "if __name__"),
}


@pytest.mark.parametrize("fault", SNIPPET_FAULTS)
def test_a_fault_of_a_snippet_is_found(fault, tmp_path):
    name, text, message = SNIPPET_FAULTS[fault]
    guard = "" if fault == "no guard" else "__name__\n"
    (tmp_path / name).write_text(guard + text + "\n", encoding="utf-8")
    found = checks.snippet(tmp_path / name, tmp_path)
    assert len(found) == 1 and message in found[0]


def test_good_snippets_are_found_good(tmp_path):
    (tmp_path / "_helper.py").write_text("import os\n")
    (tmp_path / "missing_guard_broken.py").write_text("import _helper\n")
    (tmp_path / "missing_guard_fixed.py").write_text("import os.path\n\n__name__\n")
    for path in tmp_path.glob("*.py"):
        assert checks.snippet(path, tmp_path) == []


def test_a_notebook_is_read_as_a_page(tmp_path):
    """Raw cell: front matter; code cell: a fence; markdown cell: prose."""
    path = tmp_path / "page.ipynb"
    path.write_text(
        '{"cells": ['
        '{"cell_type": "raw", "source": ["---\\n", "description: Text.\\n", "---"]},'
        '{"cell_type": "markdown", "source": "# Title {#title}"},'
        '{"cell_type": "code", "source": ["# a comment\\n", "print(1)"], "outputs": []}]}'
    )
    page = read(path)
    assert page.meta["description"].text == "Text."
    assert [heading.id for heading in page.headings] == ["title"]
    assert page.fences[0].body == ("# a comment", "print(1)")
    assert page.headings[0].where.endswith("page.ipynb: cell 2")
