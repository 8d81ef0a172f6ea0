"""The Python code of the site, by pytest-examples: it finds the fences of the pages,
ruff lints and formats their code and that of the snippets, and the few short programs
that stay inline print what their `#>` comments say.

Snippets are run by tests/content/test_snippets.py, not here: pytest-examples executes code
inside the test process, where a child can't be started as a reader would start it.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_examples import CodeExample, EvalExample, find_examples

from tests.content.page_reader import INCLUDE, ROOT

COLUMNS = 72
RULES = ["E", "F", "I"]


def fences(folder: Path) -> list[CodeExample]:
    return sorted(
        find_examples(folder), key=lambda each: (str(each.path), each.start_line)
    )


def shows_a_snippet(example: CodeExample) -> bool:
    """A fence with an include holds a line that isn't Python."""
    return INCLUDE.search(example.source) is not None


def snippets(folder: Path) -> list[CodeExample]:
    """Returns the files as examples that begin before their first line."""
    return [
        CodeExample.create(path.read_text("utf-8"), path=path)
        for path in sorted(folder.rglob("*.py"))
    ]


def is_printed(example: CodeExample) -> bool:
    return "#>" in example.source


FENCES = fences(ROOT / "docs")
INLINE = [each for each in FENCES if not shows_a_snippet(each)]
SNIPPETS = snippets(ROOT / "snippets")
PRINTED = [each for each in INLINE if is_printed(each)]


def name(example: CodeExample) -> str:
    path = example.path.relative_to(ROOT).as_posix()
    return f"{path}:{example.start_line + 1}" if example.path.suffix == ".md" else path


def lint(example: CodeExample, eval_example: EvalExample) -> None:
    """Fails with what `ruff check` finds, naming the file and its line."""
    eval_example.set_config(
        line_length=COLUMNS,
        quotes="double",
        target_version="py311",
        ruff_line_length=COLUMNS,
        ruff_select=RULES,
    )
    try:
        eval_example.lint_ruff(example)
    except pytest.fail.Exception as failure:
        pytest.fail(
            f"{name_or_path(example)}: (STYLE.md S4)\n{failure.msg}", pytrace=False
        )


def check_format(example: CodeExample) -> None:
    """Fails with the change that `ruff format` would make."""
    shown = name_or_path(example)
    command = [sys.executable, "-m", "ruff", "format", "--diff", "--isolated"]
    command += ["--line-length", str(COLUMNS), "--target-version", "py311"]
    command += ["--stdin-filename", f"{example.path.stem}.py", "-"]
    # ruff would put a space into `#>`, which is how a printed line is marked.
    source = re.sub(r"^( *)#>", r"\1# >", example.source, flags=re.MULTILINE)
    done = subprocess.run(
        command, input=source.encode(), capture_output=True, timeout=60
    )
    if done.returncode:
        diff = (done.stdout or done.stderr).decode()
        pytest.fail(
            f"{shown}: ruff would format it (STYLE.md S4):\n{diff}", pytrace=False
        )


def name_or_path(example: CodeExample) -> str:
    inside = example.path.is_relative_to(ROOT)
    return name(example) if inside else f"{example.path}:{example.start_line + 1}"


def test_fences_and_snippets_are_found():
    """Nothing found is a failure, not a success."""
    assert SNIPPETS, "no snippet found below snippets/"
    for language in ("zh", "en"):
        folder = ROOT / "docs" / language
        own = [each for each in FENCES if each.path.is_relative_to(folder)]
        assert own, f"no Python fence found below docs/{language}/"
        assert any(map(shows_a_snippet, own)), (
            f"no page of docs/{language}/ shows a snippet"
        )


@pytest.mark.parametrize("example", [*SNIPPETS, *INLINE], ids=name)
def test_lint(example, eval_example):
    """Snippets and inline fences have no ruff findings, imports in order."""
    lint(example, eval_example)


@pytest.mark.parametrize("example", [*SNIPPETS, *INLINE], ids=name)
def test_format(example):
    """Snippets and inline fences are as `ruff format` writes them."""
    check_format(example)


def test_printed(subtests, eval_example):
    """An inline fence with `#>` prints what the comments say."""
    assert PRINTED, "no inline fence has a `#>` comment: the finder has lost them"
    for example in PRINTED:
        with subtests.test(name(example)):
            eval_example.set_config(line_length=COLUMNS, quotes="double")
            eval_example.run_print_check(example)


@pytest.mark.parametrize("folder", ["harness", "tests", "theme"])
def test_own_code(folder):
    """The harness, the tests and the site's hooks are clean and formatted, too."""
    ruff = [sys.executable, "-m", "ruff"]
    for check, mend in (["check", "check --fix"], ["format --diff", "format"]):
        command = [*ruff, *check.split(), folder]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60)
        if done.returncode:
            found = done.stdout.decode()
            pytest.fail(f"run  .venv/bin/ruff {mend} {folder}\n{found}", pytrace=False)


# --- The checks themselves -------------------------------------------------

PAGE = """\
# Page {#page}

```python title="process/exitcode/exitcode.py"
--8<-- "process/exitcode/exitcode.py"
```

```python
%s
```

```text
not python
```
"""


@pytest.fixture
def examples(tmp_path):
    def write(source):
        (tmp_path / "page.md").write_text(PAGE % source, encoding="utf-8")
        return fences(tmp_path)

    return write


def test_fences_are_told_apart(examples):
    """A fence that shows a snippet is no inline code; other languages are left out."""
    found = examples("print(1)\n#> 1")
    assert [shows_a_snippet(each) for each in found] == [True, False]
    assert [is_printed(each) for each in found] == [False, True]


@pytest.mark.parametrize(
    "source, message",
    [
        ("import os", "F401"),
        ("import sys\nimport os\n\nprint(os, sys)", "I001"),
        ("x = " + "1" * 72, "E501"),
        ("print(", "invalid-syntax"),
    ],
)
def test_a_finding_fails(source, message, examples, eval_example):
    with pytest.raises(pytest.fail.Exception, match=message) as failure:
        lint(examples(source)[1], eval_example)
    assert "page.md:8: (STYLE.md S4)" in failure.value.msg


@pytest.mark.parametrize("source", ["print('a')", "print( 1 )", "x = 1;y = 2"])
def test_another_format_fails(source, examples):
    with pytest.raises(pytest.fail.Exception, match="would format it"):
        check_format(examples(source)[1])


def test_good_code_passes(examples, eval_example):
    example = examples('print("a")\n#> a')[1]
    lint(example, eval_example)
    check_format(example)
    eval_example.run_print_check(example)


def test_another_output_fails(examples, eval_example):
    with pytest.raises(pytest.fail.Exception):
        eval_example.run_print_check(examples('print("a")\n#> b')[1])
