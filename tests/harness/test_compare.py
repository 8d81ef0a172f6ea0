"""A difference is found, explained and placed; a changed transcript fails its cells."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from harness.cell import cells
from harness.compare import compare
from harness.interpreters import describe
from harness.run.outcome import Hang, Outcome, expected_hang
from harness.snippets import discover, record_command

PROGRAM = "import multiprocessing\nprint('Process Exit Code: 0')\nprint('True')\n"


@pytest.fixture
def make_cell(tmp_path):
    """Makes the spawn cell of a snippet with a transcript of the given lines."""

    def make(*lines: str, name: str = "exitcode.out"):
        chapter = tmp_path / "process"
        chapter.mkdir(exist_ok=True)
        (chapter / "exitcode.py").write_text(PROGRAM)
        (chapter / name).write_text("\n".join(["$ python exitcode.py", *lines]) + "\n")
        found = cells(discover(tmp_path), [describe()])
        return next(each for each in found if each.method == "spawn")

    return make


def test_the_same_is_no_difference(make_cell):
    """Whole and in order."""
    assert compare(make_cell("a", "b"), Outcome("a\nb\n", 0)) is None


@pytest.mark.parametrize(
    "documented, output, status, line",
    [
        (["a", "b"], "a\nc\n", 0, 3),  # another word
        (["a", "b"], "b\na\n", 0, 2),  # another order
        (["a", "b"], "a\n", 0, 3),  # a line less
        (["a"], "a\nb\n", 0, 2),  # a line more
        (["a"], "a\n", 1, 2),  # a status that isn't documented
        (["a", "$ echo $?", "1"], "a\n", 2, 4),  # another status
        (["a", "$ echo $?", "1"], "a\n", 0, 3),  # no status any more
        (["a", "[still running after 3 s]"], "a\n", 0, 3),  # it ended
        (["a", "[still running after 4 s]"], "a\n", None, 3),  # another limit
        (["pid 101", "pid 101"], "pid 7\npid 8\n", 0, 3),  # two processes, not one
    ],
)
def test_each_difference_is_found_at_its_line(
    make_cell, documented, output, status, line
):
    """The line is that of the transcript, for the annotation."""
    outcome = Outcome(output, status, hang=Hang(3))
    difference = compare(make_cell(*documented), outcome)
    assert difference and difference.line == line
    assert difference.path.name == "exitcode.out"


def test_any_order_is_right_where_the_name_says_so(make_cell):
    """But no line may be missing, doubled or another."""
    disorder = make_cell("pid 101 a", "pid 102 b", name="exitcode.anyorder.out")
    assert compare(disorder, Outcome("pid 9 b\npid 8 a\n", 0)) is None
    assert compare(disorder, Outcome("pid 9 b\npid 9 a\n", 0))
    assert compare(disorder, Outcome("pid 9 b\npid 8 b\n", 0))
    assert compare(disorder, Outcome("pid 9 b\n", 0))
    assert compare(disorder, Outcome("pid 9 b\npid 8 a\n", 3))


def test_any_order_is_right_for_lines_that_differ_by_their_pid_alone(make_cell):
    """Which pid is which is told by what else is said of it."""
    documented = "1 start", "2 start", "1 end", "2 end", "2 late"
    lines = [f"pid 10{each}" for each in documented]
    disorder = make_cell(*lines, name="exitcode.anyorder.out")
    printed = "pid 8 start\npid 9 start\npid 9 late\npid 9 end\npid 8 end\n"
    assert compare(disorder, Outcome(printed, 0)) is None
    assert compare(disorder, Outcome(printed.replace("9 late", "7 late"), 0))


def test_the_command_records_with_the_interpreter_that_failed(make_cell, tmp_path):
    """Recording with another one would change nothing."""
    snippet = make_cell("a").snippet
    command = record_command(snippet, "/opt/python3.15")
    assert f"--snippets {tmp_path} --python /opt/python3.15" in command


def test_a_leftover_is_a_failure_of_the_program(make_cell):
    """Even where the output is right."""
    difference = compare(
        make_cell("a"), Outcome("a\n", 0, ["process still running: x"])
    )
    assert "process still running: x" in difference.message
    assert difference.path.name == "exitcode.py"


def test_a_hang_is_read_from_the_transcript():
    """How many lines come before it; the seconds are the harness's own."""
    lines = ["$ python x.py", "a", "b", "[still running after 3 s]"]
    assert expected_hang(lines) == Hang(3, 2)
    assert expected_hang([*lines[:-1], "[still running after 4 s]"]) == Hang(3, 2)
    assert expected_hang(lines[:-1]) is None and expected_hang([]) is None


def run_pytest(folder: Path, *options: str, **environment: str):
    """Runs the tests of snippets on a folder of its own, as a contributor would."""
    command = [sys.executable, "-m", "pytest", "-q", "tests/cells/test_snippets.py"]
    return subprocess.run(
        [*command, "--snippets", str(folder), *options],
        capture_output=True,
        text=True,
        env=os.environ | environment,
    ).stdout


def test_one_changed_word_fails_its_cells_and_tells_what_to_do(make_cell, tmp_path):
    """The message of a whole run: id, diff with line numbers, the next command."""
    make_cell("Process Exit Code: 1", "True")
    told = run_pytest(tmp_path, "-k", "exitcode and spawn", GITHUB_ACTIONS="true")
    assert "test_snippet[process/exitcode.py-spawn]" in told
    assert "    2 - Process Exit Code: 1\n      + Process Exit Code: 0" in told
    command = f'make record ONLY=process/exitcode ARGS="--snippets {tmp_path}"'
    assert (command if os.name == "posix" else "harness record") in told
    path = re.escape((tmp_path / "process" / "exitcode.out").as_posix())
    assert re.search(
        rf"^::error file={path},line=2,title=The output differs::", told, re.M
    )
    assert "1 failed" in told


def test_a_right_folder_passes(make_cell, tmp_path):
    """As many cells as the interpreter has start methods, one of them again as a reader
    runs it, and what is checked of all."""
    make_cell("Process Exit Code: 0", "True")
    told = run_pytest(tmp_path, GITHUB_ACTIONS="")
    assert f"{len(describe().methods) + 3} passed" in told


LIES = {
    "by the environment": "any(name.startswith('CELL') for name in os.environ)",
    "by a module": "'sitecustomize' in sys.modules",
    "by the path": "any('startup' in each for each in sys.path)",
    "by the terminal": "not sys.stdout.isatty()",
    "by the folder": "os.path.basename(os.getcwd()) == 'files'",
    "by the path of the folder": "'/cell-' in os.getcwd()",
    "by what is typed": "not sys.stdin.isatty()",
    "by the home": "'cell-' in os.environ['HOME']",
    "by the temporary folder": "'cell-' in os.environ['TMPDIR']",
    "by the tests": "'PYTEST_CURRENT_TEST' in os.environ",
}


@pytest.mark.parametrize("lie", LIES)
def test_a_program_that_prints_something_else_for_the_checker_fails(
    make_cell, tmp_path, lie
):
    """It is run a second time as a reader would, and compared."""
    program = make_cell("lie").snippet.path
    program.write_text(f"import os, sys\nprint('lie' if {LIES[lie]} else 'truth')\n")
    told = run_pytest(tmp_path, "-k", "exitcode")
    assert "2 - lie\n      + truth" in told and "as a reader runs it" in told
    assert f"1 failed, {len(describe().methods)} passed" in told


def test_a_program_that_ends_after_a_while_does_not_hang(make_cell, tmp_path):
    """It is waited for ten times as long as the transcript says."""
    hanging = make_cell("[still running after 3 s]").snippet
    hanging.path.write_text("import time\ntime.sleep(6)\n")
    told = run_pytest(tmp_path, "-k", "exitcode")
    assert "says that the program never ends, but it ended after 6." in told
    assert f"1 failed, {len(describe().methods) + 1} passed" in told


def test_an_order_that_never_changes_is_no_any_order(make_cell, tmp_path):
    """Whatever disturbs the program."""
    make_cell("Process Exit Code: 0", "True", name="exitcode.anyorder.out")
    told = run_pytest(tmp_path, "-k", "any_order")
    assert "exitcode.anyorder.out: " in told and "take `.anyorder` out" in told


def test_a_snippet_that_prints_little_else_than_pids_fails(make_cell, tmp_path):
    """So much of it is left out of the comparison that it proves little."""
    pids = make_cell(*["pid 101"] * 9).snippet
    pids.path.write_text(
        "import os\nfor _ in range(9):\n    print('pid', os.getpid())\n"
    )
    told = run_pytest(tmp_path, "-k", "exitcode and spawn")
    assert re.search(r"exitcode\.py: too much of what it prints isn't compared: .*pids", told)  # fmt: skip


def test_no_snippets_fail(tmp_path):
    """An empty folder must not pass."""
    told = run_pytest(tmp_path)
    assert "no snippet found" in told and "1 failed" in told
