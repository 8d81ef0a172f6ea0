"""What test runs found about the files that this build shows. For the other hooks."""

import os
import sys
from functools import cache
from pathlib import Path

from mkdocs.exceptions import PluginError

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
from harness.results import files  # noqa: E402
from harness.results.judge import (  # noqa: E402, F401
    FAILED,
    PASSED,
    UNVERIFIED,
    Report,
    judge,
)
from harness.snippets import Snippet, discover  # noqa: E402
from harness.transcripts import METHODS  # noqa: E402, F401

FOLDER = ROOT / "snippets"


@cache
def snippets() -> dict[Path, Snippet]:
    """Returns all snippets by their paths."""
    return {each.path: each for each in discover(FOLDER)}


def runs(config) -> list[Report]:
    """Returns the reports that the build was given: the folder is RESULTS or results/."""
    name = str(config.extra["results"] or "results")
    folder = Path(config.config_file_path).parent / name
    if os.environ.get("RESULTS") and not folder.is_dir():
        raise PluginError(
            f"RESULTS={name}: there is no such folder; expected one of .json files from"
            " a test run; leave RESULTS out to use results/"
        )
    return _runs(folder)


@cache
def _runs(folder: Path) -> list[Report]:
    return judge(read(folder), list(snippets().values()))


def forget() -> None:
    """Makes the next build read everything again."""
    snippets.cache_clear()
    _runs.cache_clear()


def read(folder: Path) -> list[dict]:
    """Returns the contents of all results files; a PluginError if one isn't JSON."""
    try:
        return files.read(folder)
    except ValueError as error:
        raise PluginError(
            f"{folder}: a file there isn't JSON ({error}); delete the folder, then write"
            " the results again:  make test"
        ) from error
