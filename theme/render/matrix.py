"""The verification matrix: the outcome of each cell. Snippets of a page that have the same
outcomes everywhere share a row, interpreters side by side that have the same share a cell:
what is else stands out, and the page stays light."""

from functools import cache
from html import escape
from itertools import groupby

from harness.results.judge import FAILED, PASSED, UNVERIFIED, Report
from harness.transcripts import METHODS

from .words import Words, build_of, machine_of, name_of

ABSENT = "absent"  # of a start method under which there is no cell
MARKS = {PASSED: "✓", FAILED: "✗", ABSENT: "·", UNVERIFIED: "?"}


Rows = dict[str, dict[str, str]]  # chapter → slug → the way to the listing


def matrix(text: Words, reports: list[Report], rows: Rows) -> str:
    """Returns the outcome of each cell as HTML: a legend, the table, what failed.

    `rows`: the snippets in the order of the pages. Without results there is nothing.
    """
    if not reports:
        return ""
    words, comma = text["matrix"], text["joiners"]["comma"]
    legend = comma.join(
        f"{mark} {text['results'][state]}" for state, mark in MARKS.items()
    )
    return "\n".join(
        [
            f'<p class="legend">{words["legend"].format(marks=legend)}</p>',
            f'<div class="matrix" role="region" aria-label="{words["matrix"]}" tabindex="0">',
            '<table class="cells">',
            *head(text, reports),
            *(
                line
                for chapter, ways in rows.items()
                for line in chapter_rows(text, reports, chapter, ways)
            ),
            "</table>",
            "</div>",
            *failures(text, reports),
        ]
    )


def head(text: Words, reports: list[Report]) -> list[str]:
    """Returns the two rows of the head: systems, and the interpreters on each."""
    places = [machine_of(report) for report in reports]
    systems = [
        f'<th colspan="{places.count(place)}" scope="colgroup">{escape(place)}</th>'
        for place in dict.fromkeys(places)
    ]
    names = []
    for report in reports:
        lines = report.implementation, report.release, build_of(report, text)
        names.append(f'<th scope="col">{"<br>".join(map(escape, lines))}</th>')
    first = f'<th rowspan="2" scope="col">{text["results"]["snippet"]}</th>'
    return ["<thead>", f"<tr>{first}{''.join(systems)}</tr>", f"<tr>{''.join(names)}</tr>", "</thead>"]  # fmt: skip


def chapter_rows(
    text: Words, reports: list[Report], chapter: str, ways: dict[str, str]
) -> list[str]:
    """Returns the rows of a chapter, its title above them."""

    def page_and_outcomes(slug: str) -> tuple:
        page = slug.split("/")[1]
        return page, tuple(tuple(states_of(report, slug)) for report in reports)

    title = f'<th scope="rowgroup">{chapter}</th><td colspan="{len(reports)}"></td>'
    lines = ["<tbody>", f"<tr>{title}</tr>"]
    cell = cache(lambda states, columns: cell_of(text, states, columns))
    for (page, outcomes), slugs in groupby(ways, page_and_outcomes):
        names = [
            f'<a id="{slug}.py" href="{ways[slug]}">{slug.rpartition("/")[2]}</a>'
            for slug in slugs
        ]
        cells = [cell(states, len([*own])) for states, own in groupby(outcomes)]
        named = f'<th scope="row">{page}/ {" ".join(names)}</th>'
        lines.append(f"<tr>{named}{''.join(cells)}</tr>")
    return [*lines, "</tbody>"]


def states_of(report: Report, slug: str) -> list[str]:
    """Returns the state under each start method, in the order of METHODS."""
    own = report.verdicts[slug]
    return [own[method].state if method in own else ABSENT for method in METHODS]


def cell_of(text: Words, states, columns: int = 1) -> str:
    """Returns a cell: three marks to see, and words to hear."""
    said = {}
    for method, state in zip(METHODS, states):
        said.setdefault(state, []).append(method)
    spoken = text["joiners"]["comma"].join(
        text["results"][state]
        if len(own) == len(METHODS)
        else f"{text['joiners']['and'].join(own)} {text['results'][state]}"
        for state, own in said.items()
    )
    marks = "".join(MARKS[state] for state in states)
    kind = ""
    if FAILED in states:
        kind = ' class="failed"'
    elif PASSED not in states:
        kind = ' class="quiet"'
    wide = f' colspan="{columns}"' if columns > 1 else ""
    return f'<td{kind}{wide}><b aria-hidden="true">{marks}</b><i>{spoken}</i></td>'


def failures(text: Words, reports: list[Report]) -> list[str]:
    """Returns what failed in words, a list of the interpreters; or that nothing did."""
    words, joiners = text["matrix"], text["joiners"]
    items = []
    for report in reports:
        if failed := failed_cells(text, report):
            name = f"{name_of(report, text)}{joiners['comma']}{machine_of(report)}"
            said = f"{escape(name)}{joiners['colon']}{joiners['comma'].join(failed)}"
            items.append(f"<li>{said}</li>")
    if not items:
        return [f"<p>{words['none_failed']}</p>"]
    return [f"<p>{words['these_failed']}</p>", '<ul class="failures">', *items, "</ul>"]


def failed_cells(text: Words, report: Report) -> list[str]:
    """Returns the snippets that failed, and under which start methods."""
    found = []
    for slug, own in report.verdicts.items():
        if failed := [method for method in own if own[method].state == FAILED]:
            methods = text["joiners"]["and"].join(failed)
            place = text["matrix"]["under"].format(methods=methods)
            found.append(f'<a href="#{slug}.py">{slug}.py</a>{place}')
    return found
