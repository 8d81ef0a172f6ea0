"""Makes the page of a snippet's runs: how its processes ran under each start method, drawn
and in words, and by what it was verified. A listing shows parts of it when a reader looks
at them (assets/runs.js); without scripts it is a page to read."""

from hashlib import sha1
from html import escape

from harness.snippets import Snippet

from .listing import drawn, own_method, shown_of
from .page import Site
from .timeline.content import Timeline, content
from .verified import details
from .words import words

PAGE = """\
<!doctype html>
<html lang="{lang}">
<head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="description" content="{title}">
    <meta name="robots" content="noindex">
    <title>{title}</title>
    {links}
</head>
<body class="run" data-md-color-scheme="default">
<main class="md-typeset">
<h1>{title}</h1>
<p><a href="{back}">{back_text}</a></p>
{sections}
</main>
</body>
</html>
"""


def run_page(
    snippet: Snippet, site: Site, language: str, styles: list[str], back: str
) -> str:
    """Returns the page as HTML, for `runs/<slug>.html` below the root of a language.

    styles: addresses of stylesheets; back: of the page that shows the snippet.
    """
    text = words(language)
    timelines = drawn_of(snippet, site, language)
    sections = [
        f'<section id="{method}"><h2>{method}</h2>'
        f"{content(timelines, method, text, prefix_of(snippet, method))}</section>"
        for method in timelines
    ]
    if site.reports:
        table = details(snippet.slug, site.reports, text)
        sections.append(
            f'<section id="verified"><h2>{text["verified"]["in_runs"]}</h2>{table}</section>'
        )
    return PAGE.format(
        lang=language,
        title=text["timeline"]["title"].format(f"{escape(snippet.slug)}.py"),
        links="\n    ".join(
            f'<link rel="stylesheet" href="{each}">' for each in styles
        ),
        back=escape(back),
        back_text=text["timeline"]["back"],
        sections="\n".join(sections),
    )


def drawn_of(snippet: Snippet, site: Site, language: str) -> dict[str, Timeline]:
    """Returns the timelines that are shown of a snippet, by start method."""
    shown = shown_of(snippet, site, language)
    return drawn(snippet, shown, own_method(snippet, shown))


def prefix_of(snippet: Snippet, method: str) -> str:
    """Returns what the ids of a drawing begin with: those of many stand on one page."""
    return f"t{sha1(f'{snippet.slug} {method}'.encode()).hexdigest()[:6]}"
