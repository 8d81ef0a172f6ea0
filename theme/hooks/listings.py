"""Adds to each listing of a snippet its transcripts and its download.

In:   ```python title="process/exitcode.py"
      --8<-- "process/exitcode.py"
      ```
Out:  the same fence, then the transcripts (as tabs, one a start method, where they
      differ), then one quiet line: where this holds, by what it was verified, and the
      download. Between them the timelines, one a start method: timelines.py.
"""

import re
from html import escape
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.utils import get_relative_url
from proof import FOLDER, METHODS, runs, snippets
from site_words import SYSTEMS, line_of, name_systems, to_root, words
from timelines import fill_places
from timelines import place as timeline
from verified_by import verified_by

from harness.snippets import Snippet
from harness.transcripts import newest
from harness.versions import VERSIONS

LISTING = re.compile(
    r'^(?P<indent> *)(?P<ticks>`{3,})python[^\n]* title="(?P<name>[^"\n]+\.py)"[^\n]*\n'
    r"(?P<body>.*?)"
    r"^(?P=indent)(?P=ticks) *$",
    re.MULTILINE | re.DOTALL,
)
SHOWN = newest()  # the pages show what the newest release of each version prints
PLACE = re.compile(r'<span class="verified" data-snippet="(?P<slug>[^"]+)"></span>')


def on_page_markdown(markdown, page, config, files):
    shown = set()

    def extend(match):
        path = FOLDER / match["name"]
        if not path.is_file():
            raise PluginError(
                f"{line_of(page, markdown, match.start())}: no such snippet:"
                f" snippets/{match['name']}"
            )
        first = path not in shown
        shown.add(path)
        return listing(match, snippets().get(path), first, page, config)

    return LISTING.sub(extend, markdown)


def on_page_content(html, page, config, files):
    """Keeps the labels of tabs, three words below each listing, out of the search."""
    return html.replace(
        '<div class="tabbed-labels">',
        '<div class="tabbed-labels" data-search-exclude="">',
    )


def on_page_context(context, page, config, nav):
    """Says below each listing by what it was verified, after the search index was fed."""
    text, found = words(config), runs(config)
    matrix = get_relative_url("matrix/", page.url)

    def fill(match):
        slug = match["slug"]
        return verified_by(slug, found, text, f"{matrix}#{slug}.py")

    content = fill_places(page.content, config.theme["language"])
    page.content = PLACE.sub(fill, content)
    return context


def listing(match, snippet, first, page, config) -> str:
    """Returns the Markdown of a listing; `snippet` is None for a helper module, and to
    the `first` one of a file on a page links can lead."""
    text = words(config)
    cells = plan(snippet) if snippet else {}
    shown = blocks(cells, text)
    lines = ['<div class="listing" markdown="1">', ""]
    lines += [line.removeprefix(match["indent"]) for line in match[0].split("\n")]
    figures = {method: timeline(match["name"], method) for method in shown}
    lines += tabs(shown, figures) if differ(shown) else single(shown, figures)
    note = " · ".join(notes(cells, shown, text))
    parts = [
        anchor(match["name"]) if first else "",
        f'<span class="listing-note">{escape(note)}</span>',
        place(snippet) if snippet else "",
        download(match["name"], page, config),
    ]
    foot = f'<div class="listing-foot">{" ".join(filter(None, parts))}</div>'
    lines += ["", foot, "", "</div>"]
    return "\n".join(match["indent"] + line if line else "" for line in lines)


def plan(snippet: Snippet) -> dict:
    """Returns the transcript of each `Where` in which the snippet runs, as far as
    pages show it: a release that was mended since is left to the text."""
    return {
        where: transcript
        for where in SHOWN
        if (transcript := snippet.transcript_for(where))
    }


def blocks(cells, text) -> dict[str, list[tuple[Path, str]]]:
    """Returns what is shown for each start method: transcripts and their captions.

    A start method under which the snippet doesn't run is left out.
    """
    shown = {}
    for method in METHODS:
        own = {where: each for where, each in cells.items() if where.method == method}
        ordered = sorted(set(own.values()), key=lambda each: each.rank)
        if ordered:
            shown[method] = [
                (each.path, caption(each, cells, text, method)) for each in ordered
            ]
    return shown


def caption(transcript, cells, text, method) -> str:
    """Says where a transcript holds: `Python ≥ 3.14`; nothing if it holds anywhere.

    PyPy is named where it differs, systems where they do. The systems of a snippet that
    runs on some only stand below it.
    """
    here = [
        where
        for where, other in cells.items()
        if other == transcript and where.method == method
    ]
    systems = {where.system for where in here}
    known = {where.system for where in SHOWN if where.method == method}
    parts = []
    if transcript.pypy:
        parts.append("PyPy")
    elif (versions := {where.version[:2] for where in here}) != set(VERSIONS):
        parts.append(version_range(sorted(versions)))
    if systems != known & {where.system for where in cells}:
        parts.append(name_systems(systems, text))
    if transcript.anyorder:
        parts.append(text["anyorder"])
    return text["comma"].join(parts)


def version_range(versions) -> str:
    """Returns `Python ≥ 3.14`, `Python 3.11–3.13` or `Python 3.11`."""
    first, last = (".".join(map(str, each)) for each in (versions[0], versions[-1]))
    if versions[-1] == VERSIONS[-1]:
        return f"Python ≥ {first}"
    return f"Python {first}" if first == last else f"Python {first}–{last}"


def differ(shown) -> bool:
    """Returns whether what is shown depends on the start method."""
    return len({tuple(each) for each in shown.values()}) > 1


def tabs(shown, figures) -> list[str]:
    """Returns a tab for each start method; equal labels are linked site-wide."""
    return in_tabs(
        {
            method: [*transcripts(own), "", figures[method]]
            for method, own in shown.items()
        }
    )


def single(shown, figures) -> list[str]:
    """Returns the transcripts that hold under each start method, if any; then what
    differs even so, the timelines."""
    drawn = {method: ["", each] for method, each in figures.items() if each}
    lines = next(iter(drawn.values()), []) if len(drawn) == 1 else in_tabs(drawn)
    return transcripts(next(iter(shown.values()), [])) + lines


def in_tabs(blocks: dict[str, list[str]]) -> list[str]:
    """Returns a tab for each block of Markdown."""
    lines = []
    for label, block in blocks.items():
        lines += ["", f'=== "{label}"', ""]
        lines += [f"    {label}", '    { .on-paper data-search-exclude="" }']
        lines += ["    " + line if line else "" for line in block]
    return lines


def transcripts(own) -> list[str]:
    lines = []
    for path, note in own:
        if note:
            lines += ["", note, "{ .transcript-note }"]
        include = path.relative_to(FOLDER).as_posix()
        lines += ["", "```{.console .no-copy}", f'--8<-- "{include}"', "```"]
    return lines


def notes(cells, shown, text) -> list[str]:
    """Says under which start methods and on which systems a snippet runs."""
    said = []
    if len(shown) == len(METHODS):
        said += [] if differ(shown) else [text["same"]]
    elif shown:
        key = "only" if differ(shown) or len(shown) == 1 else "only_same"
        said.append(text[key].format(methods=text["and"].join(shown)))
    systems = {where.system for where in cells}
    if cells and systems != set(SYSTEMS) and set(shown) & {"spawn"}:
        said.append(text["systems"].format(systems=name_systems(systems, text)))
    return said


def anchor(name: str) -> str:
    """Returns where links to a listing lead. It isn't around the code: Material would
    make a selector of its id for the copy button."""
    return f'<span class="anchor" id="{escape(name)}"></span>'


def place(snippet: Snippet) -> str:
    """Leaves a place for the results, out of the way of Markdown and search."""
    return f'<span class="verified" data-snippet="{snippet.slug}"></span>'


def download(name, page, config) -> str:
    """Returns the link to the file."""
    label = words(config)["download"].format(name=Path(name).name)
    href = f"{to_root(page, config)}snippets/{name}"
    return f'<a class="download" href="{escape(href)}" download>{escape(label)}</a>'
