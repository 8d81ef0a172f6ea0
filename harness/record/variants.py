"""Which files hold what a snippet printed in different places: as few as can be."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ..snippets import Snippet
from ..transcripts import METHODS, Transcript, Where, texts

Files = dict[Path, tuple[str, ...]]  # lines by file


@dataclass(frozen=True)
class Printed:
    """What a snippet printed in one place, normalised: the lines of a transcript.

    `anyorder` and `system`: as the name of the transcript had it that held there;
    `varies`: whether another run had the lines in another order.
    """

    where: Where
    lines: tuple[str, ...]
    anyorder: bool = False
    system: str | None = None
    varies: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """What it is compared by."""
        return texts(self.lines, self.anyorder)


def fewest_files(snippet: Snippet, printed: list[Printed], offered=METHODS) -> Files:
    """Returns files that give each place what was printed there.

    One start method names the general files; any other gets a file of its own where the
    general one is wrong for it. Newer Pythons add a `since` file where they print
    something else than older ones. `offered`: the start methods of the interpreters;
    if not all of them ran, each file is named by its start method.
    """
    histories: dict[str, list[Printed]] = {}
    for each in sorted(printed, key=lambda each: each.where.version):
        histories.setdefault(each.where.method, []).append(each)
    general = _general(histories) if set(histories) == set(offered) else None
    files: Files = {}
    for method in sorted(histories, key=lambda method: method != general):
        for each in histories[method]:
            if _read(snippet, files, each.where) != each.texts:
                path = _path(snippet, each, histories[method][0], method == general)
                files[path] = each.lines
    return files


def _general(histories: dict[str, list[Printed]]) -> str | None:
    """Returns the start method with which most others agree, on the oldest Python and
    then on all; None if on the oldest no two agree."""
    oldest = Counter(history[0].texts for history in histories.values())
    whole = Counter(_texts(history) for history in histories.values())

    def agreement(method: str) -> tuple[int, int]:
        history = histories[method]
        return oldest[history[0].texts], whole[_texts(history)]

    best = max(histories, key=agreement)
    return best if len(histories) == 1 or agreement(best)[0] > 1 else None


def _texts(history: list[Printed]) -> tuple:
    return tuple(each.texts for each in history)


def _read(snippet: Snippet, files: Files, where: Where) -> tuple[str, ...] | None:
    """Returns what the files so far would give in a place."""
    transcripts = tuple(Transcript.parse(path) for path in files)
    found = Snippet(snippet.folder, snippet.path, transcripts).transcript_for(where)
    if found is None:
        return None
    return Printed(where, files[found.path], found.anyorder).texts


def _path(snippet: Snippet, each: Printed, oldest: Printed, general: bool) -> Path:
    since = _first_version(snippet) if each is oldest else _since(snippet, each.where)
    parts = [
        each.system,
        None if general else each.where.method,
        f"since{'.'.join(map(str, since))}" if since else None,
        "anyorder" if each.anyorder else None,
    ]
    return snippet.path.with_name(
        ".".join([snippet.path.stem, *filter(None, parts), "out"])
    )


def _since(snippet: Snippet, where: Where) -> tuple[int, ...]:
    """Returns the version, or its release by which a file there was named already."""
    version = where.version[:2]
    named = [each.since for each in snippet.transcripts if each.since]
    known = [each for each in named if version <= each <= where.version]
    return max(known, default=version)


def _first_version(snippet: Snippet) -> tuple[int, ...] | None:
    """Returns the Python that the snippet needs, by the transcripts it has."""
    since = [transcript.since for transcript in snippet.transcripts]
    return min(since) if since and all(since) else None
