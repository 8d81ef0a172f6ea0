"""Snippets, their transcripts, and which transcript holds where.

The name of a transcript says where it holds:

    <snippet>[.<system>][.<start method>][.since<version>][.anyorder].out
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path

METHODS = ("fork", "spawn", "forkserver")
VERSIONS = ((3, 11), (3, 12), (3, 13), (3, 14), (3, 15))  # supported, oldest first

# What a system part of a file name stands for, the least specific first.
SYSTEMS = {
    "posix": {"linux", "macos"},
    "linux": {"linux"},
    "macos": {"macos"},
    "windows": {"windows"},
}

NAME = re.compile(
    r"(?P<stem>[A-Za-z]\w*)"
    rf"(\.(?P<system>{'|'.join(SYSTEMS)}))?"
    rf"(\.(?P<method>{'|'.join(METHODS)}))?"
    r"(\.since(?P<since>\d+\.\d+))?"
    r"(?P<anyorder>\.anyorder)?"
    r"\.out"
)
NAME_FORM = (
    "<snippet>[.posix|.linux|.macos|.windows][.fork|.spawn|.forkserver]"
    "[.since3.14][.anyorder].out"
)


@dataclass(frozen=True)
class Where:
    """Where a snippet runs: one start method, one Python, one system."""

    method: str
    version: tuple[int, int]
    system: str  # "linux", "macos" or "windows"


def everywhere() -> list[Where]:
    """Returns each supported `Where`; Windows knows spawn alone."""
    return [
        Where(method, version, system)
        for system, version, method in product(
            ("linux", "macos", "windows"), VERSIONS, METHODS
        )
        if system != "windows" or method == "spawn"
    ]


@dataclass(frozen=True)
class Transcript:
    """One `.out` file and the conditions that its name states (None: any)."""

    path: Path
    stem: str
    system: str | None = None
    method: str | None = None
    since: tuple[int, int] | None = None
    anyorder: bool = False

    @classmethod
    def parse(cls, path: Path) -> "Transcript | None":
        """Reads the conditions out of a file name; None if it is not of the form."""
        match = NAME.fullmatch(path.name)
        if not match:
            return None
        part = match.groupdict()
        since = part["since"] and tuple(map(int, part["since"].split(".")))
        return cls(
            path,
            part["stem"],
            part["system"],
            part["method"],
            since or None,
            bool(part["anyorder"]),
        )

    def holds(self, where: Where) -> bool:
        return (
            (self.system is None or where.system in SYSTEMS[self.system])
            and (self.method is None or self.method == where.method)
            and (self.since is None or self.since <= where.version)
        )

    @property
    def rank(self) -> tuple:
        """Sorts the more specific after the less: system, start method, version."""
        system = list(SYSTEMS).index(self.system) + 1 if self.system else 0
        return system, self.method is not None, self.since or (0, 0)

    @property
    def lines(self) -> list[str]:
        """The file's lines without their line ends; a UTF-8 text."""
        return self.path.read_text(encoding="utf-8").splitlines()


@dataclass(frozen=True)
class Snippet:
    """A program and its transcripts."""

    folder: Path  # the folder of all snippets
    path: Path
    transcripts: tuple[Transcript, ...]

    @cached_property
    def slug(self) -> str:
        """`process/exitcode`, as in the URL and in `make record ONLY=`."""
        return self.path.relative_to(self.folder).with_suffix("").as_posix()

    def transcript_for(self, where: Where) -> Transcript | None:
        """Returns the most specific transcript; None: it doesn't run there."""
        holding = [each for each in self.transcripts if each.holds(where)]
        return max(holding, key=lambda each: each.rank, default=None)


def discover(folder: Path, *, only: str = "") -> list[Snippet]:
    """Returns the snippets below `folder`, sorted by path.

    `only`: the slug of a snippet or of a chapter; the rest is left out.
    A file whose name begins with `_` is imported by snippets and is none itself.
    """
    snippets = []
    for path in sorted(folder.rglob("*.py")):
        if path.name.startswith("_"):
            continue
        transcripts = [
            transcript
            for out in sorted(path.parent.glob(f"{path.stem}.*out"))
            if (transcript := Transcript.parse(out)) and transcript.stem == path.stem
        ]
        snippets.append(Snippet(folder, path, tuple(transcripts)))
    return [s for s in snippets if not only or f"{s.slug}/".startswith(f"{only}/")]


def problems(folder: Path) -> list[str]:
    """Returns what is wrong with the files below `folder`: a message each, or none."""
    snippets = discover(folder)
    if not snippets:
        return [f"{folder}: no snippet found; expected <chapter>/<name>.py"]
    found = []
    for path in sorted(folder.rglob("*.out")):
        found += _misnamed(path)
    for snippet in snippets:
        found += _incomplete(snippet)
    return found


def _misnamed(path: Path) -> list[str]:
    transcript = Transcript.parse(path)
    if transcript is None:
        return [f"{path}: not a name of a transcript; expected {NAME_FORM}; rename it"]
    program = path.with_name(f"{transcript.stem}.py")
    if not program.exists():
        return [f"{path}: a transcript nobody uses: there is no {program.name}"
                f" beside it; rename or delete it:  git rm {path}"]  # fmt: skip
    return []


def _incomplete(snippet: Snippet) -> list[str]:
    record = f"make record ONLY={snippet.slug}"
    if not snippet.transcripts:
        return [f"{snippet.path}: has no transcript; write it with:  {record}"]
    chosen = {where: snippet.transcript_for(where) for where in everywhere()}
    found = []
    for transcript in snippet.transcripts:
        path = transcript.path
        if transcript not in chosen.values():
            found.append(
                f"{path}: a transcript nobody uses: wherever it holds, a more specific"
                f" or equal one does, or no supported Python does; delete it:  git rm {path}"
            )
        elif not transcript.lines:
            found.append(f"{path}: is empty; write it with:  {record}")
        found += _overrides_nothing(snippet, transcript)
    return found


def _overrides_nothing(snippet: Snippet, transcript: Transcript) -> list[str]:
    """A variant must say something else than the file that holds without it."""
    from .normalise import normalise

    others = tuple(each for each in snippet.transcripts if each != transcript)
    without = Snippet(snippet.folder, snippet.path, others)
    overridden = {
        without.transcript_for(where)
        for where in everywhere()
        if snippet.transcript_for(where) == transcript
    }
    if len(overridden) != 1 or (other := overridden.pop()) is None:
        return []
    if transcript.anyorder != other.anyorder:
        return []
    same = [line.text for line in normalise(transcript.lines)] == [
        line.text for line in normalise(other.lines)
    ]
    if not same:
        return []
    return [f"{transcript.path}: a variant equal to {other.path.name}, which it"
            f" overrides; delete it:  git rm {transcript.path}"]  # fmt: skip
