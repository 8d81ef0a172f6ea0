"""Each page keeps the rules, the twins correspond, the navigation has every page; and
each check finds what it is for."""

import pytest

from tests.content import page_checks, twin_checks
from tests.content.page_checks import SITE, Site, report
from tests.content.page_reader import ROOT, read

SLUGS = sorted({name.partition("/")[2] for name in SITE.pages})


@pytest.mark.parametrize("name", SITE.pages)
def test_page(name):
    """Ids, description, paragraphs, listings, figures and links are as STYLE.md says."""
    report(page_checks.faults(SITE.pages[name], SITE))


def test_each_page_has_its_twin():
    """The same paths in docs/zh and docs/en, and at least one."""
    report(twin_checks.lone_pages(SITE.docs))


@pytest.mark.parametrize("name", SLUGS)
def test_twins(name):
    """Headings, fences, admonitions, tables, lists, figures and links correspond."""
    pair = [SITE.pages.get(f"{language}/{name}") for language in ("zh", "en")]
    if all(pair):  # test_each_page_has_its_twin tells of the others
        report(twin_checks.differences(*pair))


def test_each_page_is_in_the_navigation():
    """Once each, and nothing else; the English site's is made of it."""
    report(page_checks.navigation(ROOT / "mkdocs.yml", set(SLUGS)))


# --- The checks themselves: pages that are wrong, one thing at a time ------

GOOD = """\
---
description: A page that is long enough to be described by one sentence.
---

# Title {#title}

!!! note "A title"
    Text.

    - an item

| a | b |
|---|---|
| `x | y` | 2 |

- one [link](other.md#there)
- two

![A drawing of something](figure:drawing)

```python title="chapter/page/good.py"
--8<-- "chapter/page/good.py"
```

```text
# no heading, [no link](nowhere.md)
```

=== "A tab"

    A paragraph.[^1]

    1. a step

[^1]: A note.

Term
:   What it means.

## Next {#next}
"""


@pytest.fixture
def site(tmp_path):
    """A site of two good pages, to be spoilt: writes a page and reads it."""
    for name in ("chapter/page", "chapter/other"):
        (tmp_path / "snippets" / name).mkdir(parents=True)
        (tmp_path / "snippets" / name / "good.py").write_text("print(1)\n")
    transcript = tmp_path / "snippets/chapter/page/good.out"
    transcript.write_text("$ python good.py\na line of output\n")
    (tmp_path / "theme/figures").mkdir(parents=True)
    (tmp_path / "theme/figures/drawing.svg").write_text("<svg/>")
    for language in ("zh", "en"):
        folder = tmp_path / "docs" / language / "chapter"
        folder.mkdir(parents=True)
        (folder / "other.md").write_text("# Other {#other}\n\n## There {#there}\n")

    def write(language, text=GOOD, name="chapter/page.md"):
        path = (tmp_path / "docs" / language / name).resolve()
        path.write_text(text, encoding="utf-8")
        return read(path)

    return write


def found_on(page, tmp_path):
    return page_checks.faults(page, Site(tmp_path))


def test_good_pages_are_found_good(site, tmp_path):
    zh, en = site("zh"), site("en")
    assert found_on(en, tmp_path) == []
    assert twin_checks.differences(zh, en) == []


TWIN_FAULTS = {
    "headings: another id": ("{#next}", "{#last}", "expected  ## … {#next}"),
    "headings: another level": ("## Next", "### Next", "expected  ## … {#next}"),
    "headings: one too few": ("## Next {#next}", "", "corresponds to  ## … {#next}"),
    "fences: another snippet": ("page/good", "page/bad", 'title="chapter/page/good.py"'),
    "fences: one too many": ("## Next", "```text\nx\n```\n\n## Next", "```text"),
    "admonitions": ("!!! note", "!!! tip", "expected  note"),
    "tables: one row more": ("| `x", "| 1 | 2 |\n| `x", "table of 1 rows and 2 columns"),
    "tables: one column more": ("| a | b |\n|-", "| a | b | c |\n|-|-", "of 1 rows and 2 columns"),
    "lists: one item more": ("- two", "- two\n- three", "list of items at the depths 0 0"),
    "lists: an item below another": ("- two", "    - two", "list of items at the depths 0 0"),
    "lists: in an admonition": ("    - an item", "", "list of items at the depths 0"),
    "lists: in a tab": ("    1. a step", "", "list of items at the depths 0"),
    "figures": ("figure:drawing", "figure:other", "expected  figure:drawing"),
    "links: another target": ("#there", "", "corresponds to  (other.md#there)"),
    "links: one too many": ("- two", "- two [x](y.md)", "corresponds to  (y.md)"),
}  # fmt: skip


@pytest.mark.parametrize("fault", TWIN_FAULTS)
def test_a_difference_between_twins_is_found(fault, site):
    old, new, message = TWIN_FAULTS[fault]
    spoilt = GOOD.replace(old, new)
    assert spoilt != GOOD
    found = twin_checks.differences(site("zh"), site("en", spoilt))
    assert found and message in found[0]
    assert "page.md:" in found[0]  # says the line
    assert twin_checks.differences(site("zh", spoilt), site("en"))  # the other way too


PAGE_FAULTS = {
    "no id": ("## Next {#next}", "## Next", "page.md:40: expected an id"),
    "an id in capitals": ("{#next}", "{#Next}", "expected an id"),
    "an id twice": ("{#next}", "{#title}", "stands at"),
    "a level skipped": ("## Next", "### Next", "found level 3"),
    "a heading in an admonition": ("    Text.", "    Text.\n\n    ## More {#more}", "page.md:10: expected no heading in"),
    "two level-one headings": ("## Next", "# Next", "found level 1"),
    "no level-one heading": ("# Title {#title}\n", "", "expected  # Next"),
    "no description": ("description:", "summary:", "description: …"),
    "a short description": ("A page that is long enough to be described by one sentence", "A page", "found 7 "),
    "a paragraph of two lines": ("    Text.", "    Text.\n    More text.", "page.md:9: goes on"),
    "an item of two lines": ("- two", "- two\n  lines", "goes on"),
    "a list in a paragraph": ("- one", "These:\n- one", "goes on"),
    "a table in a paragraph": ("| a | b |", "This:\n| a | b |", "goes on"),
    "indented text": ("```text", "    Text.\n\n```text", "page.md:25: indented text"),
    "a listing with more than the include": ('"\n```', '"\nprint()\n```', "Nothing else belongs"),
    "a listing with a typed program": ('--8<-- "chapter/page/good.py"', "print()", "Nothing else belongs"),
    "a listing of another title": ('title="chapter/page/good.py"', 'title="good.py"', "Nothing else"),
    "a listing of another form": ("```python title", "```py title", "expected  ```python"),
    "a snippet that isn't there": ("page/good.py", "page/gone.py", "there is no snippets/"),
    "a snippet of another page": ("page/good.py", "other/good.py", "move it to snippets/chapter/page/"),
    "an include without a fence": ("## Next", '--8<-- "chapter/page/good.py"\n\n## Next', "outside of"),
    "output typed again": ("# no heading", "a line of output\n# no heading", "good.out"),
    "an unknown admonition": ("!!! note", "!!! info", "expected one of note"),
    "an admonition without a title": ('note "A title"', "note", "with a title"),
    "a title without quotes": ('note "A title"', "note A title", "with a title in quotes"),
    "a figure that isn't there": ("figure:drawing", "figure:gone", "theme/figures/NAME.svg"),
    "a picture that is no figure": ("figure:drawing", "picture.png", "expected  figure:NAME"),
    "a figure without a text": ("![A drawing of something]", "![]", "text alternative"),
    "a figure in a sentence": ("![A drawing", "See ![A drawing", "line of its own"),
    "a figure in an item": ("![A drawing", "- ![A drawing", "line of its own"),
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


def test_the_home_page_may_show_any_snippet(site, tmp_path):
    home = GOOD.replace("other.md", "chapter/other.md")
    assert found_on(site("en", home, "index.md"), tmp_path) == []


def test_a_page_without_a_twin_is_found(tmp_path):
    for folder in ("zh", "en"):
        (tmp_path / folder).mkdir()
    assert "no page found" in twin_checks.lone_pages(tmp_path)[0]
    (tmp_path / "zh/a.md").touch()
    assert twin_checks.lone_pages(tmp_path) == [
        "docs/zh/a.md: has no twin; write docs/en/a.md (STYLE.md P1)."
    ]


def test_faults_of_the_navigation_are_found(tmp_path):
    config = tmp_path / "mkdocs.yml"
    config.write_text("x: !ENV [X, '']\nnav:\n  - A: [a.md]\n")
    assert page_checks.navigation(config, {"a.md"}) == []
    config.write_text("nav:\n  - b.md\n  - b.md\n")
    found = "\n".join(page_checks.navigation(config, {"a.md"}))
    assert "a.md is not in the navigation" in found
    assert "there is no page" in found and "2 times" in found


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
