"""Names of transcripts: which one holds where, and which names are refused."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from harness import versions
from harness.interpreters import describe
from harness.inventory import problems
from harness.snippets import choose, discover
from harness.transcripts import Transcript, Where, everywhere, newest


@pytest.fixture(autouse=True)
def supported(monkeypatch):
    """Some versions, so that these tests stay when the repository supports others."""
    monkeypatch.setattr(
        versions, "VERSIONS", tuple((3, each) for each in range(11, 16))
    )
    monkeypatch.setattr(versions, "PYPY", ((3, 11),))


@pytest.fixture
def folder(tmp_path):
    """A folder with one snippet; call it with the names and texts of its files."""

    def make(ends: bool = True, **texts: str) -> Path:
        chapter = tmp_path / "process"
        chapter.mkdir(exist_ok=True)
        (chapter / "x.py").write_text("print(1)\n")
        for name, text in texts.items():
            name, end = name.replace("__", "."), "\n" * bool(text) * ends
            if text and name.endswith(".out") and not text.startswith("$ python"):
                text = f"$ python {name.partition('.')[0]}.py\n{text}"
            (chapter / name).write_text(text + end)
        return tmp_path

    return make


@pytest.mark.parametrize(
    "name, conditions",
    [
        ("x.out", (None, None, None, False)),
        ("x.fork.out", (None, "fork", None, False)),
        ("x.since3.14.out", (None, None, (3, 14), False)),
        ("x.anyorder.out", (None, None, None, True)),
        ("x.posix.spawn.since3.12.anyorder.out", ("posix", "spawn", (3, 12), True)),
        ("x.spawn.pypy.since3.13.8.out", (None, "spawn", (3, 13, 8), False)),
    ],
)
def test_a_name_states_the_conditions(name, conditions):
    """<snippet>[.system][.start method][.pypy][.since][.anyorder].out"""
    transcript = Transcript.parse(Path(name))
    found = transcript.system, transcript.method, transcript.since, transcript.anyorder
    assert transcript.pypy == (".pypy." in name)
    assert (transcript.stem, found) == ("x", conditions)


@pytest.mark.parametrize(
    "name", ["x.Fork.out", "x.since3.out", "x.since3.13.0.out", "x.anyorder.fork.out", "x.vfork.out", "x.txt", "x.pypy.fork.out"]
)  # fmt: skip
def test_another_name_is_none(name):
    """An unknown part, or parts in another order, are no transcript."""
    assert Transcript.parse(Path(name)) is None


@pytest.mark.parametrize(
    "where, expected",
    [
        (Where("spawn", (3, 11), "linux"), "x.out"),
        (Where("fork", (3, 11), "linux"), "x.fork.out"),
        (Where("spawn", (3, 13), "linux"), "x.since3.13.out"),
        (Where("spawn", (3, 15), "linux"), "x.since3.14.out"),
        (Where("fork", (3, 15), "linux"), "x.fork.out"),
        (Where("spawn", (3, 15), "windows"), "x.windows.out"),
        (Where("spawn", (3, 13, 7), "linux"), "x.since3.13.out"),
        (Where("spawn", (3, 13, 8), "linux"), "x.since3.13.8.out"),
        (Where("spawn", (3, 14, 0), "linux"), "x.since3.14.out"),
        (Where("spawn", (3, 11, 2), "linux", "PyPy"), "x.pypy.out"),
        (Where("spawn", (3, 14, 2), "linux", "PyPy"), "x.pypy.out"),
        (Where("fork", (3, 11, 2), "linux", "PyPy"), "x.fork.out"),
    ],
)
def test_the_most_specific_holds(folder, where, expected):
    """System before start method before PyPy before version; of several versions the
    newest, which may be a release."""
    names = ["x", "x__fork", "x__since3.13", "x__since3.13.8", "x__since3.14", "x__windows", "x__pypy"]  # fmt: skip
    (snippet,) = discover(folder(**{f"{name}__out": name for name in names}))
    assert snippet.transcript_for(where).path.name == expected


def test_a_release_is_known_by_the_names_alone(folder):
    """No list has to know the number: 3.13.9 reads a new file, 3.13.8 the old one."""
    (snippet,) = discover(folder(x__out="a", x__since3__13__9__out="b"))
    read = {
        patch: snippet.transcript_for(Where("spawn", (3, 13, patch), "linux")).path.name
        for patch in (0, 8, 9, 18)
    }
    old, new = "x.out", "x.since3.13.9.out"
    assert read == {0: old, 8: old, 9: new, 18: new}
    named = {where.version for where in everywhere(snippet.transcripts)}
    assert named == {*versions.VERSIONS, (3, 13, 9)}


def test_pages_show_the_newest_release_of_each_version(folder):
    """What 3.13.8 printed is verified too, but isn't shown beside 3.13.9."""
    (snippet,) = discover(folder(x__out="a", x__since3__13__9__out="b"))
    shown = {
        (where.implementation, where.version[:2]): snippet.transcript_for(where)
        for where in newest(snippet.transcripts)
        if (where.method, where.system) == ("spawn", "linux")
    }
    assert {key: each.path.name for key, each in shown.items()} == {
        ("CPython", (3, 11)): "x.out",
        ("CPython", (3, 12)): "x.out",
        ("CPython", (3, 13)): "x.since3.13.9.out",
        ("CPython", (3, 14)): "x.since3.13.9.out",
        ("CPython", (3, 15)): "x.since3.13.9.out",
        ("PyPy", (3, 11)): "x.out",
    }
    known = newest(snippet.transcripts)
    releases = {(where.implementation, where.version) for where in known}
    assert len(releases) == len(shown)


def test_only_variants_means_only_there(folder):
    """Without a general file a snippet has no cell elsewhere."""
    (snippet,) = discover(folder(x__fork__out="a"))
    places = everywhere(snippet.transcripts)
    runs = {where.method for where in places if snippet.transcript_for(where)}
    assert runs == {"fork"}


@pytest.mark.parametrize(
    "files, message",
    [
        ({}, "has no transcript; write it with: "),
        ({"x__out": ""}, "is empty; write it with: "),
        ({"x__out": "a", "y__out": "a"}, "there is no y.py"),
        ({"x__out": "a", "x__frok__out": "a"}, "not a name of a transcript"),
        ({"x__out": "a", "x__fork__out": "a"}, "a variant equal to x.out"),
        ({"x__out": "a", "x__since3.99__out": "b"}, "x.since3.99.out: Python 3.99 isn't supported"),
        ({"x__out": "a", "x__since3.14.99__out": "b"}, "there can be no Python 3.14.99 yet"),
        ({"x__out": "a", "x__anyorder__out": "b"}, "a transcript nobody uses"),
        ({"x__out": "a", "x__pypy__out": "a"}, "a variant equal to x.out"),
        ({"x__out": "a", "x__pypy__since3.14__out": "b"}, "a transcript nobody uses"),
        ({"x__out": "a", "x__since3.13.8__out": "a"}, "a variant equal to x.out"),
        (
            {"x__out": "a", "x__fork__out": "b", "x__spawn__out": "c", "x__forkserver__out": "d"},
            "x.out: a transcript nobody uses",
        ),
        (
            {"x__fork__out": "a", "x__spawn__out": "a", "x__forkserver__out": "a"},
            "the same under every start method",
        ),
        (
            {"x__anyorder__out": "a\nb", "x__fork__anyorder__out": "b\na"},
            "a variant equal to x.anyorder.out",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_files_is_said(folder, files, message):
    """Each with the file's name and what to type."""
    found = problems(folder(**files))
    assert any(message in each for each in found), found
    assert all("x." in each or "y.out" in each for each in found)


@pytest.mark.parametrize(
    "files, commands",
    [
        ({"x__since3.12__out": "b"}, ["git mv x.since3.12.out x.out"]),
        (
            {"x__out": "a", "x__since3.11.5__out": "b", "x__fork__since3.12__anyorder__out": "c"},
            [
                "git mv x.fork.since3.12.anyorder.out x.fork.anyorder.out",
                "git mv -f x.since3.11.5.out x.out",
            ],
        ),
        (
            {"x__out": "a", "x__since3.11.5__out": "b", "x__since3.12__out": "c"},
            ["git rm x.since3.11.5.out", "git mv -f x.since3.12.out x.out"],
        ),
        ({"x__out": "a", "x__pypy__out": "b"}, ["git rm x.pypy.out"]),
        ({"x__out": "a", "x__since3.12.1__out": "b", "x__since3.16__out": "c"}, []),
    ],
)  # fmt: skip
def test_after_a_version_was_dropped_what_to_type_is_said(
    folder, monkeypatch, files, commands
):
    """Without 3.11, `x.since3.12.out` must not read as "needs 3.12" for ever; what 3.11
    and its PyPy alone read goes. After the commands nothing is wrong any more."""
    root = folder(**files)
    monkeypatch.setattr(versions, "VERSIONS", (*versions.VERSIONS[1:], (3, 16)))
    found = [message.partition("  git ")[2] for message in problems(root)]
    typed = [f"git {each.partition('  (')[0]}" for each in found]
    chapter = f"{root / 'process'}/"
    assert [each.replace(chapter, "") for each in typed] == commands
    for command in typed:
        subprocess.run(command.removeprefix("git ").split(), check=True)
    assert problems(root) == []


def test_a_trace_of_a_python_that_is_not_supported_is_a_problem(folder):
    """Each of its sections is looked at, not the first alone."""
    line = "    0.0  MainProcess   -  runs\n"
    trace = f"[fork] CPython 3.14 on Linux\n{line}[spawn] CPython 3.10 on Linux\n{line}"
    (found,) = problems(folder(x__out="a", x__trace=trace))
    assert "x.trace: [spawn] was recorded with CPython 3.10 on Linux" in found
    assert "make record ONLY=process/x" in found


def test_files_that_are_right_have_no_problem(folder):
    """A variant that differs, also one that a later version needs."""
    files = {"x__out": "a", "x__fork__out": "b", "x__fork__since3.14__out": "a"}
    files |= {"x__pypy__out": "c", "x__since3.13.8__out": "d"}
    assert problems(folder(**files)) == []


@pytest.mark.parametrize(
    "text, message",
    [
        ("$ python y.py\na", "line 1: expected  $ python x.py  found  $ python y.py"),
        ("a ", "line 2: ends with blanks"),
        ("a\x1b[1mb", "line 2, column 2: has U+001B"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "has U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("a\rb", "has U+000D CARRIAGE RETURN"),
        ("$ echo $?\n1\nb", "line 2: a program doesn't print  $ echo $?"),
        ("[still running after 3 s]\nb", "line 2: a program doesn't print  [still"),
        ("a\n$ python x.py\nb", "line 3: a program doesn't print  $ python x.py"),
        ("a\n$ echo $?\n0", "line 4: expected an exit code that isn't 0, found  0"),
        ("a\n$ echo $?\nx", "line 4: expected an exit code that isn't 0, found  x"),
        ("a\n[still running after 9 s]", "expected  [still running after 3 s]"),
    ],
)
def test_a_transcript_that_nobody_recorded_is_a_problem(folder, text, message):
    """The site shows the file: so its form is right, wherever it runs or not."""
    (found,) = problems(folder(x__out=text))
    assert message in found and "make record ONLY=process/x" in found


def test_a_missing_line_end_is_a_problem(folder):
    """A terminal's output ends with one."""
    (found,) = problems(folder(ends=False, x__out="a"))
    assert "its last line has no end" in found


def test_a_helper_with_the_name_of_a_module_is_a_problem(folder):
    """Of any interpreter that runs the cells: a newer one has more."""
    root = folder(x__out="a", _colours__py="")
    newer = replace(describe(), release="3.15.0", modules=frozenset({"_colours"}))
    assert problems(root, [describe()]) == []
    (found,) = problems(root, [describe(), newer])
    assert "_colours.py: CPython 3.15.0 has a module _colours of its own" in found


def test_a_link_to_another_transcript_is_a_problem(folder):
    """What stands in it is another program's."""
    root = folder(x__out="a")
    (root / "process/y.py").write_text("print(1)\n")
    (root / "process/y.out").symlink_to("x.out")
    (found,) = problems(root)
    assert "y.out: is a link to another file" in found


@pytest.mark.parametrize("end", ["", "\n$ echo $?\n1"])
def test_a_broken_snippet_that_isn_t_is_a_problem(folder, end):
    """It fails somewhere, or prints something else than what is fixed."""
    root = folder(x_broken__py="", x_broken__out=f"a{end}", x_broken__fork__out="b")
    folder(x__out="a", x_fixed__py="", x_fixed__out="a", x_fixed__fork__out="b")
    found = problems(root)
    assert len(found) == (not end)
    assert end or "x_broken.py: isn't broken: under each start method" in found[0]
    folder(x_fixed__out="other")
    assert problems(root) == []


def test_no_snippets_is_a_problem(tmp_path):
    """An empty folder must not pass."""
    assert "no snippet found" in problems(tmp_path)[0]


def test_helper_modules_are_not_snippets(folder):
    """`_name.py` is imported, not run."""
    root = folder(x__out="a", _helper__py="")
    assert [snippet.slug for snippet in discover(root)] == ["process/x"]


def test_only_names_a_snippet_a_page_or_a_chapter(tmp_path):
    """`make record ONLY=`; the folder may be flat or nested."""
    slugs = ["flat", "process/exitcode/signals", "process/exitcode/values", "process/pid/x"]  # fmt: skip
    for slug in slugs:
        path = tmp_path / f"{slug}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    def chosen(*only: str) -> list[str]:
        return [snippet.slug for snippet in choose(tmp_path, [*only])]

    assert chosen() == slugs
    assert chosen("process") == slugs[1:]
    assert chosen("process/exitcode") == slugs[1:3]
    assert chosen("process/exitcode/values") == chosen("process/exitcode/values.py")
    assert chosen("flat", "process/pid") == [slugs[0], slugs[3]]
    assert chosen("process", "process/exitcode") == slugs[1:]  # each once


def test_a_wrong_slug_is_answered_with_the_nearest(folder):
    """Nobody has to list the folder."""
    root = folder(x__out="a", exitcode__py="", pid__py="")
    with pytest.raises(
        ValueError, match="exitcod in .*; the nearest: process/exitcode"
    ):
        choose(root, ["process/exitcod"])
    with pytest.raises(ValueError, match="zzz in .*; the nearest: process"):
        choose(root, ["zzz"])
