"""The laboratory, where `make lab` has built it: what the site serves of it."""

import json
import re
from pathlib import Path

from harness.snippets import Snippet, files_of


def is_built(root: Path) -> bool:
    """Whether there is one, below the root of the project; its last file is written when
    all else is there."""
    return (root / "lab/built/machine.json").exists()


def served(root: Path) -> dict[str, Path]:
    """Returns the files that pages load, by their names below the root of the site."""
    own = {f"lab/{each.name}": each for each in (root / "lab/page").iterdir()}
    del own["lab/editor.js"]  # of which the bundle is made
    # A service worker has what is below it.
    own["offline.js"] = own.pop("lab/offline.js")
    built = {f"lab/built/{each.name}": each for each in (root / "lab/built").iterdir()}
    return own | built


def goal_of(name: str) -> str | None:
    """Returns the program that solves an exercise: the one that stands beside the broken
    program of a page of exercises."""
    broken = re.fullmatch(r"(\w+/exercises/\w+)_broken\.py", name)
    return broken and f"{broken[1]}_fixed.py"


def program(snippet: Snippet, goal: Snippet | None) -> str:
    """Returns what a run of a snippet needs, as JSON. `files`: the texts of the program, of
    what it imports, and of its transcripts, by their names. `goal`, of an exercise: the
    `program` that solves it, and its `files`, which tell what an answer has to print."""
    told = {"files": _texts(snippet), "goal": None}
    if goal:
        told["goal"] = {"program": goal.path.name, "files": _texts(goal)}
    return json.dumps(told, ensure_ascii=False)


def _texts(snippet: Snippet) -> dict[str, str]:
    paths = [*files_of(snippet.path), *(each.path for each in snippet.transcripts)]
    return {path.name: path.read_text(encoding="utf-8") for path in paths}
