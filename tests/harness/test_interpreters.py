"""Interpreters: what one says of itself, which are found, and how they are told apart."""

import json
import multiprocessing
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from harness import pythons
from harness.interpreters import describe, describe_all, labels
from harness.results import files as results
from harness.transcripts import Where

posix = pytest.mark.skipif(os.name != "posix", reason="fakes are shell scripts")
MUSL = ["libc", "", "cpython-314-x86_64-linux-musl", "x86_64-pc-linux-musl"]


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Nothing is found but in folders of `tmp_path`: bin (on PATH), cache and pyenv."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for home in ("HOME", "XDG_DATA_HOME", "ASDF_DATA_DIR", "UV_PYTHON_INSTALL_DIR"):
        monkeypatch.setenv(home, str(tmp_path / "home"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setattr(pythons, "CACHE", tmp_path / "cache")
    return tmp_path


# --- What it says ---------------------------------------------------------------------


def test_an_interpreter_tells_what_it_is():
    """Version, system and start methods come from the interpreter itself."""
    here = describe(sys.executable)
    assert here.version == sys.version_info[:2]
    assert set(here.methods) == set(multiprocessing.get_all_start_methods())
    assert here.where("spawn").version == sys.version_info[:3]


def test_a_relative_path_of_an_interpreter_becomes_absolute():
    """A cell runs in another folder."""
    relative = os.path.relpath(sys.executable)
    assert describe(relative).path == os.path.abspath(sys.executable)


@posix
@pytest.mark.parametrize(
    "answer, build",
    [
        ({}, ""),
        ({"free_threaded": True}, "free-threaded"),
        ({"bits": 32}, "32-bit"),
        ({"byteorder": "big"}, "big-endian"),
        ({"libc": MUSL}, "musl"),
        ({"libc": ["musl", "1.2", None, None]}, "musl"),
        ({"libc": MUSL, "bits": 32}, "32-bit, musl"),
    ],
)
def test_what_is_unusual_about_a_build_is_named(plant, answer, build):
    """In words joined by a comma, shown after the release; none for a usual build."""
    found = describe(str(plant("python3", **answer)))
    assert found.build == build
    assert str(found) == "CPython 3.14.1" + f" ({build})" * bool(build)


@posix
def test_pypy_reads_its_own_transcripts(plant):
    """The implementation is part of where a cell runs."""
    pypy = describe(str(plant("pypy3", implementation="PyPy", release="3.11.15")))
    assert pypy.where("fork") == Where("fork", (3, 11, 15), "linux", "PyPy")


@posix
def test_a_prerelease_is_of_its_version(plant):
    """`3.15.0rc1`, and a release built from a checkout, `3.15.0+`."""
    for release in ("3.15.0rc1", "3.15.0+"):
        found = describe(str(plant(f"python{release}", release=release)))
        assert found.where("spawn").version == (3, 15, 0)


# --- Told apart -----------------------------------------------------------------------


def test_different_interpreters_have_different_names(tmp_path):
    """Their test ids and their results files: each difference alone is enough."""
    one = replace(describe(), build="")
    others = [
        replace(one, path="other", **{field: value})
        for field, value in [
            ("implementation", "PyPy"),
            ("release", one.release + "9"),
            ("machine", "s390x"),
            ("build", "free-threaded"),
            ("build", "32-bit, musl"),
        ]
    ]
    every = [one, *others]
    assert len(set(labels(every).values())) == len(every)
    files = {results.write(each, [], tmp_path).name for each in every}
    assert len(files) == len(every) == len(list(tmp_path.iterdir()))
    assert all(re.fullmatch(r"[a-z0-9_.-]+\.json", file) for file in files)


def test_a_version_alone_is_label_enough_where_it_is_there_once():
    """`exitcode.py-spawn-3.14`: short, as long as it says which."""
    one = replace(describe(), release="3.13.1", build="musl")
    two = replace(one, release="3.14.0")
    assert labels([one, two]) == {one: "3.13", two: "3.14"}


def test_results_tell_the_build_and_the_day(tmp_path):
    """Words that the site shows."""
    one = replace(describe(), release="3.13.1", build="free-threaded")
    content = json.loads(results.write(one, [], tmp_path).read_text("utf-8"))
    assert content["interpreter"].endswith(" 3.13.1 (free-threaded)")
    assert content["build"] == "free-threaded"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", content["date"])


@posix
def test_the_same_interpreter_twice_is_a_clear_error(plant):
    """Two results files of one name would overwrite each other."""
    first, second = plant("a/python3.14"), plant("b/python3.14")
    with pytest.raises(ValueError, match=f"--python {second}: the same .* as {first}"):
        describe_all([str(first), str(second)])


# --- Found ----------------------------------------------------------------------------


@posix
def test_interpreters_are_found_where_they_are(elsewhere, plant):
    """On PATH, in pyenv's folder and in the cache, under names of all kinds; each once,
    whatever links lead to it, and no other program of these folders."""
    expected = [
        plant("bin/pypy3"),
        plant("bin/python3.14"),
        plant("bin/python3.14t"),
        plant("pyenv/versions/3.12.1/bin/python3.12"),
        plant("cache/python3.14-i386"),
    ]
    for link in ("bin/python3", "cache/python3.14"):
        (elsewhere / link).symlink_to(expected[1])
    for name in ("bin/python3.14-config", "bin/pip3.14", "cache/pip"):
        plant(name)
    found = [*map(str, expected), sys.executable]
    assert sorted({*pythons.candidates()}) == sorted(found)


@posix
def test_shims_are_not_asked(elsewhere, plant, monkeypatch):
    """They start one of the versions, which are found by themselves."""
    shim = plant("pyenv/shims/python3.14")
    monkeypatch.setenv("PATH", str(shim.parent))
    assert list(pythons.candidates()) == [sys.executable]


@posix
def test_each_interpreter_is_taken_once(plant):
    """The first of equal ones; another build, machine or release is another one."""
    first, again = plant("a/python3.14"), plant("b/python3.14")
    others = [
        plant("c/python3.14", free_threaded=True),
        plant("d/python3.14", machine="aarch64"),
        plant("e/python3.14", release="3.14.2"),
        plant("f/pypy3", implementation="PyPy", release="3.11.15"),
    ]
    taken, left_out = pythons.choose([str(each) for each in (first, again, *others)])
    assert [each.path for each in taken] == [str(each) for each in (first, *others)]
    assert left_out == [f"{again}: the same as {first} (CPython 3.14.1)"]


@posix
@pytest.mark.parametrize(
    "answer, reason",
    [
        ({"release": "3.10.9"}, "CPython 3.10.9 isn't supported; expected CPython 3.11, "),
        ({"release": "3.99.0"}, "CPython 3.99.0 isn't supported"),
        ({"implementation": "PyPy", "release": "3.10.9"}, "expected .* or PyPy 3.11"),
        ({"implementation": "GraalVM"}, "GraalVM 3.14.1 isn't supported"),
    ],
)  # fmt: skip
def test_one_that_is_not_supported_is_left_out_with_the_reason(plant, answer, reason):
    """By version and by implementation."""
    path = str(plant("python3", **answer))
    taken, (said,) = pythons.choose([path])
    assert taken == []
    assert said.startswith(f"{path}: ") and re.search(reason, said)


@posix
@pytest.mark.parametrize(
    "script, reason",
    [
        ("#!/bin/sh\necho no libpython >&2\nexit 127\n", "no libpython"),
        ("#!/bin/sh\nexit 3\n", "exit code 3"),
        ("#!/bin/sh\necho 3.14\n", "it answers '3.14'"),
        ("#!/no/such/shell\n", "No such file"),
    ],
)
def test_a_broken_one_is_left_out_with_the_reason(plant, script, reason):
    """One line each; the others run."""
    path = plant("python3.14")
    path.write_text(script)
    taken, (said,) = pythons.choose([str(path), sys.executable])
    assert [each.path for each in taken] == [sys.executable]
    assert said.startswith(f"{path}: ") and reason in said and "\n" not in said


# --- The command ----------------------------------------------------------------------


@posix
def test_the_list_is_paths_and_nothing_else(elsewhere, plant, capsys):
    """.ci/run reads stdout; what is left out stands on stderr."""
    good, old = plant("bin/python3.14"), plant("bin/python3.10", release="3.10.1")
    assert pythons.main(["--list"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [str(good), sys.executable]
    assert f"Left out: {old}: CPython 3.10.1 isn't supported" in err


@posix
def test_what_is_given_comes_first_and_the_rest_is_pytests(
    elsewhere, plant, monkeypatch, capsys
):
    """Every interpreter found or given is listed, then handed over to pytest."""
    given, found = plant("mine", machine="s390x"), plant("bin/python3.14")
    ran = []
    done = subprocess.CompletedProcess([], 5)
    # Asked now, and remembered: below nothing is started any more.
    pythons.choose([str(given), str(found), sys.executable])
    monkeypatch.setattr(subprocess, "run", lambda command: ran.append(command) or done)
    assert pythons.main(["--python", str(given), "-k", "exitcode"]) == 5
    options = ["--python", str(given), "--python", str(found), "--python", sys.executable]  # fmt: skip
    assert ran == [[sys.executable, "-m", "pytest", "tests/cells/test_snippets.py", *options, "-k", "exitcode"]]  # fmt: skip
    assert f"CPython 3.14.1, linux s390x: {given}" in capsys.readouterr().out


@pytest.mark.parametrize("module, status", [("pytest", 4), ("harness pythons", 2)])
def test_a_wrong_path_is_a_clear_error(module, status):
    """What was given and doesn't run ends the run, with what to give."""
    done = subprocess.run(
        [sys.executable, "-m", *module.split(), "--python", "no/such/python"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == status
    assert "--python no/such/python: can't run this interpreter" in done.stderr
    assert f"such as {sys.executable}" in done.stderr


@posix
@pytest.mark.parametrize(
    "module, status",
    [("pytest", 4), *((f"harness {verb}", 2) for verb in ("record", "chaos 1", "mutants", "pythons"))],
)  # fmt: skip
def test_one_that_is_given_and_not_supported_is_refused_by_name(plant, module, status):
    """What it printed would be believed for another version."""
    old = plant("python3.10", release="3.10.9")
    command = [sys.executable, "-m", *module.split(), "--python", str(old)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == status
    assert (
        f"{old}: CPython 3.10.9 isn't supported; expected CPython 3.11" in done.stderr
    )


@posix
@pytest.mark.parametrize(
    "joined", [True, False], ids=["--python=PATH", "--python PATH"]
)
def test_python_is_an_option_without_a_folder_too(plant, joined):
    """`pytest --python PATH` alone, where PATH could be a file to collect. It lies outside
    of the project, and among the files of one that has an ini of its own."""
    plant("pytest.ini").write_text("[pytest]\naddopts = --strict-config\n")
    options = [
        option
        for path in (plant("bin/python3.14"), plant("python3.13", release="3.13.1"))
        for option in ([f"--python={path}"] if joined else ["--python", str(path)])
    ]
    command = [
        sys.executable,
        "-m",
        "pytest",
        *options,
        "--co",
        "-k",
        "exitcode and spawn",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "exitcode/values.py-spawn-3.13]" in done.stdout
