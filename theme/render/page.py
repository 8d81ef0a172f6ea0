"""What the renderers know of the build and of the page that they work for."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

from harness.results.judge import Report, covered, judge
from harness.snippets import Snippet, discover
from harness.transcripts import Transcript

from .kept import digest, digest_of
from .places import Places
from .words import Words, words


class Fault(ValueError):
    """What is wrong with a page's Markdown; `offset`: where, in characters."""

    def __init__(self, message: str, offset: int):
        super().__init__(message)
        self.offset = offset


def files_below(folder: Path) -> list[Path]:
    """Returns the programs below a folder, and what belongs to them."""
    kinds = ("*.py", "*.out", "*.trace")
    return [path for kind in kinds for path in folder.rglob(kind)]


@dataclass(frozen=True)
class Site:
    """What a build shows, the same in both languages.

    folder: of the snippets; results: the contents of results files; found: their digest.
    """

    folder: Path
    results: list[dict]
    found: str = ""
    shown: dict = field(default_factory=dict)  # by slug and language: listing.shown_of

    @cached_property
    def snippets(self) -> dict[str, Snippet]:
        """All snippets by name, `process/exitcode/values.py`."""
        return {f"{each.slug}.py": each for each in discover(self.folder)}

    @cached_property
    def reports(self) -> list[Report]:
        """What test runs found about these files, in the order of the pages."""
        return judge(self.results, list(self.snippets.values()))

    @cached_property
    def files(self) -> dict[str, list[Path]]:
        """The files of each program below the folder: itself, transcripts, trace."""
        own = defaultdict(list)
        for path in files_below(self.folder):
            stem = path.name.partition(".")[0]
            own[path.with_name(f"{stem}.py").relative_to(self.folder).as_posix()] += [
                path
            ]
        return own

    @cached_property
    def heads(self) -> list[tuple]:
        """What all results say of their interpreters."""
        return [(*each.rank, each.date) for each in self.reports]

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of all that pages show of each program, by name."""
        said = digest(self.found, self.heads)
        return {name: digest(digest_of(own), said) for name, own in self.files.items()}

    @cached_property
    def covered(self) -> set[Transcript]:
        """The transcripts that were run."""
        return covered(self.reports)


@dataclass(frozen=True)
class Page:
    """A page in the making.

    root: the way to the root of the whole site, `../../`; runs: the way to the folder of
    the pages of runs; matrix: the way to the verification matrix, which `lists_all`.
    """

    site: Site
    language: str
    root: str
    runs: str
    matrix: str
    lists_all: bool = False  # in the verification matrix
    places: Places = field(default_factory=Places)
    listed: list[str] = field(default_factory=list)  # programs, in their order
    tabs: Iterator[int] = field(default_factory=lambda: count(1))  # numbers, for ids

    @property
    def text(self) -> Words:
        return words(self.language)
