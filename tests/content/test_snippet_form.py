"""Each snippet keeps the form and is shown; and each check finds what it is for. None
is run here: tests/cells/test_snippets.py does that."""

import pytest

from harness.inventory import problems
from harness.snippets import SNIPPETS
from tests.content import snippet_checks
from tests.content.page_checks import SITE, report
from tests.content.page_reader import Fence, Page


def test_form_of_snippets():
    """Lines, columns, ASCII, name, guard and imports are as STYLE.md says."""
    programs = sorted(SITE.snippets.rglob("*.py"))
    assert programs, f"{SITE.snippets}: no snippet found; expected CHAPTER/PAGE/NAME.py"
    report([f for path in programs for f in snippet_checks.faults(path, SITE.snippets)])


def test_files_of_snippets():
    """Transcripts and traces are named and written as the recorder does it; the cells say
    the same of other folders."""
    report(problems(SNIPPETS))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_snippet_is_shown(language):
    own = [page for page in SITE.pages.values() if SITE.language(page) == language]
    report(snippet_checks.unshown(SITE.snippets, own, language))


# --- The checks themselves -------------------------------------------------


def test_a_snippet_that_no_page_shows_is_found(tmp_path):
    (tmp_path / "page").mkdir()
    for name in ("shown.py", "lost.py", "_lost.py"):
        (tmp_path / "page" / name).touch()
    page = Page(tmp_path / "page.md", "page.md")
    page.fences = [Fence("page.md:1", "python", ('--8<-- "page/shown.py"',))]
    found = snippet_checks.unshown(tmp_path, [page], "en")
    assert len(found) == 2 and "snippets/page/lost.py: no page in docs/en/" in found[1]


SNIPPET_FAULTS = {
    "41 lines": ("x.py", "\n" * 41, "at most 40 lines"),
    "73 columns": ("x.py", "#" * 73, "at most 72 columns"),
    "not ASCII": ("x.py", "# é", "expected ASCII"),
    "a comment for a tool": ("x.py", "import os  # noqa: F401", "a comment for a tool"),
    "names imported": ("x.py", "from os import path", "expected  import os"),
    "print with commas": ("x.py", 'print("a:", 1)', "expected an f-string"),
    "a long guard": (
        "x.py",
        'if __name__ == "__main__":\n' + "    print()\n" * 11,
        "put them into a function main()",
    ),
    "a number in the name": ("x_2.py", "", "says what is shown"),
    "a number at the end": ("x2.py", "", "says what is shown"),
    "capitals": ("xY.py", "", "says what is shown"),
    "the name of a module": ("queue.py", "", "the standard library has a module queue"),
    "a helper's, too": (
        "_decimal.py",
        "",
        "the standard library has a module _decimal",
    ),
    "the name of a package": (
        "pytest.py",
        "",
        "an installed package has a module pytest",
    ),
    "what Python imports": (
        "sitecustomize.py",
        "",
        "the standard library has a module",
    ),
    "a helper for nobody": ("_lost.py", "", "no snippet beside it imports it"),
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
    found = snippet_checks.faults(tmp_path / name, tmp_path)
    if "helper" in fault and "lost" not in name:
        found = [each for each in found if "imports it; delete" not in each]
    assert len(found) == 1 and message in found[0]


def test_a_fixed_snippet_that_fixes_nothing_is_found(tmp_path):
    for name in ("x_broken.py", "x_fixed.py"):
        (tmp_path / name).write_text("__name__\n")
    [found] = snippet_checks.faults(tmp_path / "x_broken.py", tmp_path)
    assert "x_broken.py: is the same as x_fixed.py" in found


def test_good_snippets_are_found_good(tmp_path):
    (tmp_path / "_helper.py").write_text("import os\n")
    (tmp_path / "missing_guard_broken.py").write_text("import _helper\n")
    (tmp_path / "missing_guard_fixed.py").write_text("import os.path\n\n__name__\n")
    for path in tmp_path.glob("*.py"):
        assert snippet_checks.faults(path, tmp_path) == []
