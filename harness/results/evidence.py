"""Evidence: the last whole verification, kept in the repository.

    python -m harness evidence FOLDER

takes the results files that CI gathered in a folder into snippets/verified.json, as
`make pythons` does with its own. The file has a line for each interpreter and one for
each transcript, with the digest that all cells rest on but those that are named:

{
"interpreters": [
{"interpreter": "CPython 3.13.1", "build": "", "system": "linux", "machine": "x86_64",
 "date": "2026-11-23", "methods": ["fork", "spawn", "forkserver"],
 "failed": ["process/exitcode/values.py-spawn"], "unverified": ["process/pid/pid"],
 "characters": {"printed": 78291, "library frames": 29229}}
],
"transcripts": {
"process/exitcode/values.out": "…"
}
}
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from ..interpreters import SYSTEM_NAMES
from ..snippets import SNIPPETS, Snippet, discover
from ..transcripts import METHODS, Transcript, Where
from . import files
from .judge import FAILED, PASSED, UNVERIFIED, Report, judge, numbers, split_name

EVIDENCE = files.FOLDER.with_name("snippets") / "verified.json"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m harness evidence",
        description="Takes results files into the repository's evidence.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="one with .json files, such as results")  # fmt: skip
    try:
        contents = files.read(parser.parse_args(arguments).folder)
        for line in write(contents, discover(SNIPPETS), EVIDENCE):
            print(line)
    except ValueError as error:
        parser.error(str(error))
    return 0


def write(contents: list[dict], known: list[Snippet], path: Path) -> list[str]:
    """Adds the contents of results files to the evidence, less what doesn't speak of the
    `known` snippets as they are. Returns in lines what it holds now."""
    reports = judge([*read(path), *contents], known)
    path.write_text(render(reports, known), encoding="utf-8", newline="\n")
    return [f"==> {path} holds now:"] + [
        f"    {each.implementation} {each.release} {each.build}".rstrip()
        + f" on {SYSTEM_NAMES[each.system]} {each.machine}: {each.counts[PASSED]} cells"
        f" passed, {each.counts[FAILED]} failed, {each.counts[UNVERIFIED]} not verified"
        for each in reports
    ]


def render(reports: list[Report], known: list[Snippet]) -> str:
    """Returns the text of the file."""
    interpreters = [json.dumps(_entry(each)) for each in reports]
    transcripts = [
        f'"{transcript.path.relative_to(snippet.folder).as_posix()}": "{digest}"'
        for snippet in known
        for transcript, digest in files.digests([snippet]).items()
    ]
    blocks = ",\n".join(interpreters), ",\n".join(transcripts)
    return '{{\n"interpreters": [\n{}\n],\n"transcripts": {{\n{}\n}}\n}}\n'.format(
        *blocks
    )


def _entry(report: Report) -> dict:
    build = f" ({report.build})" if report.build else ""
    ran = {method for own in report.verdicts.values() for method in own}
    return {
        "interpreter": f"{report.implementation} {report.release}{build}",
        "build": report.build,
        "system": report.system,
        "machine": report.machine,
        "date": report.date,
        "methods": [method for method in METHODS if method in ran],
        "failed": _cells(report, FAILED),
        "unverified": _cells(report, UNVERIFIED),
        "characters": report.characters,
    }


def _cells(report: Report, state: str) -> list[str]:
    """Returns the cells of this state; a snippet, where all of its cells are."""
    found = []
    for slug, own in report.verdicts.items():
        methods = [method for method in own if own[method].state == state]
        if methods and len(methods) == len(own):
            found.append(slug)
        else:
            found += [f"{slug}.py-{method}" for method in methods]
    return found


def read(path: Path = EVIDENCE) -> list[dict]:
    """Returns the evidence in the form of results files, without seconds; nothing if
    there is none. ValueError: the file is damaged."""
    if not path.exists():
        return []
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        snippets = _snippets(stored["transcripts"])
        return [
            {**entry, "cells": _rows(entry, snippets, stored["transcripts"])}
            for entry in stored["interpreters"]
        ]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{path}: damaged ({error!r}); take the last one back:  git checkout {path}"
            f"  or delete it, then write it again:  make pythons"
        ) from error


def _snippets(names: dict[str, str]) -> list[Snippet]:
    """Returns the snippets that had transcripts of these names."""
    found = defaultdict(list)
    for name in names:
        transcript = Transcript.parse(Path(name))
        found[Path(name).with_name(f"{transcript.stem}.py")].append(transcript)
    return [Snippet(Path(), path, tuple(each)) for path, each in found.items()]


def _rows(entry: dict, snippets: list[Snippet], digests: dict[str, str]) -> list[dict]:
    """Returns the cells of an interpreter."""
    implementation, release = split_name(entry)
    version = tuple(numbers(release)[:3])
    rows = []
    for snippet in snippets:
        for method in entry["methods"]:
            where = Where(method, version, entry["system"], implementation)
            transcript = snippet.transcript_for(where)
            names = {snippet.slug, f"{snippet.slug}.py-{method}"}
            if transcript and not names & set(entry["unverified"]):
                rows.append(
                    {
                        "snippet": snippet.slug,
                        "method": method,
                        "outcome": FAILED if names & set(entry["failed"]) else PASSED,
                        "seconds": None,
                        "digest": digests[transcript.path.as_posix()],
                    }
                )
    return rows
