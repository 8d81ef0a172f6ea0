"""The results of test runs in figures and as a table of the interpreters."""

from html import escape

from harness.results.judge import PASSED, Report, left_out

from .page import Page
from .words import Words, machine_of, name_of

COLUMNS = 5  # interpreter, system, cells, passed, date


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
    return f"<p>{said}</p>\n{interpreters_table(page.text, reports, 4)}"


def interpreters(page: Page) -> str:
    """Returns a table of the interpreters, or a sentence that there is no result."""
    if not page.site.reports:
        return f"<p>{page.text['results']['no_results']}</p>"
    return interpreters_table(page.text, page.site.reports, COLUMNS)


def interpreters_table(text: Words, reports: list[Report], columns: int) -> str:
    """Returns the first of COLUMNS for each interpreter."""
    words = text["results"]
    rows = [
        [
            name_of(report, text),
            machine_of(report),
            str(report.verified),
            str(report.counts[PASSED]),
            report.date or "–",
        ][:columns]
        for report in reports
    ]
    return table(words["interpreters_head"].split("|")[:columns], rows, numbers=2)


def shares(page: Page) -> str:
    """Returns a table of what the comparison leaves out, by kind, as shares of all that
    was printed; a sentence if that isn't known."""
    found, words = left_out(page.site.reports), page.text["left_out"]
    if not found:
        return f"<p>{page.text['results']['no_results']}</p>"
    rows = [[words[kind], f"{share:.2%}"] for kind, share in found.items()]
    return table(words["head"].split("|"), rows, numbers=1)


def table(head: list[str], rows: list[list[str]], numbers: int) -> str:
    """Returns a table as Markdown's are; from the column `numbers` on, counted from 0,
    what stands in it is at the right."""

    def row(tag: str, cells: list[str]) -> list[str]:
        aligned = [""] * numbers + [' align="right"'] * (len(cells) - numbers)
        tags = [
            f"<{tag}{at}>{escape(cell)}</{tag}>" for at, cell in zip(aligned, cells)
        ]
        return ["<tr>", *tags, "</tr>"]

    body = [line for cells in rows for line in row("td", cells)]
    return "\n".join(
        ["<table>", "<thead>", *row("th", head), "</thead>"]
        + ["<tbody>", *body, "</tbody>", "</table>"]
    )
