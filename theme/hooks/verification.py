"""Puts the results of test runs on two pages, where these comments stand:

<!-- build-figures -->  a sentence and a table of the interpreters, in short
<!-- interpreters -->   the table in full
<!-- matrix -->         the outcome of each cell
"""

import re
from functools import cache
from html import escape

from mkdocs.utils import get_relative_url
from proof import FAILED, METHODS, PASSED, UNVERIFIED, Report, forget, runs, snippets
from site_words import build_of, machine_of, name_of, words

FIGURES, INTERPRETERS, MATRIX = "<!-- build-figures -->", "<!-- interpreters -->", "<!-- matrix -->"  # fmt: skip
LISTING = re.compile(r'<span class="anchor" id="(?P<name>[^"]+)\.py">')
ABSENT = "absent"  # of a start method under which there is no cell
MARKS = {PASSED: "✓", FAILED: "✗", ABSENT: "·", UNVERIFIED: "?"}


def on_pre_build(config):
    """The Chinese build is the first of the two; the English one shows the same."""
    if config.theme["language"] == "zh":
        forget()


def on_page_markdown(markdown, page, config, files):
    text = words(config)
    if FIGURES in markdown:
        known = list(snippets().values())
        markdown = markdown.replace(FIGURES, figures(text, runs(config), known))
    if INTERPRETERS in markdown:
        markdown = markdown.replace(INTERPRETERS, interpreters(text, runs(config)))
    return markdown


def on_page_context(context, page, config, nav):
    """Fills the matrix in last: out of the way of Markdown and search, and when all
    pages have their listings."""
    if MATRIX in page.content:
        rows = chapters(nav.pages, page.url)
        table = matrix(words(config), runs(config), rows)
        page.content = page.content.replace(MATRIX, table)
    return context


# --- The interpreters -----------------------------------------------------------------


def figures(text: dict[str, str], found: list[Report], known) -> str:
    """Returns the figures as Markdown: a sentence on what there is, then a table of
    the interpreters that verified it, or a sentence that there is no result."""
    there_is = text["figures"].format(
        snippets=len(known), transcripts=sum(len(each.transcripts) for each in known)
    )
    if not found:
        return there_is + text["no_results"]
    total = text["total"].format(
        passed=sum(run.counts[PASSED] for run in found),
        cells=sum(run.verified for run in found),
        interpreters=len(found),
    )
    return "\n".join([there_is + total, "", *table(text, found, 4)])


def interpreters(text: dict[str, str], found: list[Report]) -> str:
    """Returns a table of the interpreters as Markdown, or that there is no result."""
    return "\n".join(table(text, found, 6)) if found else text["no_results"]


def table(text: dict[str, str], found: list[Report], columns: int) -> list[str]:
    """Returns the lines of a Markdown table with the first `columns` of: interpreter,
    system, cells, passed, seconds of all cells, date."""
    ruler = ["---", "---", "---:", "---:", "---:", "---:"]
    rows = [text["interpreters_head"].split("|"), ruler]
    for run in found:
        rows.append(
            [
                name_of(run, text),
                machine_of(run),
                str(run.verified),
                str(run.counts[PASSED]),
                text["seconds"].format(round(sum(each.seconds for each in run.all))),
                run.date or "–",
            ]
        )
    return ["| {} |".format(" | ".join(row[:columns])) for row in rows]


# --- The matrix -----------------------------------------------------------------------


def chapters(pages, here: str) -> dict[str, dict[str, str]]:
    """Returns the snippets in the order in which the `pages` show them: title of the
    chapter → slug → the way from the page `here` to the listing."""
    found = {}
    for page in pages:
        for match in LISTING.finditer(page.content or ""):
            slug = match["name"]
            if page.url.startswith(slug.split("/")[0] + "/"):
                rows = found.setdefault(page.parent.title, {})
                rows.setdefault(slug, get_relative_url(f"{page.url}#{slug}.py", here))
    return found


def matrix(text: dict[str, str], found: list[Report], rows) -> str:
    """Returns the outcome of each cell as HTML: a legend, the table, what failed.

    `rows` are the chapters as above. Without results there is nothing.
    """
    if not found:
        return ""
    marks = {mark: text[state] for state, mark in MARKS.items()}
    legend = text["comma"].join(f"{mark} {word}" for mark, word in marks.items())
    bodies = [
        line
        for chapter, ways in rows.items()
        for line in chapter_rows(text, found, chapter, ways)
    ]
    return "\n".join(
        [
            f'<p class="legend">{text["legend"].format(marks=legend)}</p>',
            f'<div class="matrix" role="region" aria-label="{text["matrix"]}" tabindex="0">',
            '<table class="cells">',
            *head(text, found),
            *bodies,
            "</table>",
            "</div>",
            *failures(text, found),
        ]
    )


def head(text: dict[str, str], found: list[Report]) -> list[str]:
    """Returns the two rows of the head: systems, and the interpreters on each."""
    places = [machine_of(run) for run in found]
    systems = [
        f'<th colspan="{places.count(place)}" scope="colgroup">{escape(place)}</th>'
        for place in dict.fromkeys(places)
    ]
    names = []
    for run in found:
        lines = run.implementation, run.release, build_of(run, text)
        names.append(f'<th scope="col">{"<br>".join(map(escape, lines))}</th>')
    first = f'<th rowspan="2" scope="col">{text["snippet"]}</th>'
    return ["<thead>", f"<tr>{first}{''.join(systems)}</tr>", f"<tr>{''.join(names)}</tr>", "</thead>"]  # fmt: skip


def chapter_rows(text, found: list[Report], chapter: str, ways) -> list[str]:
    """Returns the rows of a chapter, its title above them."""
    lines = ["<tbody>"]
    lines += [f'<tr><th scope="rowgroup">{chapter}</th><td colspan="{len(found)}"></td></tr>']  # fmt: skip
    cell = cache(lambda *states: cell_of(text, states))
    for slug, way in ways.items():
        name = slug.partition("/")[2].replace("_", "_<wbr>")
        cells = [cell(*states_of(run, slug)) for run in found]
        lines.append(
            f'<tr id="{slug}.py"><th scope="row"><a href="{way}">{name}</a></th>'
            f"{''.join(cells)}</tr>"
        )
    return [*lines, "</tbody>"]


def states_of(run: Report, slug: str) -> list[str]:
    """Returns the state under each start method, in the order of METHODS."""
    own = run.verdicts[slug]
    return [own[method].state if method in own else ABSENT for method in METHODS]


def cell_of(text: dict[str, str], states) -> str:
    """Returns a cell: three marks to see, and words to hear."""
    said = {}
    for method, state in zip(METHODS, states):
        said.setdefault(state, []).append(method)
    spoken = text["comma"].join(
        text[state] if len(own) == len(METHODS) else f"{text['and'].join(own)} {text[state]}"
        for state, own in said.items()
    )  # fmt: skip
    marks = "".join(MARKS[state] for state in states)
    kind = ""
    if FAILED in states:
        kind = ' class="failed"'
    elif PASSED not in states:
        kind = ' class="quiet"'
    return f'<td{kind}><b aria-hidden="true">{marks}</b><i>{spoken}</i></td>'


def failures(text: dict[str, str], found: list[Report]) -> list[str]:
    """Returns what failed in words, a list of the interpreters; or that nothing did."""
    items = [
        f"<li>{escape(name_of(run, text))}{text['comma']}{escape(machine_of(run))}"
        f"{text['colon']}{text['comma'].join(failed)}</li>"
        for run in found
        if (failed := failed_cells(text, run))
    ]
    if not items:
        return [f"<p>{text['none_failed']}</p>"]
    return [f"<p>{text['these_failed']}</p>", '<ul class="failures">', *items, "</ul>"]


def failed_cells(text: dict[str, str], run: Report) -> list[str]:
    """Returns the snippets that failed, and under which start methods."""
    found = []
    for slug, own in run.verdicts.items():
        failed = [method for method in own if own[method].state == FAILED]
        if failed:
            methods = text["and"].join(failed)
            place = text["under"].format(methods=methods)
            found.append(f'<a href="#{slug}.py">{slug}.py</a>{place}')
    return found
