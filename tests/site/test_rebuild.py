"""What is kept from one build to the next: `mkdocs serve` makes again what has changed, and
nothing else."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.fixtures import ROOT

PAGE, CODE = "docs/zh/listings/tabs.md", "snippets/listings/tabs/"
OF_ALL = {"zh/matrix.md", "en/matrix.md"}  # pages that show something of every snippet
# What a contributor edits: path, text, the text in its place → the pages that are made of
# Markdown again; None: all of them.
EDITS = {
    "a page": (PAGE, "第一段。", "第一段，改过。", {"zh/listings/tabs.md"}),
    "a heading": (PAGE, "# 标签页", "# 标签", {"zh/listings/tabs.md"}),
    "a description": (PAGE, "两个示例，", "两个例子，", set()),
    "a program": (f"{CODE}colour.py", "red", "green", {"zh/listings/tabs.md", "en/listings/tabs.md", *OF_ALL}),
    "a transcript": (f"{CODE}exit_code.out", "0", "1", {"zh/listings/tabs.md", "en/listings/tabs.md", *OF_ALL}),
    "a trace": (f"{CODE}exit_code.trace", "  runs", "  begin", {"zh/listings/tabs.md", "en/listings/tabs.md", *OF_ALL}),
    "a template": ("theme/main.html", "theme-color", "theme-colour", set()),
    "a style": ("theme/styles/header.css", "{", "{ --new: 0;", set()),
    "a script": ("theme/assets/site.js", "const NEUTRAL", "let NEUTRAL", set()),
    "words": ("theme/words.toml", "下载 {name}", "拿走 {name}", None),
    "readers' words": ("docs/search.toml", "三个标签", "三个选项卡", set()),
    "the navigation": ("mkdocs.yml", "Sample", "Samples", None),
}  # fmt: skip


@pytest.fixture
def rebuild(sample_project, sample_results, tmp_path):
    """Builds a copy of the sample after edits; returns what was made and the files."""
    project = shutil.copytree(sample_project, tmp_path / "project")
    environment = os.environ | {
        "RESULTS": str(sample_results),
        "NO_MKDOCS_2_WARNING": "1",
    }
    command = [
        sys.executable,
        str(ROOT / "tests/site/rebuild.py"),
        str(tmp_path / "site"),
    ]
    with subprocess.Popen(
        command,
        cwd=project,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:

        def build(*edits):
            process.stdin.write(json.dumps(edits) + "\n")
            process.stdin.flush()
            made, files, same = json.loads(process.stdout.readline())
            return set(made), files, same

        yield build
        process.stdin.close()


def test_what_has_changed_is_made_again_and_nothing_else(rebuild):
    """Whatever changes, the site is the one that a build from nothing makes; each edit can
    be seen in it; pages that it doesn't touch are not rendered."""
    every, before, same = rebuild()
    assert same
    pages = {name for name in every if Path(name).suffix in (".md", ".ipynb")}
    assert len(pages) > 8
    again, files, _ = rebuild()
    assert (again, files) == (set(), before), "nothing has changed"
    for what, (path, old, new, expected) in EDITS.items():
        made, after, same = rebuild([path, old, new])
        assert same, f"{what}: another site than a build from nothing"
        assert after != before, f"{what}: {path} has changed, and the site hasn't"
        assert made & pages == (pages if expected is None else expected), what
        before = after


def test_a_result_and_a_new_snippet_are_seen(rebuild, sample_project, tmp_path):
    """Files that come and go, too."""
    _, before, _ = rebuild()
    project = tmp_path / "project"
    own = project / CODE
    own.joinpath("exit_code.spawn.out").write_text("$ python exit_code.py\n3\n")
    _, with_one, same = rebuild()
    assert same and with_one != before
    own.joinpath("exit_code.spawn.out").unlink()
    assert rebuild()[1:] == (before, True)
