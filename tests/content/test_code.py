"""All Python code is linted and formatted: snippets, fences of the pages, notebooks and
our own. And the few short programs that stay inline print what their `#>` comments say.

pytest-examples finds the fences, and runs those with `#>`. Snippets are run by
tests/cells/test_snippets.py: here, inside of the test process, a child can't be started
as a reader would start it.
"""

import re
import subprocess
from pathlib import Path

import pytest
from pytest_examples import CodeExample, find_examples
from ruff import find_ruff_bin

from tests.content.page_checks import report
from tests.content.page_reader import INCLUDE, ROOT

COPY = re.compile(r"^((?:---|\+\+\+) )?.*inline_(\d+)\.py(?::(\d+))?", re.MULTILINE)


def inline(folder: Path) -> list[CodeExample]:
    """Returns the Python fences below a folder that hold a program, not an include."""
    return [each for each in find_examples(folder) if not INCLUDE.search(each.source)]


def findings(examples: list[CodeExample], copies: Path, *paths: str) -> list[str]:
    """Returns what ruff finds in `paths` and in fences, which it gets as `copies`."""
    copies.mkdir()
    config = (ROOT / "snippets/ruff.toml").as_posix()
    (copies / "ruff.toml").write_text(f'extend = "{config}"\n', encoding="utf-8")
    for number, example in enumerate(examples):
        # ruff would put a space into `#>`, which is how a printed line is marked.
        source = re.sub(r"^( *)#>", r"\1# >", example.source, flags=re.MULTILINE)
        (copies / f"inline_{number}.py").write_text(source, encoding="utf-8")

    def place(match: re.Match) -> str:
        example = examples[int(match[2])]
        return (match[1] or "") + place_of(example, int(match[3] or 1))

    found = []
    for command, options in (("check", ["--output-format=concise"]), ("format", ["--diff"])):  # fmt: skip
        done = subprocess.run(
            [find_ruff_bin(), command, "--quiet", *options, *paths, copies],
            cwd=ROOT,
            capture_output=True,
            timeout=60,
        )
        if done.returncode:
            text = COPY.sub(place, (done.stdout or done.stderr).decode())
            mend = "ruff check --fix ." if command == "check" else "ruff format ."
            found.append(
                f"ruff {command} (STYLE.md S4); mend files by  .venv/bin/{mend}"
                f"  and fences of pages by hand:\n{text}"
            )
    return found


def place_of(example: CodeExample, line: int = 1) -> str:
    path = example.path
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return f"{name.as_posix()}:{example.start_line + line}"


def test_code(tmp_path):
    """Lint has no findings, imports are in order, and all is as `ruff format` writes it."""
    report(findings(inline(ROOT / "docs"), tmp_path / "copies", "."))


def test_printed(subtests, eval_example):
    """An inline fence with `#>` prints what the comments say."""
    printed = [each for each in inline(ROOT / "docs") if "#>" in each.source]
    assert printed, "no inline fence has a `#>` comment: the finder has lost them"
    for example in printed:
        with subtests.test(place_of(example)):
            eval_example.set_config(line_length=72, quotes="double")
            eval_example.run_print_check(example)


# --- The checks themselves -------------------------------------------------

PAGE = """\
# Page {#page}

```python title="process/exitcode/exitcode.py"
--8<-- "process/exitcode/exitcode.py"
```

```text
not python
```
"""


@pytest.fixture
def examples(tmp_path):
    def write(*sources):
        fences = "".join(f"\n```python\n{source}\n```\n" for source in sources)
        (tmp_path / "page.md").write_text(PAGE + fences, encoding="utf-8")
        return inline(tmp_path)

    return write


def test_a_finding_is_found(examples, tmp_path):
    """Each with its line in the page."""
    lint, form = findings(
        examples(
            "import os",
            "import sys\nimport os\n\nprint(os, sys)",
            "x = " + "1" * 72,
            "print(",
            "print('a')",
            "print( 1 )\n#> 1",
        ),
        tmp_path / "copies",
    )
    for found in ("12:8: F401", "16:1: I001", "23:73: E501", "28:1: invalid-syntax"):
        assert f"page.md:{found}" in lint
    for found in (
        "31\n@@ -1 +1 @@\n-print('a')\n+print(\"a\")",
        "35\n@@ -1,2 +1,2 @@\n",
    ):
        assert f"page.md:{found}" in form


def test_good_code_passes(examples, eval_example, tmp_path):
    found = examples('print("a")\n#> a')
    assert findings(found, tmp_path / "copies") == []
    eval_example.run_print_check(found[0])


def test_another_output_fails(examples, eval_example):
    with pytest.raises(pytest.fail.Exception):
        eval_example.run_print_check(examples('print("a")\n#> b')[0])
