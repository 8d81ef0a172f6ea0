"""Traces of the site: each snippet has its own, and a fresh run does the same.

Traces are recorded with the newest CPython. With that one a fresh run must do the same
within each lane, unless the order varies; with another one in outline, since libraries
differ, and where another one prints something else, only that counts.
"""

import difflib
import re
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from harness.cell import Cell
from harness.compare import compare
from harness.interpreters import Interpreter
from harness.run.sandbox import SIDE_BY_SIDE
from harness.snippets import SNIPPETS, discover, record_command
from harness.trace.events import Trace, parse
from harness.trace.notes import ending
from harness.trace.recorder import record_trace, traced_by
from harness.transcripts import STATUS, length_of_end, newest
from harness.versions import VERSIONS, dotted
from tests.cell_session import CELL_SESSION


def traced_cells(session) -> list[Cell]:
    """Returns the cells of the one interpreter that is nearest to the traces'."""
    able = [
        each
        for each in session.interpreters
        if each.implementation == "CPython" and each.system != "windows"
    ]
    nearest = max(
        able,
        key=lambda each: (
            recorded_with(each) and not each.build,
            each.version,
            not each.build,
        ),
        default=None,
    )
    return [cell for cell in session.cells if cell.interpreter is nearest]


def recorded_with(interpreter: Interpreter) -> bool:
    """Whether the site's traces are of this version and system."""
    return traced_by(interpreter) == max(sections(), key=version_of, default="")


@cache
def sections() -> dict[str, list[Path]]:
    """Returns by what the sections of the site's traces were made, and their files."""
    found = defaultdict(list)
    for path in sorted(SNIPPETS.rglob("*.trace")):
        for trace in parse(path).values():
            found[trace.interpreter].append(path)
    return found


def version_of(interpreter: str) -> tuple[int, ...]:
    """`CPython 3.15 on Linux`"""
    return tuple(map(int, re.search(r"(\d+)\.(\d+) on ", interpreter).groups()))


def pytest_generate_tests(metafunc):
    if "traced" in metafunc.fixturenames:
        session = metafunc.config.stash[CELL_SESSION]
        chosen = traced_cells(session) if session.folder == SNIPPETS else []
        metafunc.parametrize("traced", chosen, ids=lambda cell: cell.id)


@pytest.fixture(scope="module")
def fresh(request):
    """Runs the chosen cells, traced, side by side; returns what became of one."""
    chosen = [
        cell
        for item in request.session.items
        if isinstance(
            cell := getattr(item, "callspec", None)
            and item.callspec.params.get("traced"),
            Cell,
        )  # fmt: skip
    ]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        futures = {cell: pool.submit(record_trace, cell) for cell in chosen}
        yield lambda cell: futures[cell].result()


def test_a_fresh_run_does_the_same(traced, fresh):
    """And tracing changes nothing of what is printed."""
    path = traced.snippet.path.with_suffix(".trace")
    record = record_command(traced.snippet, traced.interpreter.path)
    known = parse(path).get(traced.method)
    assert known, f"{path} has no [{traced.method}]; write it with:  {record}"
    same_python = traced_by(traced.interpreter) == known.interpreter
    exact = same_python and not traced.interpreter.build and not known.varies
    before = known.structure if exact else known.outline
    prints_otherwise = traced.transcript != traced.snippet.transcript_for(known.where)
    ends = set()
    for run in (fresh, *[record_trace] * 4):  # a rare order is no fault
        trace, outcome = run(traced)
        now = trace.structure if exact else trace.outline
        ends |= {*trace.ends()}
        difference = compare(traced, outcome)
        wrong = difference or trace.unexplained
        same = (
            now == before and known.lasts_as_long_as(trace) and ends >= {*known.ends()}
        )
        if not wrong and (same or prints_otherwise):
            return
    if difference:
        pytest.fail(f"traced, it differs: {difference.message}", pytrace=False)
    if trace.unexplained:
        pytest.fail("\n".join(to_teach(path, trace)), pytrace=False)
    lines = difflib.unified_diff(listed(before), listed(now), str(path), "now", lineterm="")  # fmt: skip
    shown = "\n".join(lines) or (
        f"{path} [{known.method}]: the ends are {known.ends()}, now {sorted(ends)}; the"
        f" lanes last {known.lengths} ms, now {trace.lengths}"
    )
    pytest.fail(f"{shown}\n\nIf the program is right:  {record}", pytrace=False)


def test_what_varies_does(traced, fresh):
    """Within some runs, side by side as when it was recorded, or all do what it says; else
    `varies` in the head of a trace would excuse whatever its events are. Where workers
    share tasks it is said in any case: a busy machine may have one order in all runs."""
    path = traced.snippet.path.with_suffix(".trace")
    known = parse(path).get(traced.method)
    measured = known and known.varies and not known.shares_tasks
    if not (measured and recorded_with(traced.interpreter)):
        return
    seen = [known.structure] if known.structure == fresh(traced)[0].structure else []
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        for _ in range(5):
            runs = pool.map(record_trace, [traced] * SIDE_BY_SIDE)
            seen += [trace.structure for trace, _ in runs]
            if known.structure in seen or any(each != seen[0] for each in seen):
                return
    pytest.fail(
        f"{path} [{traced.method}]: says that the order varies; {len(seen)} runs had one and"
        f" the same, another one than it has. Write it again with: "
        f" {record_command(traced.snippet, traced.interpreter.path)}",
        pytrace=False,
    )


def to_teach(path: Path, trace: Trace) -> list[str]:
    """Returns what to do about each sleep that the tracer can't explain."""
    return [
        f"{path} [{trace.method}]: {event.lane}, line {event.line or '-'}, is"
        f" {event.text}\nThe tracer draws it as running. Teach it that call: patch() it"
        f" in harness/run/startup/tracer/, whose docstring names the rooms"
        for event in trace.unexplained
    ]


def listed(structure: dict) -> list[str]:
    return [f"{lane}: {each}" for lane, did in structure.items() for each in did]


def test_all_traces_are_of_the_newest_supported_python():
    """Each section of each file: pages compare their times with each other."""
    by = sections()
    newest = max(by, key=version_of)
    old = {path for made, paths in by.items() if made != newest for path in paths}
    slugs = [path.relative_to(SNIPPETS).with_suffix("").as_posix() for path in sorted(old)]  # fmt: skip
    record = f"{sys.executable} -m harness record --python PATH"
    assert not old, (
        f"found traces of {', '.join(by)}, expected {newest} alone; with the PATH of it,"
        f" write the others again:\n    {record} {' '.join(slugs)}"
    )
    assert version_of(newest) == VERSIONS[-1], (
        f"the traces are of {newest}, expected CPython {dotted(VERSIONS[-1])}, the newest"
        f" of harness/versions.py; write them all again, with the PATH of it:\n    {record}"
    )


def test_each_trace_belongs_to_a_snippet():
    """One that nobody shows would be believed all the same."""
    known = {snippet.path.with_suffix(".trace") for snippet in discover(SNIPPETS)}
    assert set(SNIPPETS.rglob("*.trace")) <= known


@pytest.mark.parametrize("snippet", discover(SNIPPETS), ids=lambda each: each.slug)
def test_each_snippet_has_its_trace(snippet):
    """One for each start method under which it runs on Linux (STYLE.md T5)."""
    latest = [each for each in newest(snippet.transcripts) if each.system == "linux"]
    shown = {each.method for each in latest if snippet.transcript_for(each)}
    path = snippet.path.with_suffix(".trace")
    assert set(parse(path)) == shown, (
        f"{path}: write it with:  {record_command(snippet)}"
    )


def test_no_trace_has_a_sleep_that_it_can_t_explain():
    """It would be drawn as work."""
    paths = sorted(SNIPPETS.rglob("*.trace"))
    found = [each for path in paths for trace in parse(path).values() for each in to_teach(path, trace)]  # fmt: skip
    assert not found, "\n".join(found)


@pytest.mark.parametrize("snippet", discover(SNIPPETS), ids=lambda each: each.slug)
def test_what_is_printed_is_the_transcript(snippet):
    """Line by line, in the order of the transcript wherever that counts."""
    lines = len(snippet.path.read_text(encoding="utf-8").splitlines())
    path = snippet.path.with_suffix(".trace")
    again = f"write it again with:  {record_command(snippet)}"
    for method, trace in parse(path).items():
        texts = {}
        for transcript in snippet.transcripts:
            body = transcript.lines[1 : len(transcript.lines) - length_of_end(transcript.lines)]  # fmt: skip
            texts[transcript.path.name] = sorted(body) if transcript.anyorder else body
        assert not trace.impossible, f"{path} [{method}]: {trace.impossible}; {again}"
        main = [event.what for event in trace.events if event.kind == "end" and event.lane == trace.lanes[0]]  # fmt: skip
        shown = snippet.transcript_for(trace.where).lines
        status = ending(shown[-1] if shown[-2:-1] == [STATUS] else "0")
        still = length_of_end(shown) == 1
        assert main == ([] if still else [status]), f"{path} [{method}]: the main process ended with {main}, the transcript says {shown[-2:]}; {again}"  # fmt: skip
        printed = [trace.printed, sorted(trace.printed)]
        assert any(body in printed for body in texts.values()), (
            f"{path} [{method}]: prints what none of {', '.join(texts)} has; {again}"
        )
        assert all(0 < (event.line or 1) <= lines for event in trace.events), (
            f"{path} [{method}]: names a line that {snippet.path.name} doesn't have; {again}"
        )
