"""The changes of programs that no output can show, judged one by one in a file:

    [["process/args"]]
    changes = ["p.join() -> pass", "p.join() -> p.is_alive()"]
    reason = "Nothing is printed after it, and Python itself joins its children at exit."

The name is the snippet's; `changes` are as `--list` prints them. And where it is so:

    by_chance = true               which process is faster decides whether it shows
    shown_on = ["3.12", "3.13"]    these Pythons show it
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..transcripts import SNIPPETS, Snippet
from .check import Tried
from .programs import changes_of

JUDGED = Path("tests/equivalent_mutants.toml")
COMMAND = "python -m tests.harness.mutants"


@dataclass(frozen=True)
class Judgement:
    """Why a change doesn't show, or, by chance, need not; and on which Pythons it does."""

    reason: str
    by_chance: bool = False
    shown_on: frozenset[str] = frozenset()

    def is_of(self, tried: Tried) -> bool:
        """Whether it holds for all the Pythons that tried the change."""
        return self.shown_on.isdisjoint(each.interpreter.short for each in tried.cells)


Judged = dict[tuple[str, str], Judgement]  # by slug and name of the change


def file_of(snippets: Path) -> Path:
    """Returns the file for the snippets in this folder."""
    return JUDGED if snippets == SNIPPETS else snippets / JUDGED.name


def read(path: Path = JUDGED) -> Judged:
    """Returns what the file says, nothing if there is none; ValueError, with its name,
    if it can't be read so."""
    if not path.exists():
        return {}
    try:
        snippets = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error
    judged: Judged = {}
    for slug, groups in snippets.items():
        for group in groups:
            judgement, names = _group(group, f"{path}: [[{slug!r}]]")
            for name in names:
                if (slug, name) in judged:
                    raise ValueError(f"{path}: {slug}: judged twice: {name}")
                judged[slug, name] = judgement
    return judged


def _group(group: dict, where: str) -> tuple[Judgement, list[str]]:
    match {"by_chance": False, "shown_on": []} | group:
        case {
            "changes": [str(), *_] as names,
            "reason": str(reason),
            "by_chance": bool(by_chance),
            "shown_on": [*versions],
            **rest,
        } if reason and not rest:
            return Judgement(reason, by_chance, frozenset(versions)), names
    raise ValueError(
        f'{where}: expected changes = ["..."], reason = "...", and where it is so'
        f' by_chance = true, shown_on = ["3.12"]; found {group}'
    )


def of(tried: Tried, judged: Judged) -> Judgement | None:
    """Returns what was judged of a change, if it holds for the cells that tried it."""
    judgement = judged.get((tried.snippet.slug, tried.change.name))
    return judgement if judgement and judgement.is_of(tried) else None


def unknown(judged: Judged, snippets: list[Snippet], path: Path) -> Iterator[str]:
    """Yields what to do about each judgement on a change that there isn't."""
    slugs = {slug for slug, _ in judged}
    names = {
        snippet.slug: {change.name for change in changes_of(snippet)}
        for snippet in snippets
        if snippet.slug in slugs
    }
    for slug, name in judged:
        if slug not in names:
            yield f"{path}: {slug}: there is no such snippet; delete its judgements"
        elif name not in names[slug]:
            yield (
                f"{path}: {slug}: there is no such change: {name}\n"
                f"  Delete it, or name one that this lists:  {COMMAND} --list {slug}"
            )


def wrong(tried: list[Tried], judged: Judged, path: Path) -> Iterator[str]:
    """Yields what to do about each survivor that nobody judged and each judgement that
    doesn't hold."""
    for each in tried:
        slug, name = each.snippet.slug, each.change.name
        judgement = of(each, judged)
        if not (each.caught_by or judgement):
            yield (
                f"{each.snippet.path}: survived: {each.change}\n"
                f"  Let the snippet show what it teaches; or, if nothing that a reader"
                f" can see changes, say why in {path}, with by_chance = true if other"
                f" runs catch it:\n{_entry(slug, name)}"
            )
        elif each.caught_by and judgement and not judgement.by_chance:
            cell = each.caught_by
            yield (
                f"{path}: {slug}: this change is caught, under {cell.method} with"
                f" {cell.interpreter}: {name}\n"
                f"  Delete it; or, if it is caught in some runs only, add by_chance ="
                f" true and change the reason."
            )


def _entry(slug: str, name: str) -> str:
    """Returns what to put into the file. A JSON string is a TOML string too."""
    return (
        f"    [[{json.dumps(slug)}]]\n    changes = [{json.dumps(name)}]\n"
        f'    reason = "..."'
    )
