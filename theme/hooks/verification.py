"""Puts the figures of the build where a page says `<!-- build-figures -->`.

They come from the results that test runs left in results/. A result counts only if it
speaks of the very files that this build shows; without results the page says so.
"""

from collections import Counter

from listings import FOLDER, discover
from site_words import SYSTEMS, words

from tests.harness import results

PLACE = "<!-- build-figures -->"


def on_page_markdown(markdown, page, config, files):
    if PLACE not in markdown:
        return markdown
    return markdown.replace(PLACE, figures(words(config), results.read()))


def figures(text: dict[str, str], runs: list[dict]) -> str:
    """Returns the figures as Markdown: a sentence on what there is, then a table of
    the interpreters that verified it, or a sentence that there is no result."""
    snippets = discover(FOLDER)
    digests = results.digests(snippets)
    there_is = text["figures"].format(snippets=len(snippets), transcripts=len(digests))
    current = {
        (snippet.slug, digests[transcript])
        for snippet in snippets
        for transcript in snippet.transcripts
    }
    rows = [row for run in runs if (row := verified(run, current))]
    if not rows:
        return f"{there_is}{text['no_results']}"
    total = text["total"].format(
        passed=sum(row[3] for row in rows),
        cells=sum(row[2] for row in rows),
        interpreters=len(rows),
    )
    table = [text["figures_head"], "| --- | --- | ---: | ---: |"]
    table += ["| {} | {} | {} | {} |".format(*row) for row in rows]
    return "\n".join([f"{there_is}{total}", "", *table])


def verified(run: dict, current: set) -> tuple[str, str, int, int] | None:
    """Returns interpreter, system, cells and passed cells of one results file, as far
    as they are `current`: slugs and digests of what is shown."""
    outcomes = Counter(
        cell["outcome"]
        for cell in run["cells"]
        if (cell["snippet"], cell["digest"]) in current
    )
    if not outcomes:
        return None
    system = f"{SYSTEMS[run['system']]} {run['machine']}"
    return run["interpreter"], system, outcomes.total(), outcomes["passed"]
