"""Ties each page to its twin in the other language.

For the templates: `twin` (way, canonical address and language of the other page)
and `root` (the way to the root of the whole site). For the page: beside each
heading a link to the same heading of the twin, which a script turns into a toggle.
"""

import re
from urllib.parse import urljoin

from site_words import to_root

# What the links say. A label begins with what is visible, so that it can be spoken.
TWINS = {
    "zh": {"lang": "en", "short": "EN", "label": "EN: read this section in English"},
    "en": {"lang": "zh", "short": "中", "label": "中：用中文读这一节"},
}
HEADING = re.compile(
    r'(?P<words><h[1-6] id="(?P<id>[^"]+)"[^>]*>.*?)'
    r'(?P<permalink>(?:<a class="headerlink"[^>]*>[^<]*</a>)?</h[1-6]>)'
)


def on_page_context(context, page, config, nav):
    """Adds the context, and the links to the content after it has been indexed."""
    language = config.theme["language"]
    root = to_root(page, config)
    here = "" if page.url in (".", "./") else page.url
    way = f"{root}en/{here}" if language == "zh" else f"{root}{here}"
    way = way or "./"
    twin = {"url": way, **TWINS[language]}
    if page.canonical_url:
        twin["canonical"] = urljoin(page.canonical_url, way)
    page.content = HEADING.sub(lambda match: with_link(match, twin), page.content)
    context["twin"], context["root"] = twin, root
    # What a reader chooses (a tab, the colours) is kept for both languages at once.
    config.extra["scope"] = root or "."
    return context


def with_link(match, twin) -> str:
    """Returns a heading with the link to its twin after its words."""
    link = (
        f'<a class="twin" href="{twin["url"]}#{match["id"]}" lang="{twin["lang"]}"'
        f' hreflang="{twin["lang"]}" aria-label="{twin["label"]}">{twin["short"]}</a>'
    )
    return match["words"] + link + match["permalink"]
