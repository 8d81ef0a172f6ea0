"""Snippets, their transcripts, and which transcript holds where.

The name of a transcript says where it holds:

    <snippet>[.<system>][.<start method>][.pypy][.since<version>][.anyorder].out
"""

import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from pathlib import Path

from .normalise import PID, Line, normalise, renumber_pids, split_lines

SNIPPETS = Path("snippets")
STATUS = "$ echo $?"
STILL_RUNNING = "[still running after {} s]"
STILL = re.compile(re.escape(STILL_RUNNING).replace(r"\{\}", r"(\d+(?:\.\d+)?)"))
METHODS = ("fork", "spawn", "forkserver")
VERSIONS = ((3, 11), (3, 12), (3, 13), (3, 14), (3, 15))  # supported, oldest first
FIXES = ((3, 11, 5), (3, 13, 8))  # releases from which a version prints otherwise
RELEASES = tuple(sorted(VERSIONS + FIXES))  # where (3, 13) is 3.13.0
SUPPORTED = {
    "CPython": RELEASES,
    "PyPy": tuple(each for each in RELEASES if each[:2] == (3, 11)),
}

# What a system part of a file name stands for, the least specific first.
SYSTEMS = {
    "posix": {"linux", "macos"},
    "linux": {"linux"},
    "macos": {"macos"},
    "windows": {"windows"},
}

NAME = re.compile(
    r"(?P<stem>[^._][^.]*)"
    rf"(\.(?P<system>{'|'.join(SYSTEMS)}))?"
    rf"(\.(?P<method>{'|'.join(METHODS)}))?"
    r"(?P<pypy>\.pypy)?"
    r"(\.since(?P<since>\d+\.\d+(\.\d+)?))?"
    r"(?P<anyorder>\.anyorder)?"
    r"\.out"
)
NAME_FORM = (
    "<snippet>[.posix|.linux|.macos|.windows][.fork|.spawn|.forkserver]"
    "[.pypy][.since3.14][.anyorder].out"
)


@dataclass(frozen=True)
class Where:
    """Where a snippet runs: one start method, one Python, one system."""

    method: str
    version: tuple[int, ...]  # (3, 13) is the same as (3, 13, 0)
    system: str  # "linux", "macos" or "windows"
    implementation: str = "CPython"


def everywhere() -> list[Where]:
    """Returns each supported `Where`; Windows knows spawn alone."""
    return [
        Where(method, version, system, implementation)
        for implementation, versions in SUPPORTED.items()
        for system, version, method in product(
            ("linux", "macos", "windows"), versions, METHODS
        )
        if system != "windows" or method == "spawn"
    ]


def newest() -> list[Where]:
    """Returns the `Where`s that pages show: of each version the newest release."""
    outdated = {old for old, new in pairwise(RELEASES) if old[:2] == new[:2]}
    return [where for where in everywhere() if where.version not in outdated]


@dataclass(frozen=True)
class Transcript:
    """One `.out` file and the conditions that its name states (None: any)."""

    path: Path
    stem: str
    system: str | None = None
    method: str | None = None
    pypy: bool = False
    since: tuple[int, ...] | None = None
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
            bool(part["pypy"]),
            since or None,
            bool(part["anyorder"]),
        )

    def holds(self, where: Where) -> bool:
        return (
            (self.system is None or where.system in SYSTEMS[self.system])
            and (self.method is None or self.method == where.method)
            and (not self.pypy or where.implementation == "PyPy")
            and (self.since is None or self.since <= where.version)
        )

    @property
    def rank(self) -> tuple:
        """Sorts the more specific after the less, by the parts of the name in order."""
        system = list(SYSTEMS).index(self.system) + 1 if self.system else 0
        return system, self.method is not None, self.pypy, self.since or (0, 0)

    @property
    def text(self) -> str:
        """The file as it is, a UTF-8 text."""
        return self.path.read_text(encoding="utf-8")

    @property
    def lines(self) -> list[str]:
        """The file's lines without their line ends."""
        return split_lines(self.text)

    @property
    def texts(self) -> tuple[str, ...]:
        """What two transcripts are compared by."""
        return texts(self.lines, self.anyorder)

    @property
    def is_normalised(self) -> bool:
        """Whether the file holds what normalise() leaves, and a line end after each."""
        lines = [f"{line.text}\n" for line in normalise(self.lines)]
        return "".join(lines) == self.text


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
    transcripts = defaultdict(list)
    for path in sorted(folder.rglob("*.out")):
        if transcript := Transcript.parse(path):
            transcripts[path.with_name(f"{transcript.stem}.py")].append(transcript)
    snippets = [
        Snippet(folder, path, tuple(transcripts[path]))
        for path in sorted(folder.rglob("*.py"))
        if not path.name.startswith("_")
    ]
    return [s for s in snippets if not only or f"{s.slug}/".startswith(f"{only}/")]


def choose(folder: Path, slugs: list[str]) -> list[Snippet]:
    """Returns the snippets of these slugs or chapters, `process/exitcode.py` too; all
    if there is no slug. ValueError: one names nothing."""
    snippets = []
    for slug in slugs or [""]:
        found = discover(folder, only=slug.removesuffix(".py"))
        if not found:
            raise ValueError(
                f"no snippet {folder}/{slug}.py; expected such as process/exitcode"
            )
        snippets += found
    return snippets


def comparable(lines: list[str], anyorder: bool) -> list[Line]:
    """Returns the normalised lines of a transcript; where any order is right, sorted
    between the command and the status."""
    numbered = normalise(lines)
    if not anyorder:
        return numbered
    end = len(lines) - length_of_end(lines)
    head = [line for line in numbered if line.number == 1]
    tail = [line for line in numbered if line.number > end]
    body = [line for line in numbered if 1 < line.number <= end]
    return renumber_pids([*head, *_sorted(body), *tail])


def texts(lines: Iterable[str], anyorder: bool) -> tuple[str, ...]:
    """Returns what the lines of a transcript are compared by."""
    return tuple(line.text for line in comparable(list(lines), anyorder))


def length_of_end(lines: list[str]) -> int:
    """Returns how many lines at the end say how the program ended: 0, 1 or 2."""
    if len(lines) >= 2 and lines[-2] == STATUS:
        return 2
    return int(bool(lines) and bool(STILL.fullmatch(lines[-1])))


def _sorted(lines: list[Line]) -> list[Line]:
    """Sorts by all but the pids; of lines that are equal so far, by what else is said
    of their pids. So the numbers that follow don't depend on the order either."""
    said = defaultdict(list)
    for line in lines:
        for match in PID.finditer(line.text):
            said[match[2]].append(PID.sub(r"\1", line.text))

    def key(line: Line) -> tuple:
        pids = [sorted(said[match[2]]) for match in PID.finditer(line.text)]
        return PID.sub(r"\1", line.text), pids

    return sorted(lines, key=key)


def record_command(snippet: Snippet, python: str = sys.executable) -> str:
    """Returns what to type on this system to record a snippet with `python`."""
    return command("record", snippet, python)


def command(
    verb: str, snippet: Snippet, python: str, options: Iterable[str] = (), n: int = 0
) -> str:
    """Returns what to type on this system to do something with one snippet.

    verb: of make, and the module's name; options: the module's own, besides those that
    follow from the snippet and the interpreter; n: how often, as `make chaos N=`.
    """
    options = [*options]
    if snippet.folder != SNIPPETS:
        options += ["--snippets", str(snippet.folder)]
    if python != sys.executable:
        options += ["--python", python]
    if os.name == "nt":
        program = rf".venv\Scripts\python -m tests.harness.{verb}"
        return " ".join([program, *([str(n)] if n else []), snippet.slug, *options])
    often = f" N={n}" if n else ""
    arguments = f' ARGS="{" ".join(options)}"' if options else ""
    return f"make {verb}{often} ONLY={snippet.slug}{arguments}"


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
    chosen = {where: snippet.transcript_for(where) for where in everywhere()}
    found = []
    for transcript in snippet.transcripts:
        path = transcript.path
        if transcript not in chosen.values():
            found.append(
                f"{path}: a transcript nobody uses: wherever it holds, a more specific"
                f" or equal one does, or no supported Python does; delete it:"
                f"  git rm {path}  (STYLE.md T3)"
            )
        elif not transcript.lines:
            found.append(f"{path}: is empty; write it with:  {record}")
        elif not transcript.is_normalised:
            found.append(f"{path}: {_first_not_normalised(transcript)};"
                         f" write it again with:  {record}")  # fmt: skip
        found += _overrides_nothing(snippet, transcript)
    return found + _equal_for_all_methods(snippet)


def _first_not_normalised(transcript: Transcript) -> str:
    """Names the first line that isn't what normalise() makes of it."""
    after = {line.number: line.text for line in normalise(transcript.lines)}
    for number, line in enumerate(transcript.lines, start=1):
        if line != (expected := after.get(number)):
            return f"line {number} isn't normalised: {line!r}, expected {expected!r}"
    return "its last line has no end"


def _overrides_nothing(snippet: Snippet, transcript: Transcript) -> list[str]:
    """A variant must say something else than the file that holds without it."""
    others = tuple(each for each in snippet.transcripts if each != transcript)
    without = Snippet(snippet.folder, snippet.path, others)
    overridden = {
        without.transcript_for(where)
        for where in everywhere()
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
