"""Ties each page to its twin in the other language: beside each heading stands a link to
the same heading of the twin, which a script turns into a toggle."""

import re

from .words import LANGUAGES, Words

HEADING = re.compile(
    r'(?P<words><h[1-6] id="(?P<id>[^"]+)"[^>]*>.*?)'
    r'(?P<permalink>(?:<a class="headerlink"[^>]*>[^<]*</a>)?</h[1-6]>)'
)


def other(language: str) -> str:
    """Returns the other language."""
    [found] = [each for each in LANGUAGES if each != language]
    return found


def way_to_twin(root: str, url: str, language: str) -> str:
    """Returns the way from the page `url` of a site to the same page of the other one.

    root: the way to the root of the whole site, which is that of the Chinese one.
    """
    here = "" if url in (".", "./") else url
    return (f"{root}en/{here}" if language == "zh" else f"{root}{here}") or "./"


def link_headings(html: str, twin: str, language: str, text: Words) -> str:
    """Returns a page's HTML with a link after the words of each heading; `twin` is the
    way to the other page."""
    words, there = text["headings"], other(language)

    def link(match: re.Match) -> str:
        return (
            f'{match["words"]}<a class="twin" href="{twin}#{match["id"]}" lang="{there}"'
            f' hreflang="{there}" aria-label="{words["twin_label"]}">{words["twin"]}</a>'
            f"{match['permalink']}"
        )

    return HEADING.sub(link, html)
