"""A careless edit of a transcript and a small change of a program don't go unnoticed."""

import pytest

from harness.cell import cells
from harness.compare import compare
from harness.interpreters import describe
from harness.prove.mutants import check
from harness.prove.mutants.command import main
from harness.prove.mutants.edits import Edit, edits
from harness.prove.mutants.programs import changes, changes_of
from harness.snippets import SNIPPETS, discover

# One of each kind, and one that only spawn and forkserver can catch.
CAUGHT = {
    'show("os._exit(7)", os._exit, 7) -> show("os._exit(7)", os._exit, 8)': "process/exitcode/values",
    'if __name__ == "__main__": -> if True:': "start_methods/main_guard/missing_guard_fixed",
    "p.start() -> pass": "process/args/args",
    "p.start() -> p.run()": "process/pid/pid",
    "p.daemon = True -> p.daemon = False": "process/daemon/late_fixed",
    "if p.exitcode != 0: -> if p.exitcode == 0:": "process/exitcode/ignored_fixed",
    'queue.put("first") -> queue.put("firstx")': "communication/queue_size/drain_fixed",
    'p = multiprocessing.Process(target=worker, name="MyWorker") -> p = multiprocessing.Process(target=worker)': "process/name/name",
}  # fmt: skip


def test_every_careless_edit_of_a_transcript_is_caught(runs):
    """By the cells that ran in this test run."""
    passed = {c: o for c, o in runs.outcomes().items() if not compare(c, o)}
    if not passed:
        pytest.skip("no cell ran, or none passed, in this test run")
    missed = [
        f"{transcript.path}: {edit}"
        for transcript, edit, is_caught in check.edited_transcripts(passed)
        if not is_caught
    ]
    assert not missed, "\n" + "\n".join(missed)


@pytest.mark.parametrize("name", CAUGHT)
def test_a_small_change_of_a_program_is_caught(name):
    """A sample; `make mutants` tries them all."""
    assert _try(CAUGHT[name], name).caught_by


def _try(slug, name):
    [snippet] = discover(SNIPPETS, only=slug)
    [change] = [c for c in changes_of(snippet) if c.name == name]
    return check.try_change(change, cells([snippet], [describe()]))


# --- The command -------------------------------------------------------------------------


@pytest.fixture
def prove(tmp_path, capsys):
    """Runs the command on one snippet, whose pause no output shows. Returns its exit
    code and what it printed."""
    (tmp_path / "chapter").mkdir()
    program = "import time\n\ntime.sleep(0.01)\nprint('done')\n"
    (tmp_path / "chapter" / "nap.py").write_text(program)
    (tmp_path / "chapter" / "nap.out").write_text("$ python nap.py\ndone\n")

    def run(*options):
        status = main(["--snippets", str(tmp_path), *options])
        return status, capsys.readouterr().out

    return run


def test_survivors_are_counted_and_shown(prove):
    """Four changes: two are caught; the others are for a person to read, and no failure."""
    status, said = prove("--programs")
    assert status == 0
    [total] = [line for line in said.splitlines() if line.startswith("  all")]
    assert total.split() == ["all", "2", "0", "4"]
    for change in ("time.sleep(0.01) -> pass", "time.sleep(0.01) -> time.sleep(0)"):
        assert "nap.py: survived: line 3, " in said and change in said
    assert "2 of 4 caught" in said


def test_a_transcript_that_survives_is_reported(prove, monkeypatch):
    """Planted: an edit that changes nothing."""
    assert prove("--transcripts")[0] == 0
    monkeypatch.setattr(check, "edits", lambda text, _: [Edit("planted", 2, text)])
    status, said = prove("--transcripts")
    assert status == 1
    assert "nap.out: survived: line 2, planted: 'done'" in said


def test_what_fails_unchanged_proves_nothing(prove, tmp_path):
    """Every change of it would be caught."""
    (tmp_path / "chapter" / "nap.out").write_text("$ python nap.py\nDone\n")
    status, said = prove()
    assert status == 1
    assert "- Done" in said and "first all must pass" in said


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
        "assert number > 1 -> assert number <= 1",
        "assert number > 1 -> assert number > 2",
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


def test_changes_of_one_name_are_numbered():
    """From the second on, so that the first keeps its name."""
    names = [change.name for change in changes("f()\ng()\nf()\n")]
    assert names == ["f() -> pass", "g() -> pass", "f() -> pass (2)"]


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
