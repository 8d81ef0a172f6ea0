"""Snippets: which there are, how one is chosen, and what to type about one."""

import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePosixPath

from .transcripts import Transcript, Where, newest

SNIPPETS = Path("snippets")


@dataclass(frozen=True)
class Snippet:
    """A program and its transcripts."""

    folder: Path  # the folder of all snippets
    path: Path
    transcripts: tuple[Transcript, ...]

    @cached_property
    def slug(self) -> str:
        """`process/exitcode/values`, as in `make record ONLY=`."""
        return self.path.relative_to(self.folder).with_suffix("").as_posix()

    @cached_property
    def own_methods(self) -> list[str]:
        """The start methods that the program names itself, whatever the default is."""
        text = self.path.read_text(encoding="utf-8")
        return re.findall(r'(?:get_context|set_start_method)\("(\w+)"', text)

    @cached_property
    def holding(self) -> dict[Where, Transcript]:
        """The transcript of each `Where` in which the snippet runs, as far as pages show it:
        a release that was mended since is left to the text."""
        return {
            where: transcript
            for where in newest(self.transcripts)
            if (transcript := self.transcript_for(where))
        }

    def transcript_for(self, where: Where) -> Transcript | None:
        """Returns the most specific transcript; None: it doesn't run there."""
        holding = [each for each in self.transcripts if each.holds(where)]
        return max(holding, key=lambda each: each.rank, default=None)


def discover(folder: Path, *, only: str = "") -> list[Snippet]:
    """Returns the snippets below `folder`, sorted by path.

    `only`: the slug of a snippet, a page or a chapter; the rest is left out.
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
    """Returns the snippets of these slugs, pages or chapters; all if there is no slug.
    `process/exitcode/values.py` will do, too. ValueError: one names nothing."""
    snippets = []
    for slug in slugs or [""]:
        found = discover(folder, only=slug.removesuffix(".py"))
        if not found:
            raise ValueError(
                f"no snippet, page or chapter {slug} in {folder};"
                f" the nearest: {_nearest(folder, slug)}"
            )
        snippets += found
    return list(dict.fromkeys(snippets))  # a page and its chapter: each once


def _nearest(folder: Path, slug: str) -> str:
    """Returns the slugs there that look most like this one, or the first of all."""
    known = set()
    for snippet in discover(folder):
        path = PurePosixPath(snippet.slug)
        known |= {snippet.slug, *map(str, path.parents[:-1])}
    return ", ".join(get_close_matches(slug, known) or sorted(known)[:1]) or "none"


def files_of(snippet: Path) -> list[Path]:
    """Returns what a run needs: the program, and its page's modules, named `_*.py`."""
    return [snippet, *sorted(snippet.parent.glob("_*.py"))]


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
        program = rf".venv\Scripts\python -m harness {verb}"
        return " ".join([program, *([str(n)] if n else []), snippet.slug, *options])
    often = f" N={n}" if n else ""
    arguments = f' ARGS="{" ".join(options)}"' if options else ""
    return f"make {verb}{often} ONLY={snippet.slug}{arguments}"
