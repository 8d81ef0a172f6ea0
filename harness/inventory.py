"""Tells what is wrong with the files of a folder of snippets, without running any."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from .interpreters import Interpreter
from .snippets import Snippet, discover, record_command
from .trace.events import parse
from .transcripts import (
    METHODS,
    NAME_FORM,
    Transcript,
    Where,
    everywhere,
    length_of_end,
)
from .versions import dotted, supported


def problems(folder: Path, interpreters: Iterable[Interpreter] = ()) -> list[str]:
    """Returns what is wrong with the files below `folder`: a message each, or none.

    interpreters: those whose modules no file may be taken for.
    """
    snippets = discover(folder)
    if not snippets:
        return [f"{folder}: no snippet found; expected <chapter>/<name>.py"]
    found = []
    for path in sorted(folder.rglob("*.out")):
        found += _misnamed(path)
    for path in sorted(folder.rglob("*.py")):
        for each in interpreters:
            if path.stem in each.modules:
                found.append(f"{path}: {each} has a module {path.stem} of its own, and"
                             f" whatever imports it would get this file; rename it (STYLE.md S5)")  # fmt: skip
                break
    for snippet in snippets:
        found += _incomplete(snippet)
        found += _not_broken(snippet, snippets)
    return found


def _misnamed(path: Path) -> list[str]:
    transcript = Transcript.parse(path)
    if transcript is None:
        return [f"{path}: not a name of a transcript; expected {NAME_FORM};"
                " rename it (STYLE.md T2)"]  # fmt: skip
    program = path.with_name(f"{transcript.stem}.py")
    if not program.exists():
        return [f"{path}: a transcript nobody uses: there is no {program.name}"
                f" beside it; rename or delete it:  git rm {path}"]  # fmt: skip
    return []


def _incomplete(snippet: Snippet) -> list[str]:
    record = record_command(snippet)
    if not snippet.transcripts:
        return [f"{snippet.path}: has no transcript; write it with:  {record}"]
    places = everywhere(snippet.transcripts)
    used = {snippet.transcript_for(where) for where in places}
    outlived = {each: name for each in used if each and (name := _without_since(each))}
    found = []
    for transcript in snippet.transcripts:
        path = transcript.path
        if path in outlived.values():
            continue  # the one that takes its name says so
        if reason := _not_a_release(transcript):
            found.append(f"{path}: {reason}; rename it, or delete it:  git rm {path}")
        elif transcript not in used:
            found.append(
                f"{path}: a transcript nobody uses: wherever it holds, a more specific"
                f" or equal one does, or no supported Python does; delete it:"
                f"  git rm {path}  (STYLE.md T3)"
            )
        elif name := outlived.get(transcript):
            force = " -f" * name.exists()
            found.append(
                f"{path}: holds for every supported Python, so its name needs no"
                f" `since`; rename it:  git mv{force} {path} {name}  (STYLE.md T3)"
            )
        else:
            if not transcript.lines:
                found.append(f"{path}: is empty; write it with:  {record}")
            elif amiss := transcript.amiss:
                found.append(f"{path}: {amiss}; write it again with:  {record}")
            found += _overrides_nothing(snippet, transcript, places)
    return found + _equal_for_all_methods(snippet) + _outdated_trace(snippet)


def _not_broken(snippet: Snippet, snippets: list[Snippet]) -> list[str]:
    """`x_broken` ends with an error, hangs, or prints something else than `x_fixed`,
    somewhere."""
    start = snippet.slug.removesuffix("_broken")
    if start == snippet.slug or not snippet.transcripts:
        return []
    fixed = [each for each in snippets if each.slug.startswith(f"{start}_fixed")]
    for where in everywhere(snippet.transcripts):
        if (broken := snippet.transcript_for(where)) is None:
            continue
        right = [own.lines[1:] for each in fixed if (own := each.transcript_for(where))]
        if length_of_end(broken.lines) or broken.lines[1:] not in right:
            return []
    names = ", ".join(each.path.name for each in fixed)
    return [f"{snippet.path}: isn't broken: under each start method it prints what {names}"
            f" prints; let it fail, or drop `_broken` from its name (STYLE.md S5)"]  # fmt: skip


def _without_since(transcript: Transcript) -> Path | None:
    """Returns the name without `since`, if every supported Python fulfils it."""
    versions = supported()["PyPy" if transcript.pypy else "CPython"]
    if transcript.since is None or transcript.since > versions[0]:
        return None
    path = transcript.path
    return path.with_name(path.name.replace(f".since{dotted(transcript.since)}", ""))


def _not_a_release(transcript: Transcript) -> str:
    """Says why there can be no such release, or none that is supported yet."""
    if (since := transcript.since) is None:
        return ""
    newest = supported()["CPython"][-1]
    if since[:2] > newest:
        return f"Python {dotted(since)} isn't supported, {dotted(newest)} is the newest"
    # Each version begins in an October, and has a release a month, seldom two.
    months = 12 * (date.today().year - 2011 - since[1]) + date.today().month - 9
    if since[2:] > (2 * months,):
        return f"there can be no Python {dotted(since)} yet"
    return ""


def _outdated_trace(snippet: Snippet) -> list[str]:
    """A trace, like a transcript, is of a Python that is supported."""
    path = snippet.path.with_suffix(".trace")
    versions = set(map(dotted, supported()["CPython"]))
    try:
        traces = parse(path)
    except ValueError as error:
        return [str(error)]
    return [
        f"{path}: [{each.method}] was recorded with {each.interpreter}, which isn't"
        f" supported; write it again with:  {record_command(snippet)}"
        for each in traces.values()
        if each.interpreter.split()[1] not in versions
    ]


def _overrides_nothing(
    snippet: Snippet, transcript: Transcript, places: list[Where]
) -> list[str]:
    """A variant must say something else than the file that holds without it."""
    others = tuple(each for each in snippet.transcripts if each != transcript)
    without = Snippet(snippet.folder, snippet.path, others)
    overridden = {
        without.transcript_for(where)
        for where in places
        if snippet.transcript_for(where) == transcript
    }
    if len(overridden) != 1 or (other := overridden.pop()) is None:
        return []
    if transcript.anyorder != other.anyorder or transcript.texts != other.texts:
        return []
    return [f"{transcript.path}: a variant equal to {other.path.name}, which it"
            f" overrides; delete it:  git rm {transcript.path}  (STYLE.md T3)"]  # fmt: skip


def _equal_for_all_methods(snippet: Snippet) -> list[str]:
    """Three files, one for each start method, that say the same should be one."""
    cases = defaultdict(list)
    for transcript in snippet.transcripts:
        if transcript.method:
            case = (
                transcript.system,
                transcript.pypy,
                transcript.since,
                transcript.anyorder,
            )
            cases[case].append(transcript)
    return [
        f"{same[0].path}: the same under every start method; keep one of the three and"
        f" take the start method out of its name (STYLE.md T3)"
        for same in cases.values()
        if len(same) == len(METHODS)
        and all(each.texts == same[0].texts for each in same)
    ]
