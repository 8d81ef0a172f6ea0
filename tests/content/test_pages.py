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
        report(twin_checks.differences(*pair, SITE.snippets))


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

```console
$ make check  # no heading, [no link](nowhere.md)
```

```python
print(1)
#> 1
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
    assert twin_checks.differences(zh, en, tmp_path / "snippets") == []


TWIN_FAULTS = {
    "headings: another id": ("{#next}", "{#last}", "expected  ## … {#next}"),
    "headings: another level": ("## Next", "### Next", "expected  ## … {#next}"),
    "headings: one too few": ("## Next {#next}", "", "corresponds to  ## … {#next}"),
    "fences: another snippet": ("page/good", "page/bad", 'title="chapter/page/good.py"'),
    "fences: one too many": ("## Next", "```console\n$ x\n```\n\n## Next", "```console"),
    "paragraphs: one too few": ("# Title {#title}\n", "# Title {#title}\n\nText.\n", "expected  heading"),
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
def test_a_difference_between_twins_is_found(fault, site, tmp_path):
    old, new, message = TWIN_FAULTS[fault]
    spoilt, snippets = GOOD.replace(old, new), tmp_path / "snippets"
    assert spoilt != GOOD
    found = twin_checks.differences(site("zh"), site("en", spoilt), snippets)
    assert found and message in found[0]
    assert "page.md:" in found[0]  # says the line
    assert twin_checks.differences(site("zh", spoilt), site("en"), snippets)


def test_a_misspelt_listing_is_not_taken_for_the_right_one(site, tmp_path):
    """In whichever language it stands."""
    wrong = site("zh", GOOD.replace("page/good.py", "page/goood.py"))
    [found] = twin_checks.differences(wrong, site("en"), tmp_path / "snippets")
    assert "docs/zh/chapter/page.md:" in found.partition(": expected")[0]
    assert 'expected  ```python title="chapter/page/good.py"' in found
    told = "\n".join(found_on(wrong, tmp_path))
    assert (
        "no snippets/chapter/page/goood.py; did you mean  chapter/page/good.py" in told
    )


PAGE_FAULTS = {
    "no id": ("## Next {#next}", "## Next", "page.md:45: expected an id"),
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
    "indented text": ("```console", "    Text.\n\n```console", "page.md:25: indented text"),
    "a listing with more than the include": ('"\n```', '"\nprint()\n```', "Nothing else belongs"),
    "a listing with a typed program": ('--8<-- "chapter/page/good.py"', "print()", "Nothing else belongs"),
    "a listing of another title": ('title="chapter/page/good.py"', 'title="good.py"', "Nothing else"),
    "a listing of another form": ("```python title", "```py title", "expected  ```python"),
    "a snippet that isn't there": ("page/good.py", "page/gone.py", "there is no snippets/"),
    "a snippet of another page": ("page/good.py", "other/good.py", "move it to snippets/chapter/page/"),
    "an include without a fence": ("## Next", '--8<-- "chapter/page/good.py"\n\n## Next', "outside of"),
    "a description that is no text": ("description: A page", "description: a: page", "put it in quotes:  description: \"a: page"),
    "a fence for text": ("```console", "```text", "found  ```text\n    An output is shown by its program"),
    "a fence for nothing": ("```console", "```", "expected one of"),
    "a fence for another shell": ("```console", "```bash", "expected one of"),
    "a fence of tildes": ("```console\n$ make check  # no heading, [no link](nowhere.md)\n```", "~~~console\nx\n~~~", "found  ~~~"),
    "another word for Python": ("```python\n", "```python3\n", "expected one of"),
    "a capital": ("```python\n", "```Python\n", "expected one of"),
    "a class": ("```python\n", "``` { .python }\n", "expected one of"),
    "a title in single quotes": ('title="chapter/page/good.py"', "title='chapter/page/good.py'", "expected  ```python"),
    "a blank in the title": ('good.py"\n--8', 'good.py "\n--8', "expected  ```python"),
    "an include in single quotes": ('--8<-- "chapter/page/good.py"', "--8<-- 'chapter/page/good.py'", "expected  --8<--"),
    "an include of half a pair of scissors": ("--8<--", "-8<-", "expected  --8<--"),
    "an include of a part": ('good.py"\n```', 'good.py:1:2"\n```', "expected  ```python"),
    "an include of another file": ("page/good.py", "page/good.txt", "there is no snippets/"),
    "an output among commands": ("$ make check", "$ ls\nexitcode 0", "found  exitcode 0"),
    "a program among commands": ("$ make check", "$ python good.py", "found  $ python good.py"),
    "a comment as an output": ("print(1)", "print(1)  # 2", "found  # 2"),
    "a print without its line": ("#> 1\n", "", "prints, and doesn't say what"),
    "a string of several lines": ("print(1)\n", 'print(1)\n"""\nexitcode 0\n"""\n', 'found  """'),
    "a tag": ("- two", "- <b>two</b>", "expected Markdown, found  <b>"),
    "the site's own class": ("## Next", '<span class="verified" data-snippet="x">Verified</span>\n\n## Next', "found  <span class"),
    "a block of HTML": ("## Next", "<pre>exitcode 0</pre>\n\n## Next", "found  <pre>"),
    "a comment": ("## Next", "<!-- a note -->\n\n## Next", "found  <!-- a note -->"),
    "an attribute": ("- two", "- two {: .verified }", "no attributes but a heading's id"),
    "an attribute of a link": ("(other.md#there)", "(other.md#there){.verified}", "no attributes but a heading's id"),
    "an attribute of a heading": ("{#next}", "{#next .verified}", "expected"),
    "a hidden character": ("- two", "- &#x202e;two", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    "a quotation": ("- one", "> exitcode 0\n\n- one", "expected a quotation of the notes"),
    "a command in prose": ("A paragraph.", "$ python good.py", "looks like an output:  $ python good.py"),
    "an error in prose": ("A paragraph.", "Traceback (most recent call last):", "looks like an output"),
    "a paragraph of code": ("A paragraph.[^1]", "`exitcode 0`", "looks like an output:  exitcode 0"),
    "an item of code": ("- two", "- `exitcode 0`", "looks like an output:  exitcode 0"),
    "an output in a cell": ("| `x | y` |", "| `a line of output` |", "looks like an output:  a line of output"),
    "an output as a title": ('"A title"', '"$ python good.py"', "looks like an output"),
    "a table of one column": ("| a | b |\n|---|---|\n| `x | y` | 2 |", "| a |\n|---|\n| 2 |", "one column"),
    "a link to a script": ("other.md#there", "javascript:alert(1)", "no page has the path"),
    "a link to another host": ("other.md#there", "//example.org", "no page has the path"),
    "an unknown admonition": ("!!! note", "!!! info", "expected one of note"),
    "an admonition without a title": ('note "A title"', "note", "with a title"),
    "a title without quotes": ('note "A title"', "note A title", "with a title in quotes"),
    "a figure that isn't there": ("figure:drawing", "figure:gone", "theme/figures/NAME.svg"),
    "a picture that is no figure": ("figure:drawing", "picture.png", "expected  figure:NAME"),
    "a figure without a text": ("![A drawing of something]", "![]", "text alternative"),
    "a figure in a sentence": ("![A drawing", "See ![A drawing", "line of its own"),
    "a figure in an item": ("![A drawing", "- ![A drawing", "line of its own"),
    "a link to nowhere": ("other.md#there", "othr.md", "no page has the path  othr.md  from here; did you mean  other.md"),
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


def test_a_heading_of_code_is_found_good(site, tmp_path):
    """It names a thing; nobody takes it for an output."""
    page = site("en", GOOD.replace("# Title {#title}", "# `Pool.map()` {#title}"))
    assert found_on(page, tmp_path) == []


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
