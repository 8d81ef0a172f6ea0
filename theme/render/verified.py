"""Says below a listing by what its snippet was verified."""

from html import escape
from itertools import groupby

from harness.results.judge import FAILED, PASSED, Report, Verdict
from harness.transcripts import METHODS

from .words import Words, build_of, machine_of, name_of, name_systems


def verified_by(
    slug: str, reports: list[Report], text: Words, ways: dict[str, str]
) -> str:
    """Returns one quiet line as HTML; opened, it leads to the outcome of each cell.

    `reports`: those of this build. `ways`: what is told → the way there, of which the
    page of the runs has the table.
    """
    words = text["verified"]
    if not any(each.state in (PASSED, FAILED) for each in verdicts_on(slug, reports)):
        reason = "not_yet" if reports else "no_results_here"
        return f'<span class="verified">{words[reason]}</span>'
    links = "".join(f'<a href="{way}">{words[key]}</a>' for key, way in ways.items())
    return (
        '<details class="verified" name="verified">'
        f"<summary>{summary(slug, reports, text)}</summary>"
        f'<div class="proof">{links}</div></details>'
    )


def verdicts_on(slug: str, reports: list[Report]) -> list[Verdict]:
    """Returns what became of each cell of a snippet."""
    return [each for report in reports for each in report.verdicts[slug].values()]


def summary(slug: str, reports: list[Report], text: Words) -> str:
    """Says what failed, if anything, and by which interpreters all cells passed."""
    words, verdicts = text["verified"], verdicts_on(slug, reports)
    cells, states = len(verdicts), [each.state for each in verdicts]
    failed = states.count(FAILED)
    missing = cells - failed - states.count(PASSED)
    older = sum(is_older(each) for each in verdicts)
    parts = []
    if failed:
        part = words["failed_of"].format(failed=failed, cells=cells)
        parts.append(f'<strong class="failed">{part}</strong>')
    if whole := [each for each in reports if is_verified(slug, each)]:
        held = len(verdicts_on(slug, whole))
        key = "verified_one" if held == 1 else "verified"
        by = escape(name_reports(whole, text))
        parts.append(words[key].format(by=by, cells=held))
    if older:
        parts.append(words["older_of"].format(older=older, cells=cells))
    if missing:
        parts.append(words["unverified_more"].format(unverified=missing))
    return text["joiners"]["stop"].join(parts)


def is_verified(slug: str, report: Report) -> bool:
    """Returns whether the snippet has cells in this report, and all of them printed what
    the page shows."""
    own = report.verdicts[slug].values()
    return bool(own) and all(each.state == PASSED and each.is_shown for each in own)


def is_older(verdict: Verdict) -> bool:
    """Returns whether a cell passed by a transcript of older releases, which the pages
    leave out."""
    return verdict.state == PASSED and not verdict.is_shown


def name_reports(reports: list[Report], text: Words) -> str:
    """Returns `CPython 3.11, 3.13–3.15 on Linux and macOS; CPython 3.13 on Windows`."""
    systems = {}
    for system in dict.fromkeys(report.system for report in reports):
        own = [report for report in reports if report.system == system]
        systems.setdefault(name_versions(own, text), []).append(system)
    return text["joiners"]["semicolon"].join(
        text["verified"]["on"].format(
            interpreters=names, systems=name_systems(own, text)
        )
        for names, own in systems.items()
    )


def name_versions(reports: list[Report], text: Words) -> str:
    """Returns `CPython 3.11, 3.13–3.15, PyPy 3.11, 5 special builds`: one special build
    is named, several are counted, as the details name them."""
    special = [report for report in reports if report.build]
    several = len(special) > 1
    kinds = {}
    for report in reports:
        if not (several and report.build):
            kind = report.implementation, build_of(report, text)
            kinds.setdefault(kind, set()).add(report.version)
    names = [
        " ".join(filter(None, [implementation, name_ranges(versions, text), build]))
        for (implementation, build), versions in kinds.items()
    ]
    if several:
        names.append(text["verified"]["special"].format(builds=len(special)))
    return text["joiners"]["enumerate"].join(names)


def name_ranges(versions: set[tuple[int, int]], text: Words) -> str:
    """Returns `3.11, 3.13–3.15`: from three in a row on, the first and the last."""
    ordered, ranges = sorted(versions), []
    # In a row, minor versions and their places in the list differ by the same number.
    for _, row in groupby(ordered, lambda each: each[1] - ordered.index(each)):
        names = ["{}.{}".format(*version) for version in row]
        ranges += [f"{names[0]}–{names[-1]}"] if len(names) > 2 else names
    return text["joiners"]["enumerate"].join(ranges)


def details(slug: str, reports: list[Report], text: Words) -> str:
    """Returns a table: interpreter × start method, outcome and seconds."""
    head = "".join(f'<th scope="col">{method}</th>' for method in METHODS)
    rows = [
        f'<tr><th scope="row">{escape(name_of(report, text))}'
        f" <span>{escape(machine_of(report))}</span></th>"
        f"{''.join(cell(report.verdicts[slug].get(method), text) for method in METHODS)}</tr>"
        for report in reports
    ]
    first = text["results"]["interpreter"]
    return (
        f'<table class="outcomes"><thead><tr><th scope="col">{first}</th>{head}</tr>'
        f"</thead><tbody>{''.join(rows)}</tbody></table>"
    )


def cell(verdict: Verdict | None, text: Words) -> str:
    """Returns the cell of one start method; None if the snippet doesn't run there."""
    words = text["results"]
    if verdict is None:
        return f"<td>{words['absent']}</td>"
    if verdict.state not in (PASSED, FAILED):
        return f"<td>{words[verdict.state]}</td>"
    kind = ' class="failed"' if verdict.state == FAILED else ""
    word = text["verified"]["older"] if is_older(verdict) else words[verdict.state]
    if verdict.seconds is not None:
        word += f" <span>{words['seconds'].format(f'{verdict.seconds:.2f}')}</span>"
    return f"<td{kind}>{word}</td>"
