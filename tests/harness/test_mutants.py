"""A careless edit of a transcript and a small change of a program don't go unnoticed."""

import re
from dataclasses import replace

import pytest

from harness.cell import cells, run_all
from harness.compare import compare
from harness.interpreters import describe
from harness.prove.mutants import check
from harness.prove.mutants.check import Edited, edited_transcripts, try_change
from harness.prove.mutants.command import main
from harness.prove.mutants.edits import Edit, edits
from harness.prove.mutants.programs import changes, changes_of
from harness.snippets import SNIPPETS, discover

# Its pause no output shows. Without the guard it works under fork.
GREET = """\
import multiprocessing
import time


def greet(number):
    time.sleep(0.01)
    me = multiprocessing.current_process()
    print(number, me.name, me.daemon)


if __name__ == "__main__":
    p = multiprocessing.Process(
        target=greet, args=(1,), name="greeter", daemon=True
    )
    p.start()
    p.join()
    print(p.exitcode == 0)
"""
GREETED = "$ python greet.py\n1 greeter True\nTrue\n"


@pytest.fixture
def folder(tmp_path):
    """A folder of one snippet."""
    page = tmp_path / "chapter/page"
    page.mkdir(parents=True)
    (page / "greet.py").write_text(GREET)
    (page / "greet.out").write_text(GREETED)
    return tmp_path


def test_every_careless_edit_of_a_transcript_is_caught():
    """All edits of all transcripts of the site, also of those for other systems."""
    transcripts = [each for s in discover(SNIPPETS) for each in s.transcripts]
    tried = list(edited_transcripts(transcripts))
    assert len(tried) > 100 * len(transcripts) > 0
    missed = [f"{of.path}: {edit}" for of, edit, caught in tried if not caught]
    assert not missed, "\n" + "\n".join(missed)


def test_the_comparison_with_what_was_printed_catches_each_edit(folder):
    """To compare a transcript with itself, as the test above does, is to compare it
    with what a cell that passes has printed."""
    [snippet] = discover(folder)
    for cell, outcome in run_all(cells([snippet], [describe()])).items():
        assert compare(cell, outcome) is None
        for of, edit, caught in edited_transcripts(snippet.transcripts):
            edited = Edited(of.path, of.stem, said=edit.text)
            differs = compare(replace(cell, transcript=edited), outcome)
            assert caught == bool(differs or edited.amiss), edit


def test_a_missing_guard_is_caught_where_it_is_missed(folder):
    """The first cell that differs is named: under fork nothing does."""
    [snippet] = discover(folder)
    [change] = [each for each in changes_of(snippet) if each.kind == "guard removed"]
    tried = try_change(change, cells([snippet], [describe()]))
    assert tried.caught_by.method == "spawn"


# --- The command -------------------------------------------------------------------------


@pytest.fixture
def prove(folder, capsys):
    """Runs the command on the snippet; returns its exit code and what it printed."""

    def run(*options):
        status = main(["--snippets", str(folder), *options])
        return status, capsys.readouterr().out

    return run


def test_survivors_are_counted_and_shown(prove):
    """A change that no output shows is for a person to read, and no failure; each other
    one is caught, of whatever kind."""
    status, said = prove("--programs")
    assert status == 0
    assert re.findall(r"greet.py: survived: line (\d+), .*: (.*)", said) == [
        ("6", "time.sleep(0.01) -> pass"),
        ("6", "time.sleep(0.01) -> time.sleep(0)"),
    ]
    found = len(changes(GREET))
    assert f"{found - 2} of {found} caught" in said
    for each in changes(GREET):
        assert re.search(rf"^  {each.kind} .* [1-9]\d*$", said, re.MULTILINE)


def test_a_transcript_that_survives_is_reported(prove, monkeypatch):
    """Planted: an edit that changes nothing."""
    assert prove("--transcripts")[0] == 0
    monkeypatch.setattr(check, "edits", lambda text, _: [Edit("planted", 2, text)])
    status, said = prove("--transcripts")
    assert status == 1
    assert "greet.out: survived: line 2, planted: '1 greeter True'" in said


def test_what_fails_unchanged_proves_nothing(prove, folder):
    """Every change of it would be caught."""
    (folder / "chapter/page/greet.out").write_text(
        GREETED.replace("greeter", "Greeter")
    )
    status, said = prove()
    assert status == 1
    assert "- 1 Greeter True" in said and "first all must pass" in said


# --- Edits -------------------------------------------------------------------------------

TEXT = "$ python a.py\nb 1\nTrue\n$ echo $?\n3\n"


def test_what_is_edited():
    """Each kind, by an example."""
    made = {(edit.kind, edit.text) for edit in edits(TEXT)}
    for kind, before, after in [
        ("digit changed", "b 1", "b 7"),
        ("digit changed", "3", "4"),
        ("True/False/None changed", "True", "False"),
        ("character dropped", "a.py", "apy"),
        ("word changed", "python", "pythonx"),
        ("word dropped", "True", ""),
        ("case changed", "True", "tRUE"),
        ("blank at the end", "b 1\n", "b 1 \n"),
        ("line dropped", "b 1\n", ""),
        ("line doubled", "b 1\n", "b 1\nb 1\n"),
        ("lines swapped", "b 1\nTrue\n", "True\nb 1\n"),
        ("exit status changed", "3\n", "137\n"),
        ("exit status changed", "$ echo $?\n3\n", "[still running after 3 s]\n"),
        ("exit status dropped", "$ echo $?\n3\n", ""),
        ("line end missing", "3\n", "3"),
        ("empty line at the end", "3\n", "3\n\n"),
    ]:
        assert (kind, TEXT.replace(before, after)) in made, (kind, after)


def test_each_edit_makes_another_text():
    """And none is counted twice."""
    made = [edit.text for edit in edits("$ python a.py\nx\nx\nx x\n")]
    assert len(made) == len(set(made))
    assert "$ python a.py\nx\nx\nx x\n" not in made


def test_an_exit_status_is_added_where_there_is_none():
    """Also 0, which a transcript leaves out."""
    added = {edit.text for edit in edits("$ python a.py\n") if "added" in edit.kind}
    assert "$ python a.py\n$ echo $?\n0\n" in added
    assert "$ python a.py\n[still running after 3 s]\n" in added


def test_lines_in_any_order_are_not_swapped():
    """But the command and the status are, with their neighbours."""
    swapped = [e for e in edits("a\nb\nc\nd\n", True) if e.kind == "lines swapped"]
    assert [edit.text for edit in swapped] == ["b\na\nc\nd\n"]
    swapped = [e for e in edits(TEXT, True) if e.kind == "lines swapped"]
    assert [edit.line for edit in swapped] == [1, 3, 4]


# --- Changes -----------------------------------------------------------------------------

PROGRAM = """\
import time
from multiprocessing import Process


def work(number, text="a"):
    assert number > 1  # a comment
    raise ValueError(f"{text} {number}")


if __name__ == "__main__":
    p = Process(
        target=work, args=(1,), daemon=True
    )
    p.name = "worker"
    p.start()
    p.join(timeout=2)
    if not p.is_alive():
        time.sleep(0.5)
"""


def test_what_is_changed():
    """Every change of a small program, by its name."""
    assert [change.name for change in changes(PROGRAM)] == [
        'def work(number, text="a"): -> def work(number, text="ax"):',
        "assert number > 1 # a comment -> assert number <= 1 # a comment",
        "assert number > 1 # a comment -> assert number > 2 # a comment",
        'raise ValueError(f"{text} {number}") -> pass',
        'raise ValueError(f"{text} {number}") -> raise ValueError(f"x{text} {number}")',
        'if __name__ == "__main__": -> if True:',
        "target=work, args=(1,), daemon=True -> args=(1,), daemon=True",
        "target=work, args=(1,), daemon=True -> target=work, daemon=True",
        "target=work, args=(1,), daemon=True -> target=work, args=(2,), daemon=True",
        "target=work, args=(1,), daemon=True -> target=work, args=(1,)",
        "target=work, args=(1,), daemon=True -> target=work, args=(1,), daemon=False",
        'p.name = "worker" -> pass',
        'p.name = "worker" -> p.name = "workerx"',
        "p.start() -> pass",
        "p.start() -> p.run()",
        "p.join(timeout=2) -> pass",
        "p.join(timeout=2) -> p.is_alive(timeout=2)",
        "p.join(timeout=2) -> p.join()",
        "p.join(timeout=2) -> p.join(timeout=0)",
        "if not p.is_alive(): -> if p.is_alive():",
        "if not p.is_alive(): -> if not p.join():",
        "time.sleep(0.5) -> pass",
        "time.sleep(0.5) -> time.sleep(0)",
    ]


def test_a_change_keeps_the_lines():
    """Tracebacks show their numbers; all but the changed lines stay as they are."""
    before = PROGRAM.splitlines()
    for change in changes(PROGRAM):
        after = change.text.splitlines()
        assert len(after) == len(before)
        assert [a == b for a, b in zip(after, before)].count(False) == 1
        assert after[change.line - 1] != before[change.line - 1]


def test_a_statement_of_several_lines_keeps_them():
    """As empty ones."""
    texts = [change.text for change in changes("print(\n    1,\n)\nx = 2\n")]
    assert "pass\n\n\nx = 2\n" in texts


def test_what_does_not_compile_has_no_changes():
    """Neither the changed program nor the given one."""
    assert changes("if x\n") == []
    assert changes("return\n") == []


def test_a_signal_never_reaches_a_stranger():
    """A program that sends signals by pid keeps its numbers and its pids."""
    program = "import os\npid = os.getpid()\nos.kill(pid + 0, 15)\n"
    assert [c.name for c in changes(program)] == [
        "os.kill(pid + 0, 15) -> pass",
        "os.kill(pid + 0, 15) -> os.terminate(pid + 0, 15)",
    ]
    names = [change.name for change in changes("p.kill()\nsleep(2)\n")]
    assert "sleep(2) -> sleep(0)" in names  # p.kill() knows its process


def test_a_loop_that_starts_processes_is_left_alone():
    """Changed, it might start them without end."""
    program = "while len(a) < 3:\n    p.start()\n    a.append(p)\n"
    assert changes(program) == []
