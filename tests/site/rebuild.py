"""Builds a project again and again in one process, as `mkdocs serve` does.

    python tests/site/rebuild.py FOLDER     in the project's folder

For each line of the input, a list of edits [path, old, new] as JSON, it makes them, builds
into FOLDER, and prints a line: what was made, the digests of all files by name, and whether
a build that keeps nothing makes the same.
"""

import json
import logging
import sys
from hashlib import sha256
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config


def build_once(folder: Path) -> object:
    """Returns the hooks' state."""
    config = load_config("mkdocs.yml", site_dir=str(folder), strict=True)
    build(config)
    return config.hooks["theme/mkdocs_events.py"].State


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("sitemap")  # has the day
    }


def main(folder: Path) -> None:
    logging.disable(logging.INFO)
    for line in sys.stdin:
        for path, old, new in json.loads(line):
            text = Path(path).read_text("utf-8")
            if old not in text:
                sys.exit(f"{path}: has no {old!r}")
            Path(path).write_text(
                text.replace(old, new, 1), encoding="utf-8", newline="\n"
            )
        state = build_once(folder / "kept")
        made, kept = state.kept.made, state.kept
        state.kept = type(kept)()
        build_once(folder / "fresh")
        state.kept = kept
        found = tree(folder / "kept")
        same = found == tree(folder / "fresh")
        print(json.dumps([made, found, same]), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
