"""The laboratory, where `make lab` has built it: what the site serves of it."""

import json
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
    built = {f"lab/built/{each.name}": each for each in (root / "lab/built").iterdir()}
    return own | built


def program(snippet: Snippet) -> str:
    """Returns what a run of a snippet needs, as JSON: the texts of the program, of what it
    imports, and of its transcripts, by their names."""
    paths = [*files_of(snippet.path), *(each.path for each in snippet.transcripts)]
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths}
    return json.dumps(texts, ensure_ascii=False)
