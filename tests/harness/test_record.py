"""Recording: as few files as needed, nothing that doesn't repeat, no noise."""

import os
import re
import sys
from pathlib import Path

import pytest

from harness.interpreters import describe
from harness.inventory import problems
from harness.record import transcripts as record
from harness.record.variants import Printed, fewest_files
from harness.run import outcome
from harness.snippets import discover
from harness.trace.recorder import record_traces
from harness.transcripts import Where
from harness.versions import VERSIONS, dotted

posix = pytest.mark.skipif(os.name != "posix", reason="fakes are shell scripts")


@pytest.fixture(autouse=True)
def untraced(monkeypatch):
    """Traces take most of the time; one test has them back. And one interpreter will do,
    whatever else is on the machine."""
    monkeypatch.setattr(record, "record_traces", lambda *arguments: "")
    monkeypatch.setattr(record, "found", lambda: [describe()])


@pytest.fixture
def folder(tmp_path):
    """A folder with one snippet of the given text, and empty transcripts by name."""

    def make(text: str, *empty: str) -> Path:
        chapter = tmp_path / "process"
        chapter.mkdir()
        (chapter / "x.py").write_text(text)
        for name in empty:
            (chapter / name).touch()
        return tmp_path

    return make


def outs(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.rglob("*.out"))}


def recorded(folder: Path, *pythons: Path) -> int:
    options = [word for path in pythons for word in ("--python", str(path))]
    return record.main(["--snippets", str(folder), *options])


def test_the_same_everywhere_is_one_file(folder, capsys):
    """And recording again writes nothing, though pids are others now; a transcript
    pasted from a terminal gets the pids that the site shows."""
    root = folder("import os\nprint('pid', os.getpid())\nraise SystemExit(3)\n")
    assert recorded(root) == 0
    assert outs(root) == {"x.out": "$ python x.py\npid 101\n$ echo $?\n3\n"}
    assert recorded(root) == 0
    assert capsys.readouterr().out.endswith("process/x: unchanged\n")
    pasted = root / "process" / "x.out"
    pasted.write_text("$ python x.py\npid 4711\n$ echo $?\n3\n")
    assert recorded(root) == 0
    assert outs(root) == {"x.out": "$ python x.py\npid 101\n$ echo $?\n3\n"}


def test_a_method_that_differs_gets_a_file_of_its_own(folder):
    """The majority has the general one."""
    root = folder(
        "import multiprocessing as m\nprint(m.get_start_method() == 'fork')\n"
    )
    assert recorded(root) == 0
    assert sorted(outs(root)) == ["x.fork.out", "x.out"]
    assert problems(root) == []


def test_an_empty_variant_restricts_the_snippet(folder):
    """touch x.fork.out, then record."""
    root = folder("print(1)\n", "x.fork.out")
    assert recorded(root) == 0
    assert outs(root) == {"x.fork.out": "$ python x.py\n1\n"}


def test_what_does_not_repeat_is_refused(folder, capsys):
    """Nothing is written, and the message says what to do."""
    root = folder("import random\nprint(random.random())\n")
    assert recorded(root) == 1
    assert outs(root) == {}
    assert "two runs printed different things" in capsys.readouterr().err


def test_a_bare_pid_is_named_as_such(folder, capsys):
    """The word before it is missing, not the sense of the program."""
    root = folder("import os\nprint('process', os.getpid())\n")
    assert recorded(root) == 1
    assert re.search(
        r"\d+ was a pid: print it right after .*S9", capsys.readouterr().err
    )


def test_disorder_is_recorded_where_the_name_allows_it(folder):
    """touch x.anyorder.out, then record."""
    text = "import random\nfor line in random.sample('abcdefgh', 8):\n    print(line)\n"
    root = folder(text, "x.anyorder.out")
    assert recorded(root) == 0
    assert sorted(outs(root)["x.anyorder.out"].split()[3:]) == list("abcdefgh")


def test_an_order_that_is_always_the_same_is_refused(folder, capsys, monkeypatch):
    """Or a page would say that it doesn't count."""
    monkeypatch.setattr(record, "TRIES", 4)
    root = folder("print('a')\nprint('b')\n", "x.anyorder.out")
    assert recorded(root) == 1
    assert outs(root) == {"x.anyorder.out": ""}
    assert "4 runs printed the lines in one order" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text, told",
    [
        ("print('a\\x1b[2Kb')", "it printed U+001B ESC"),
        ("print('$ echo $?\\n1')", "it printed  $ echo $?"),
        ("print('[still running after 3 s]')", "stands for what happened"),
    ],
)
def test_what_a_page_cannot_show_is_refused_by_name(folder, capsys, text, told):
    """And a line that a transcript itself adds."""
    root = folder(text)
    assert recorded(root) == 1
    assert outs(root) == {}
    assert told in capsys.readouterr().err


def test_a_leftover_is_refused(folder, capsys):
    """A transcript of a program that leaves processes behind is no lesson."""
    root = folder(
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'],\n"
        "    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
    )
    assert recorded(root) == 1
    assert outs(root) == {}
    assert "left something behind" in capsys.readouterr().err


def test_a_program_that_never_ends_is_recorded_as_such(folder, monkeypatch):
    """With a limit that a reader would wait for."""
    monkeypatch.setattr(record, "PATIENCE", 1)
    monkeypatch.setattr(outcome, "HANG", 1)
    root = folder("import time\nprint(1)\ntime.sleep(600)\n")
    assert recorded(root) == 0
    assert outs(root) == {"x.out": "$ python x.py\n1\n[still running after 1 s]\n"}


def test_what_it_records_with_is_said_and_what_is_missing(folder, plant, capsys):
    """So nobody wonders why CI prints something else; PyPy's own files need PyPy alone."""
    root = folder("print(1)\n")
    old, new = [
        plant(each, release=each) for each in ("3.11.9", f"{dotted(VERSIONS[-1])}.0")
    ]
    assert recorded(root, new, old) == 0
    said = capsys.readouterr().out
    assert (
        f"==> Recording with CPython 3.11.9, CPython {dotted(VERSIONS[-1])}.0\n" in said
    )
    between = " ".join(map(dotted, VERSIONS[1:-1]))
    assert f"uv python install {between}\n" in said and "CI runs the snippets" in said


def test_every_supported_cpython_is_recorded_with(plant, monkeypatch):
    """The newest release of each version, and no special build, no PyPy, nothing emulated."""
    monkeypatch.undo()
    answers = {
        "a": {"release": "3.13.1"},
        "b": {"release": "3.13.4"},
        "c": {"release": "3.14.2", "free_threaded": True},
        "d": {"release": "3.12.9"},
        "e": {"release": "3.11.9", "implementation": "PyPy"},
        "f": {"release": "3.9.1"},
        "g": {"release": "3.13.5", "machine": "s390x"},
    }
    paths = [str(plant(name, **answer)) for name, answer in answers.items()]
    monkeypatch.setattr(record.pythons, "candidates", lambda: iter(paths))
    assert [each.release for each in record.found()] == ["3.12.9", "3.13.4"]


def test_an_unknown_snippet_is_a_clear_error(folder, capsys):
    """Nothing is run."""
    with pytest.raises(SystemExit):
        record.main(["process/y", "--snippets", str(folder("print(1)"))])
    assert "no snippet" in capsys.readouterr().err


def layout(tmp_path, texts: dict, *existing: str, **options) -> dict[str, str]:
    """Returns file name → text for `texts`: {(method, minor version): text}."""
    for name in ("x.py", *existing):
        (tmp_path / name).write_text("")
    (snippet,) = discover(tmp_path)
    printed = []
    for (method, minor), text in texts.items():
        where = Where(method, (3, minor), "linux")
        held = snippet.transcript_for(where)
        printed.append(Printed(where, (text,), system=held and held.system))
    files = fewest_files(snippet, printed, **options)
    return {path.name: lines[0] for path, lines in files.items()}


def by(fork: str, spawn: str, forkserver: str) -> dict:
    """Each string has a letter a version, from 3.11."""
    return {
        (method, 11 + n): letter
        for method, letters in locals().items()
        for n, letter in enumerate(letters)
    }


@pytest.mark.parametrize(
    "fork, spawn, forkserver, files",
    [
        ("aa", "aa", "aa", {"x.out": "a"}),
        ("ab", "ab", "ab", {"x.out": "a", "x.since3.12.out": "b"}),
        ("aba", "aba", "aba", {"x.out": "a", "x.since3.12.out": "b", "x.since3.13.out": "a"}),
        ("aa", "bb", "bb", {"x.fork.out": "a", "x.out": "b"}),
        ("aa", "bc", "bc", {"x.fork.out": "a", "x.out": "b", "x.since3.12.out": "c"}),
        ("a", "b", "c", {"x.fork.out": "a", "x.spawn.out": "b", "x.forkserver.out": "c"}),
        ("aa", "ab", "ac", {"x.out": "a", "x.spawn.since3.12.out": "b", "x.forkserver.since3.12.out": "c"}),
        ("aa", "ab", "ab", {"x.out": "a", "x.since3.12.out": "b", "x.fork.since3.12.out": "a"}),
    ],
)  # fmt: skip
def test_as_few_files_as_hold_it(tmp_path, fork, spawn, forkserver, files):
    """By start method first, then by the version that prints something new."""
    assert layout(tmp_path, by(fork, spawn, forkserver)) == files


def test_every_place_reads_what_it_printed(tmp_path):
    """The layout and the choice of a transcript are inverse to each other."""
    texts = by("aab", "abb", "cca")
    for name, text in layout(tmp_path, texts).items():
        (tmp_path / name).write_text(text)
    (snippet,) = discover(tmp_path)
    for (method, minor), text in texts.items():
        where = Where(method, (3, minor), "linux")
        assert snippet.transcript_for(where).lines == [text]


def test_a_snippet_keeps_its_system_and_its_first_version(tmp_path):
    """Names that were there say where a snippet runs; new files keep to it."""
    texts = {("spawn", 14): "a", ("spawn", 15): "b"}
    files = layout(tmp_path, texts, "x.posix.spawn.since3.14.out")
    assert files == {
        "x.posix.spawn.since3.14.out": "a",
        "x.posix.spawn.since3.15.out": "b",
    }


def test_the_running_interpreter_is_the_default(folder, capsys):
    """`make record` needs no option."""
    root = folder("import sys\nprint(sys.version_info[:2])\n")
    assert recorded(root) == 0
    assert str(sys.version_info[:2]) in outs(root)["x.out"]


def test_where_spawn_is_all_there_is_it_names_the_general_file(tmp_path):
    """A contributor on Windows doesn't restrict a snippet to spawn."""
    assert layout(tmp_path, {("spawn", 14): "a"}, offered={"spawn"}) == {"x.out": "a"}


def test_disorder_makes_no_variants(tmp_path):
    """Where any order is right, another order is no other text."""
    (tmp_path / "x.py").write_text("")
    (snippet,) = discover(tmp_path)
    printed = [
        Printed(Where(method, (3, 14), "linux"), ("$", *lines), anyorder=True)
        for method, lines in (("fork", "ab"), ("spawn", "ba"), ("forkserver", "ab"))
    ]
    assert [path.name for path in fewest_files(snippet, printed)] == ["x.anyorder.out"]


def test_what_changes_for_other_pythons_is_said(folder, capsys):
    """A newcomer with one Python is told which others read the same file."""
    root = folder("print(1)\n")
    assert recorded(root) == 0
    assert "not run" not in capsys.readouterr().out
    (root / "process" / "x.py").write_text("print(2)\n")
    assert recorded(root) == 0
    others = sorted({*map(dotted, VERSIONS)} - {describe().short})
    said = capsys.readouterr().out
    assert (
        f"changed for Python {', '.join(f'{each} on Linux' for each in others)} too"
        in said
    )


# --- Several interpreters; those that are made up print what they were planted with -----

SAYS = "import os\nprint(os.environ['SAYS'])\n"
SPAWN = {"methods": ["spawn"]}
PYPY = SPAWN | {"implementation": "PyPy", "release": "3.11.15"}


@posix
def test_two_interpreters_of_one_version_may_not_disagree(folder, plant, capsys):
    """One name can't hold two texts."""
    root = folder(SAYS)
    one = plant("one", "a", release="3.14.1", **SPAWN)
    assert recorded(root, one, plant("two", "b", release="3.14.2", **SPAWN)) == 1
    assert outs(root) == {}
    assert "two interpreters of Python 3.14 print" in capsys.readouterr().err


@posix
def test_two_releases_that_have_two_transcripts_may_disagree(folder, plant):
    """3.13.0 and 3.13.18, where a file is named `since3.13.9`."""
    root = folder(SAYS, "x.out", "x.since3.13.9.out")
    old = plant("old", "a", release="3.13.0", **SPAWN)
    assert recorded(root, plant("new", "b", release="3.13.18", **SPAWN), old) == 0
    assert outs(root) == {
        "x.out": "$ python x.py\na\n",
        "x.since3.13.9.out": "$ python x.py\nb\n",
    }


@posix
def test_what_pypy_alone_prints_never_goes_into_a_file_of_cpython(
    folder, plant, capsys
):
    """An empty file of its own, made first, takes it; what it prints alike needs none."""
    root = folder(SAYS, "x.out")
    assert recorded(root, plant("python", "a", **SPAWN)) == 0
    assert recorded(root, plant("alike", "a", **PYPY)) == 0
    other = plant("pypy", "b", **PYPY)
    assert recorded(root, other) == 1
    own = re.search("touch (.*)", capsys.readouterr().err)[1]
    assert own.endswith("process/x.spawn.pypy.out")
    Path(own).touch()
    assert recorded(root, other) == 0
    assert outs(root) == {
        "x.out": "$ python x.py\na\n",
        "x.spawn.pypy.out": "$ python x.py\nb\n",
    }


@posix
@pytest.mark.parametrize("release", ["3.10.9", "3.99.0"])
def test_with_a_version_that_is_not_supported_nothing_is_recorded(
    folder, plant, capsys, release
):
    """Its transcripts would be believed for another version."""
    root = folder(SAYS)
    with pytest.raises(SystemExit):
        recorded(root, plant("python", "a", release=release))
    assert outs(root) == {}
    assert (
        f"{release} isn't supported; expected CPython 3.11" in capsys.readouterr().err
    )


@posix
def test_an_older_interpreter_leaves_a_newer_ones_trace_alone(
    folder, plant, capsys, monkeypatch
):
    """It says so; the newest one given writes it, whatever made the one before."""
    monkeypatch.setattr(record, "record_traces", record_traces)
    root = folder("print(1)\n")
    path = root / "process" / "x.trace"
    old, new, newest = [
        plant(release, release=release, **SPAWN) for release in ("3.12.1", "3.14.2", "3.15.0")
    ]  # fmt: skip
    assert recorded(root, old) == 0  # the newest there is
    assert "[spawn] CPython 3.12 on" in path.read_text()
    (root / "process" / "x.py").write_text("print(1)\nprint(2)\n")
    assert recorded(root, new, old) == 0
    assert "[spawn] CPython 3.14 on" in (before := path.read_text())
    (root / "process" / "x.py").write_text("print(1)\nprint(2)\nprint(3)\n")
    assert recorded(root, old) == 0
    assert path.read_text() == before
    assert re.search(
        r"x\.trace: left alone, it was made by CPython 3\.14 on \w+, which is newer than"
        r" CPython 3\.12\.1; with such a one:  .*record.*--python PATH",
        capsys.readouterr().out,
    )
    assert recorded(root, newest) == 0
    assert "[spawn] CPython 3.15 on" in path.read_text()
