"""What a test run found, kept for the site: one JSON file for each interpreter.

{"interpreter": "CPython 3.13.1 (free-threaded)", "build": "free-threaded",
 "system": "linux", "machine": "x86_64", "date": "2026-11-23",
 "cells": [{"snippet": "process/exitcode", "method": "spawn", "outcome": "passed",
            "seconds": 0.21, "digest": "…"}]}
"""

import hashlib
import json
from datetime import date
from pathlib import Path

from ..interpreters import Interpreter
from ..snippets import Snippet, files_of
from ..transcripts import Transcript

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


def row(
    snippet: Snippet, method: str, outcome: str, seconds: float, digest: str
) -> dict:
    """Returns a cell's entry; `outcome` is "passed" or "failed"."""
    return {
        "snippet": snippet.slug,
        "method": method,
        "outcome": outcome,
        "seconds": round(seconds, 3),
        "digest": digest,
    }


def write(interpreter: Interpreter, rows: list[dict], folder: Path = FOLDER) -> Path:
    """Writes the results of one interpreter and returns the file."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{interpreter.name}.json"
    content = {
        "interpreter": str(interpreter),
        "build": interpreter.build,
        "system": interpreter.system,
        "machine": interpreter.machine,
        "date": date.today().isoformat(),
        "cells": rows,
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return path


def read(folder: Path = FOLDER) -> list[dict]:
    """Returns the contents of all result files in `folder`, by name; ValueError if one
    isn't JSON."""
    found = []
    for path in sorted(folder.glob("**/*.json")):
        try:
            found.append(json.loads(path.read_text(encoding="utf-8")))
        except ValueError as error:
            raise ValueError(
                f"{path}: not JSON ({error}); delete it, then write the results again:"
                f"  make test"
            ) from None
    return found
