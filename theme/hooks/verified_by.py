"""Says below a listing by what its snippet was verified. For the hook listings.py."""

from html import escape
from itertools import groupby

from proof import FAILED, METHODS, PASSED, Report
from site_words import build_of, machine_of, name_of, name_systems


def verified_by(slug: str, found: list[Report], text: dict[str, str], way: str) -> str:
    """Returns one quiet line as HTML; opened, it tells the outcome of each cell.

    `found`: the runs of this build. `way`: from this page to the snippet in the matrix.
    """
    outcomes = [each for run in found for each in run.verdicts[slug].values()]
    if not any(each.state in (PASSED, FAILED) for each in outcomes):
        reason = "changed_since" if found else "no_results_here"
        return f'<span class="verified">{text[reason]}</span>'
    return (
        '<details class="verified" name="verified">'
        f"<summary>{summary(slug, found, text)}</summary>"
        f'<div class="proof">{details(slug, found, text)}'
        f'<p><a href="{way}">{text["in_matrix"]}</a></p></div></details>'
    )


def summary(slug: str, found: list[Report], text: dict[str, str]) -> str:
    """Says what failed, if anything, and by which interpreters all cells passed."""
    outcomes = [each for run in found for each in run.verdicts[slug].values()]
    states = [each.state for each in outcomes]
    failed = states.count(FAILED)
    missing = len(states) - failed - states.count(PASSED)
    older = sum(is_older(each) for each in outcomes)
    parts = []
    if failed:
        part = text["failed_of"].format(failed=failed, cells=len(states))
        parts.append(f'<strong class="failed">{part}</strong>')
    whole = [run for run in found if is_verified(slug, run)]
    if whole:
        cells = sum(len(run.verdicts[slug]) for run in whole)
        key = "verified_one" if cells == 1 else "verified"
        by = escape(name_runs(whole, text))
        parts.append(text[key].format(by=by, cells=cells))
    if older:
        parts.append(text["older_of"].format(older=older, cells=len(states)))
    if missing:
        part = text["unverified_of"].format(unverified=missing, cells=len(states))
        parts.append(part)
    return text["stop"].join(parts)


def is_verified(slug: str, run: Report) -> bool:
    """Returns whether the snippet has cells in this run, and all of them printed what
    the page shows."""
    own = run.verdicts[slug].values()
    return bool(own) and all(each.state == PASSED and each.is_shown for each in own)


def is_older(outcome) -> bool:
    """Returns whether a cell passed by a transcript of older releases, which the pages
    leave out."""
    return outcome.state == PASSED and not outcome.is_shown


def name_runs(found: list[Report], text: dict[str, str]) -> str:
    """Returns `CPython 3.11, 3.13–3.15 on Linux and macOS; CPython 3.13 on Windows`."""
    systems = {}
    for system in dict.fromkeys(run.system for run in found):
        names = name_versions([run for run in found if run.system == system], text)
        systems.setdefault(names, []).append(system)
    return text["semicolon"].join(
        text["on"].format(interpreters=names, systems=name_systems(own, text))
        for names, own in systems.items()
    )


def name_versions(found: list[Report], text: dict[str, str]) -> str:
    """Returns `CPython 3.11, 3.13–3.15, PyPy 3.11, 5 special builds`: one special build
    is named, several are counted, as the details name them."""
    special = [run for run in found if run.build]
    kinds = {}
    for run in found if len(special) < 2 else [run for run in found if not run.build]:
        kind = run.implementation, build_of(run, text)
        kinds.setdefault(kind, set()).add(run.version)
    names = [
        " ".join(filter(None, [implementation, name_ranges(versions, text), build]))
        for (implementation, build), versions in kinds.items()
    ]
    if len(special) > 1:
        names.append(text["special"].format(builds=len(special)))
    return text["enumerate"].join(names)


def name_ranges(versions: set[tuple[int, int]], text: dict[str, str]) -> str:
    """Returns `3.11, 3.13–3.15`: from three in a row on, the first and the last."""
    ordered, ranges = sorted(versions), []
    # In a row, minor versions and their places in the list differ by the same number.
    for _, row in groupby(ordered, lambda each: each[1] - ordered.index(each)):
        names = ["{}.{}".format(*version) for version in row]
        ranges += [f"{names[0]}–{names[-1]}"] if len(names) > 2 else names
    return text["enumerate"].join(ranges)


def details(slug: str, found: list[Report], text: dict[str, str]) -> str:
    """Returns a table: interpreter × start method, outcome and seconds."""
    head = "".join(f'<th scope="col">{method}</th>' for method in METHODS)
    rows = [
        f'<tr><th scope="row">{escape(name_of(run, text))}'
        f" <span>{escape(machine_of(run))}</span></th>"
        f"{''.join(cell(run.verdicts[slug].get(method), text) for method in METHODS)}</tr>"
        for run in found
    ]
    return (
        f'<table class="outcomes"><thead><tr><th scope="col">{text["interpreter"]}</th>'
        f"{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def cell(outcome, text: dict[str, str]) -> str:
    """Returns the cell of one start method; `outcome` is None if it doesn't run."""
    if outcome is None:
        return f"<td>{text['absent']}</td>"
    if outcome.state not in (PASSED, FAILED):
        return f"<td>{text[outcome.state]}</td>"
    kind = ' class="failed"' if outcome.state == FAILED else ""
    word = text["older"] if is_older(outcome) else text[outcome.state]
    seconds = text["seconds"].format(f"{outcome.seconds:.2f}")
    return f"<td{kind}>{word} <span>{seconds}</span></td>"
