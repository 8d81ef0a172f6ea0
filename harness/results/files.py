"""What a test run found, kept for the site: one JSON file for each interpreter.

{"interpreter": "CPython 3.13.1 (free-threaded)", "build": "free-threaded",
 "system": "linux", "machine": "x86_64", "date": "2026-11-23",
 "characters": {"printed": 78291, "library frames": 29229},
 "cells": [{"snippet": "process/exitcode/values", "method": "spawn",
            "outcome": "passed", "seconds": 0.21, "digest": "…",
            "characters": {"printed": 412, "library frames": 63}}]}
"""

import hashlib
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..interpreters import Interpreter
from ..run.outcome import Outcome
from ..snippets import Snippet, files_of
from ..transcripts import Transcript

if TYPE_CHECKING:  # the site's build reads results, and never runs a cell
    from ..cell import Cell

FOLDER = Path(__file__).parents[2] / "results"


def digests(snippets: list[Snippet]) -> dict[Transcript, str]:
    """Returns for each transcript a hash of all that a cell's outcome rests on: the
    program, the modules beside it and the transcript. A result with another digest
    speaks of other files."""
    return {
        transcript: _hashed([*files_of(snippet.path), transcript.path])
        for snippet in snippets
        for transcript in snippet.transcripts
    }


def _hashed(paths: list[Path]) -> str:
    """Returns the beginning of a hash of names and contents."""
    hashed = hashlib.sha256()
    for path in paths:
        hashed.update(
            path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n")
        )
    return hashed.hexdigest()[:16]


def row(cell: "Cell", outcome: Outcome, passed: bool, digest: str) -> dict:
    """Returns a cell's entry."""
    characters = outcome.characters(cell.snippet.path.name, cell.transcript.anyorder)
    return {
        "snippet": cell.snippet.slug,
        "method": cell.method,
        "outcome": "passed" if passed else "failed",
        "seconds": round(outcome.seconds, 3),
        "digest": digest,
        "characters": dict(characters),
    }


def path_of(interpreter: Interpreter, folder: Path = FOLDER) -> Path:
    return folder / f"{interpreter.name}.json"


def write(interpreter: Interpreter, rows: list[dict], folder: Path = FOLDER) -> Path:
    """Writes the results of one interpreter and returns the file."""
    folder.mkdir(exist_ok=True)
    path = path_of(interpreter, folder)
    text = json.dumps(content(interpreter, rows), indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def content(interpreter: Interpreter, rows: list[dict]) -> dict:
    """Returns what a results file holds."""
    return {
        "interpreter": str(interpreter),
        "build": interpreter.build,
        "system": interpreter.system,
        "machine": interpreter.machine,
        "date": date.today().isoformat(),
        "characters": sum(
            (Counter(each.get("characters")) for each in rows), Counter()
        ),
        "cells": rows,
    }


def read(folder: Path = FOLDER) -> list[dict]:
    """Returns the contents of all result files in `folder`, by name; ValueError names
    one that isn't JSON."""
    return [read_one(path) for path in sorted(folder.glob("**/*.json"))]


def read_one(path: Path) -> dict:
    """Returns the contents of one."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(
            f"{path}: isn't JSON ({error}); delete it, then write the results again:"
            f"  make test"
        ) from error
