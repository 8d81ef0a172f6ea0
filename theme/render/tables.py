"""The results of test runs in figures and as a table of the interpreters."""

from html import escape

from harness.results.judge import PASSED, Report

from .page import Page
from .words import Words, machine_of, name_of

RIGHT = ' align="right"'
COLUMNS = 6  # interpreter, system, cells, passed, seconds of all cells, date


def figures(page: Page) -> str:
    """Returns a sentence on what there is, then a table of the interpreters that
    verified it, or a sentence that there is no result."""
    words, known, reports = page.text["results"], page.site.snippets, page.site.reports
    said = words["figures"].format(
        snippets=len(known),
        transcripts=sum(len(each.transcripts) for each in known.values()),
    )
    if not reports:
        return f"<p>{said}{words['no_results']}</p>"
    said += words["total"].format(
        passed=sum(report.counts[PASSED] for report in reports),
        cells=sum(report.verified for report in reports),
        interpreters=len(reports),
    )
    return f"<p>{said}</p>\n{table(page.text, reports, 4)}"


def interpreters(page: Page, columns: int = COLUMNS) -> str:
    """Returns a table of the interpreters, or a sentence that there is no result."""
    if not page.site.reports:
        return f"<p>{page.text['results']['no_results']}</p>"
    return table(page.text, page.site.reports, columns)


def table(text: Words, reports: list[Report], columns: int) -> str:
    """Returns the first of COLUMNS for each interpreter, as Markdown's tables are."""
    words = text["results"]
    rows = [
        [
            name_of(report, text),
            machine_of(report),
            str(report.verified),
            str(report.counts[PASSED]),
            words["seconds"].format(round(report.seconds)) if report.seconds else "–",
            report.date or "–",
        ]
        for report in reports
    ]
    head, *body = [words["interpreters_head"].split("|"), *rows]
    return "\n".join(
        ["<table>", "<thead>", row("th", head[:columns]), "</thead>", "<tbody>"]
        + [row("td", each[:columns]) for each in body]
        + ["</tbody>", "</table>"]
    )


def row(tag: str, cells: list[str]) -> str:
    """Returns a row; from the third cell on, numbers stand at the right."""
    return "\n".join(
        [
            "<tr>",
            *(
                f"<{tag}{RIGHT * (number > 1)}>{escape(each)}</{tag}>"
                for number, each in enumerate(cells)
            ),
            "</tr>",
        ]
    )
