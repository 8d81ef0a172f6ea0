"""Results and evidence: what counts as verified, and for how long."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from harness.cell import cells
from harness.interpreters import Interpreter, describe
from harness.results import complete, evidence, files
from harness.results.judge import Report, judge, left_out
from harness.snippets import SNIPPETS, discover
from harness.transcripts import METHODS

ROOT = Path(__file__).parents[2]
PAGE = {
    "_helper.py": "",
    "one.py": "print(1)\n",
    "one.out": "$ python one.py\n1\n",
    "one.spawn.out": "$ python one.py\n2\n",
    "two.py": "print(2)\n",
    "two.out": "$ python two.py\n2\n",
}
CHARACTERS = {"printed": 200, "pids": 10}


@pytest.fixture
def folder(tmp_path):
    """Snippets: two on one page, with a module beside them, and one on another page."""
    for name, text in {**{f"process/pid/{n}": t for n, t in PAGE.items()}, "queue/x.py": "", "queue/x.out": "$\n"}.items():  # fmt: skip
        path = tmp_path / "snippets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "snippets"


def ran(
    folder: Path, name="CPython 3.13.1", build="", date="2026-11-23", failed=(), **more
) -> dict:
    """Returns what a run of all cells left in its results file."""
    this = Interpreter("", *name.split(), "linux", "x86_64", METHODS)
    snippets = discover(folder)
    digests = files.digests(snippets)
    rows = [
        {
            "snippet": cell.snippet.slug,
            "method": cell.method,
            "outcome": "failed" if cell.id in failed else "passed",
            "seconds": 0.125,
            "digest": digests[cell.transcript],
        }
        for cell in cells(snippets, [this])
    ]
    return {
        "interpreter": f"{name} ({build})" if build else name,
        "build": build,
        "system": "linux",
        "machine": "x86_64",
        "date": date,
        "characters": CHARACTERS,
        "cells": rows,
    } | more


@pytest.fixture
def stored(folder):
    """Writes evidence, and reads the reports that it makes later."""
    path = folder / "verified.json"

    def reports(*contents: dict) -> list[Report]:
        if contents:
            evidence.write(list(contents), discover(folder), path)
        return judge(evidence.read(path), discover(folder))

    return reports


def states(report: Report) -> dict[str, str]:
    """What became of each snippet: the first letters of its three cells' states."""
    return {
        slug: "".join(own[method].state[0] for method in METHODS)
        for slug, own in report.verdicts.items()
    }


WHOLE = {"process/pid/one": "ppp", "process/pid/two": "ppp", "queue/x": "ppp"}


def test_evidence_says_what_the_results_said(folder, stored):
    """Which interpreter, when, what passed and what failed; but not how long it took."""
    failed = ["process/pid/one.py-fork", *(f"queue/x.py-{each}" for each in METHODS)]
    (report,) = stored(ran(folder, build="free-threaded, musl", failed=failed))
    assert (report.release, report.build) == ("3.13.1", "free-threaded, musl")
    assert (report.system, report.machine) == ("linux", "x86_64")
    assert (report.implementation, report.date) == ("CPython", "2026-11-23")
    assert states(report) == WHOLE | {"process/pid/one": "fpp", "queue/x": "fff"}
    assert {each.seconds for each in report.all} == {None}
    assert report.characters == CHARACTERS


def test_newer_results_count(folder):
    """Wherever they are: what a run left here long ago is no match for newer evidence."""
    new, old = ran(folder), ran(folder, date="2026-01-01", failed=["queue/x.py-fork"])
    (report,) = judge([new, old], discover(folder))
    assert (report.date, states(report)) == ("2026-11-23", WHOLE)


@pytest.mark.parametrize(
    "edited, lost",
    [
        ("process/pid/one.py", {"process/pid/one": "uuu"}),
        ("process/pid/one.out", {"process/pid/one": "upu"}),
        ("process/pid/one.spawn.out", {"process/pid/one": "pup"}),
        ("process/pid/_helper.py", {"process/pid/one": "uuu", "process/pid/two": "uuu"}),
        ("queue/x.out", {"queue/x": "uuu"}),
    ],
)  # fmt: skip
def test_an_edit_costs_the_cells_that_rest_on_it_and_no_others(
    folder, stored, edited, lost
):
    """Not verified since: a program, its transcript, a module of its page."""
    stored(ran(folder))
    (folder / edited).write_text("# edited\n")
    (report,) = stored()
    assert states(report) == WHOLE | lost


def test_line_ends_and_the_names_of_folders_do_not_count(folder, stored):
    """A clone on Windows, and a page that moves, keep what was verified."""
    stored(ran(folder))
    for path in folder.rglob("*.??*"):
        if path.suffix in (".py", ".out"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (folder / "process" / "pid").rename(folder / "process" / "numbers")
    (report,) = stored()
    assert set(states(report)) == {"process/numbers/one", "process/numbers/two", "queue/x"}  # fmt: skip
    assert set(states(report).values()) == {"ppp"}


def test_the_name_of_a_file_counts(folder, stored):
    """The transcript shows it."""
    stored(ran(folder))
    for end in ("py", "out"):
        (folder / f"queue/x.{end}").rename(folder / f"queue/y.{end}")
    (report,) = stored()
    assert states(report)["queue/y"] == "uuu"


def test_without_its_variant_a_start_method_was_not_verified(folder, stored):
    """It reads the general file now, which nobody compared with it; nor does the next
    verification, by another interpreter, make it so."""
    stored(ran(folder, "CPython 3.12.1"))
    (folder / "process/pid/one.spawn.out").unlink()
    (old,) = stored()
    assert states(old)["process/pid/one"] == "pup"
    old, new = stored(ran(folder, "CPython 3.14.1"))
    assert states(old)["process/pid/one"] == "pup"
    assert states(new)["process/pid/one"] == "ppp"


def test_a_run_replaces_its_own_entry_and_keeps_the_others(folder, stored):
    """Another interpreter's evidence stays as long as some of it holds."""
    stored(ran(folder, "CPython 3.12.1"), ran(folder, "PyPy 3.11.15"))
    (folder / "queue/x.py").write_text("# edited\n")
    kept, new, pypy = stored(ran(folder, "CPython 3.14.1"))
    assert states(kept) == states(pypy) == WHOLE | {"queue/x": "uuu"}
    assert states(new) == WHOLE
    again = ran(folder, "CPython 3.12.1", date="2026-12-24", failed=["queue/x.py-fork"])
    replaced = stored(again)[0]
    assert states(replaced) == WHOLE | {"queue/x": "fpp"}
    assert (replaced.date, pypy.date) == ("2026-12-24", "2026-11-23")
    for path in folder.rglob("*.py"):
        path.write_text("# edited, too\n")
    (only,) = stored(ran(folder, "CPython 3.15.1"))
    assert only.release == "3.15.1"
    assert "3.12.1" not in (folder / "verified.json").read_text()


def test_a_version_that_is_not_supported_verifies_nothing(folder, stored):
    """Its entry goes with the version, though no file was edited."""
    stored(ran(folder, "CPython 3.10.9"), ran(folder, "PyPy 3.12.1"), ran(folder))
    assert [each.release for each in stored()] == ["3.13.1"]


def test_the_results_of_a_folder_come_before_evidence(folder, stored):
    """Of the same interpreter, and where they speak of the files as they are."""
    stored(ran(folder, failed=["queue/x.py-fork"]))
    stale = ran(folder, failed=["process/pid/two.py-fork"])
    (folder / "queue/x.py").write_text("# edited, and taken back\n")
    outdated = ran(folder)["cells"][-3:]
    (folder / "queue/x.py").write_text("")
    results = stale | {"cells": [*stale["cells"][:-3], *outdated]}
    both = [*evidence.read(folder / "verified.json"), results]
    (report,) = judge(both, discover(folder))
    assert states(report) == WHOLE | {"process/pid/two": "fpp", "queue/x": "fpp"}


def test_evidence_diffs_well(folder, stored):
    """A line for each interpreter and each transcript; one edit changes one line."""
    stored(ran(folder), ran(folder, "CPython 3.14.1"))
    path = folder / "verified.json"
    before = path.read_text().splitlines()
    (folder / "queue/x.out").write_text("$ edited\n")
    stored(ran(folder), ran(folder, "CPython 3.14.1"))
    after = path.read_text().splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [line.split(":")[0] for line in changed] == ['"queue/x.out"']


def test_evidence_of_a_site_three_times_the_size_is_small():
    """350 snippets and 16 interpreters: at most 60 kB."""
    snippets = discover(ROOT / SNIPPETS)
    contents = [
        ran(
            ROOT / SNIPPETS,
            f"CPython 3.{minor}.{patch}",
            characters=Counter(CHARACTERS),
        )
        for minor in (12, 13, 14, 15)
        for patch in range(4)
    ]
    reports = judge(contents, snippets)
    size = len(evidence.render(reports, snippets).encode())
    assert len(reports) == 16
    assert size * 350 / len(snippets) <= 60_000


@pytest.mark.parametrize(
    "text",
    [
        '{\n<<<<<<< HEAD\n"interpreters": [',
        "[]",
        "{}",
        '{"interpreters": [{"interpreter": "CPython"}], "transcripts": {}}',
        '{"interpreters": [], "transcripts": {"process/x.txt": "1"}}',
        '{"interpreters": 1, "transcripts": {}}',
    ],
)
def test_damaged_evidence_is_a_clear_error(tmp_path, text):
    """Which file, and two ways out of it."""
    path = tmp_path / "verified.json"
    path.write_text(text)
    with pytest.raises(ValueError) as error:
        evidence.read(path)
    assert str(error.value).startswith(f"{path}: damaged (")
    assert f"git checkout {path}" in str(error.value) and "make pythons" in str(
        error.value
    )


def test_without_a_file_there_is_no_evidence(tmp_path):
    """A fork of the repository may begin anew."""
    assert evidence.read(tmp_path / "verified.json") == []


def test_what_the_comparison_leaves_out_is_told_by_its_kind():
    """As shares of all that was printed, the largest first."""
    counts = [{"printed": 100, "pids": 5}, {"printed": 300, "pids": 3, "blanks": 20}]
    reports = [Report("", "", "", "", "", "", {}, each) for each in counts]
    assert list(left_out(reports).items()) == [("blanks", 0.05), ("pids", 0.02)]
    assert left_out([]) == {}


def test_not_too_much_of_all_output_is_left_out():
    """A ceiling for the whole site, as the last verification counted it."""
    if not evidence.EVIDENCE.exists():
        pytest.skip(f"there is no {evidence.EVIDENCE}; write it with:  make pythons")
    shares = left_out(judge(evidence.read(), discover(ROOT / SNIPPETS)))
    assert shares, "the evidence is of other files; write it again with:  make pythons"
    order, frames, markers = (shares.pop(kind, 0.0) for kind in ("order", "library frames", "markers"))  # fmt: skip
    assert frames + markers <= 0.55
    assert sum(shares.values()) <= 0.03
    assert order <= 0.1


# --- The commands -----------------------------------------------------------------------


def test_results_that_ci_gathered_become_evidence(folder, monkeypatch, capsys):
    """python -m harness evidence results"""
    gathered = folder.parent / "results"
    for name, content in {"a/linux": ran(folder), "b/mac": ran(folder, system="macos")}.items():  # fmt: skip
        path = gathered / f"{name}.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(content))
    monkeypatch.chdir(folder.parent)
    monkeypatch.setattr(evidence, "EVIDENCE", folder / "verified.json")
    assert evidence.main([str(gathered)]) == 0
    told = capsys.readouterr().out
    assert "CPython 3.13.1 on Linux x86_64: 9 cells passed, 0 failed" in told
    assert "CPython 3.13.1 on macOS x86_64: 9 cells passed, 0 failed" in told
    found = judge(evidence.read(folder / "verified.json"), discover(folder))
    assert [each.system for each in found] == ["linux", "macos"]


def test_cells_that_did_not_run_are_counted(folder, monkeypatch, capsys):
    """python -m harness complete: whatever pytest was told to leave out; and a transcript
    that nothing covers is named."""
    monkeypatch.chdir(folder.parent)
    monkeypatch.setattr(evidence, "EVIDENCE", folder / "verified.json")
    here, results = describe(), folder.parent / "results"
    content = ran(folder, str(here))
    demanded = len(content["cells"])
    arguments = ["--python", here.path, "--results", str(results)]

    def told(cells: list[dict]) -> tuple[int, str]:
        results.mkdir(exist_ok=True)
        text = json.dumps(content | {"cells": cells})
        files.path_of(here, results).write_text(text)
        return complete.main(arguments), "".join(capsys.readouterr())

    code, said = told(content["cells"])
    assert code == 0 and f"{here}: {demanded} of {demanded} cells ran" in said
    code, said = told(content["cells"][1:])
    assert code == 1 and f"{demanded - 1} of {demanded} cells ran" in said
    failed = content["cells"][0] | {"outcome": "failed"}
    assert told([failed, *content["cells"][1:]])[0] == 1
    (folder / "queue/x.pypy.out").write_text("$ python x.py\nnever printed\n")
    code, said = told(content["cells"])
    assert code == 1 and "queue/x.pypy.out: was never run" in said


def test_make_pythons_writes_evidence_when_every_cell_ran(tmp_path, folder):
    """A part of the cells is no verification of the whole, and changes nothing."""
    for name in ("harness", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
    shutil.copy(ROOT / "pytest.ini", tmp_path)
    for name in ("process/pid/one.spawn.out", "process/pid/two.py", "process/pid/two.out"):  # fmt: skip
        (folder / name).unlink()
    (folder / "queue/x.out").write_text("$ python x.py\nnever printed\n")
    alone = os.environ | {
        "PATH": "",
        "HOME": str(tmp_path),
        "PYENV_ROOT": str(tmp_path),
    }

    def pythons(*arguments: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "harness", "pythons", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=alone, capture_output=True, text=True
        )

    part = pythons("-k", "one")
    assert part.returncode == 0, part.stdout + part.stderr
    assert "Not every cell ran, so " in part.stdout
    assert not (folder / "verified.json").exists()
    whole = pythons()
    assert whole.returncode == 1, whole.stdout + whole.stderr
    assert re.search(r"verified\.json holds now:\n +CPython .*: [13] cells passed, [13] failed, 0 not", whole.stdout)  # fmt: skip
    (report,) = judge(evidence.read(folder / "verified.json"), discover(folder))
    assert {each.state for each in report.verdicts["queue/x"].values()} == {"failed"}
    assert report.characters["printed"] > 0
