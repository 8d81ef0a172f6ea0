"""What is taken out of an output before it is compared, and what stays."""

import multiprocessing
from collections import Counter
from pathlib import Path

import pytest

from harness.normalise import NOTHING, Known, normalise
from harness.run.outcome import Outcome


def texts(output: str, known: Known = NOTHING) -> list[str]:
    return [line.text for line in normalise(output.splitlines(), known)]


@pytest.mark.parametrize(
    "printed, normalised",
    [
        ("Worker PID: 4242", "Worker PID: 101"),
        ("pid 7, ppid 5, pid 7", "pid 101, ppid 102, pid 101"),
        ("pid=8 parent=9 started", "pid=101 parent=102 started"),
        ("pid of nobody: 12", "pid of nobody: 12"),
        ("rapid 12 and 20", "rapid 12 and 20"),
        ("Worker received: 10 and 20", "Worker received: 10 and 20"),
        ("<Lock at 0x7f12ab34cd>", "<Lock at 0x...>"),
        ("0xffff is not 0xfffe", "0xffff is not 0xfffe"),
        ("pid 0 in the child", "pid 0 in the child"),
        ("pid 3.14", "pid 3.14"),
        ("/psm_1a2b3c4d and psm_short", "/psm_... and psm_short"),
        ("'/t/pymp-k3j4h5x_/listener-ab12cd34'", "'/t/pymp-.../listener-...'"),
        ("{'/mp-q822td9t', '/mp-1a2b3c4d-3tw5rxda'}", "{'/mp-...', '/mp-...'}"),
        ("unexpected argument 'mp_context'", "unexpected argument 'mp_context'"),
        ('File "/data/x.csv", line 3: value 42', 'File "/data/x.csv", line 3: value 42'),
        ("/home/u/multiprocessing/x.py:12:", "/home/u/multiprocessing/x.py:12:"),
        (
            "/usr/lib/python3.13/multiprocessing/popen_fork.py:67: DeprecationWarning",
            ".../multiprocessing/popen_fork.py: DeprecationWarning",
        ),
        ("trailing blanks   ", "trailing blanks"),
    ],
)  # fmt: skip
def test_noise_goes_and_facts_stay(printed, normalised):
    """Only what varies by nature is replaced, where nothing is known of the run."""
    assert texts(printed) == [normalised]


FOLDER = Path(multiprocessing.__file__).parent
CODE = FOLDER.joinpath("process.py").read_text("utf-8").splitlines()
LINE = next(n for n, text in enumerate(CODE, start=1) if "self.run()" in text)
KNOWN = Known(
    pids=frozenset({4242}),
    addresses=frozenset({(0x7F12AB34CD00, 0x55D012345678)}),
    names=frozenset({"cell-k3j4h5x_", "psm_1a2b3c4d"}),
    folders=(str(FOLDER.parent),),
)


@pytest.mark.parametrize(
    "printed, normalised",
    [
        ("pid 4242", "pid 101"),
        ("pid 1", "pid 1"),
        ("per pid: 4", "per pid: 4"),
        ("<Lock at 0x7f12ab34ffff>", "<Lock at 0x...>"),
        ("<code at 0x55d012340000>", "<code at 0x...>"),
        ("<Lock at 0xdeadbeef>", "<Lock at 0xdeadbeef>"),
        ("the answer is 0x123456789a", "the answer is 0x123456789a"),
        ("psm_1a2b3c4d", "psm_..."),
        ("psm_00000042", "psm_00000042"),
        ("/t/cell-k3j4h5x_/t/pymp-abcdefgh", "/t/cell-.../t/pymp-..."),
        ("/x/pymp-abcdefgh", "/x/pymp-abcdefgh"),
        ("/x/lib/y/multiprocessing/z.py:42: W", "/x/lib/y/multiprocessing/z.py:42: W"),
        (f"{FOLDER}/process.py:42: W", ".../multiprocessing/process.py: W"),
        (f'  File "{FOLDER}/process.py", line {LINE}\n    self.run()', "  ..."),
        (f'  File "{FOLDER}/process.py", line {LINE}\n    lie()', None),
        ('  File "/x", line 1\n    lie\n    ~~~', None),
        ('  File "<string>", line 1\n    lie', None),
        ('  File "<stdin>", line 1', "  ..."),
    ],
)  # fmt: skip
def test_nothing_hides_behind_what_looks_like_noise(printed, normalised):
    """Only what the run had: its pids, its addresses, its names, real frames."""
    expected = printed.splitlines() if normalised is None else [normalised]
    assert texts(printed, KNOWN) == expected


def test_equal_pids_stay_equal_over_lines():
    """So a test still proves that a child's ppid is its parent's pid."""
    assert texts("pid 900\nppid 900\npid 17") == ["pid 101", "ppid 101", "pid 102"]


TRACEBACK = """\
Process Process-1:
Traceback (most recent call last):
  File "/usr/lib/python3.13/multiprocessing/process.py", line 313, in _bootstrap
    self.run()
    ~~~~~~~~^^
  File "/usr/lib/python3.13/multiprocessing/process.py", line 108, in run
    self._target(*self._args, **self._kwargs)
    ~~~~~~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "exitcode.py", line 5, in worker
    raise ValueError("no")
    ^^^^^^^^^^^^^^^^^^^^^^
  File "<string>", line 1, in <module>
ValueError: no
the end
"""


def test_library_frames_become_one_line():
    """The frames of the snippet itself, the error and what follows stay."""
    assert texts(TRACEBACK) == [
        "Process Process-1:",
        "Traceback (most recent call last):",
        "  ...",
        '  File "exitcode.py", line 5, in worker',
        '    raise ValueError("no")',
        "  ...",
        "ValueError: no",
        "the end",
    ]


def test_a_line_keeps_the_number_it_had():
    """A diff names the lines of the file, not those of the normalised text."""
    lines = normalise(TRACEBACK.splitlines())
    assert lines[3].number == 9 and lines[-1].number == 14


@pytest.mark.parametrize("text", [TRACEBACK, "pid 5\nppid 6", "a\n  ...\n  ... \nb"])
def test_twice_is_the_same_as_once(text):
    """A recorded transcript is normalised again where nothing is known of a run."""
    once = texts(text)
    assert texts("\n".join(once)) == once


def test_what_the_program_itself_prints_is_not_swallowed():
    """An ellipsis is a frame only where one was; other indented lines are output."""
    assert texts("  ...\n  ...") == ["  ...", "  ..."]
    assert texts("    ^^^ not a marker outside a traceback") == [
        "    ^^^ not a marker outside a traceback"
    ]


@pytest.mark.parametrize(
    "output, kinds",
    [
        ("Worker PID: 4242, and 12", {"pids": 4}),
        ("<Lock at 0x7f12ab34cd>", {"addresses": 10}),
        ("'/t/pymp-k3j4h5x_/x' /psm_1a2b3c4d /mp-q822td9t", {"temporary names": 24}),
        ("/usr/lib/python3.13/multiprocessing/popen_fork.py:67: W", {"places of warnings": 22}),
        ("trailing   ", {"blanks": 3}),
        ('  File "/lib/x.py", line 1\n    x\n    ^\nend', {"library frames": 31, "markers": 5}),
        ("nothing at all", {}),
    ],
)  # fmt: skip
def test_what_is_hidden_is_counted_by_its_kind(output, kinds):
    """In characters of what was printed; what is hidden already hides nothing more."""
    hidden, again = Counter(), Counter()
    once = [line.text for line in normalise(output.splitlines(), hidden=hidden)]
    assert +hidden == kinds
    normalise(once, hidden=again)
    assert set(+again) <= {"pids"}


def test_order_is_counted_where_it_does_not_matter():
    """Between the command and the status, of what is compared."""
    outcome = Outcome("pid 4242\nb\n", 1)
    assert outcome.characters("x.py", anyorder=False) == {"printed": 32, "pids": 4}
    in_any = {"printed": 32, "pids": 4, "order": 8}
    assert outcome.characters("x.py", anyorder=True) == in_any
