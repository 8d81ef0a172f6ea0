"""Makes a listing of a snippet's fence.

In:   ```python title="process/exitcode/values.py"
      --8<-- "process/exitcode/values.py"
      ```
Out:  the program, its transcripts (as tabs, one a start method, where they differ) with
      the timelines, then one quiet line: where this holds, by what it was verified, and
      the download.
"""

import re
from html import escape
from pathlib import Path

from harness.interpreters import SYSTEM_NAMES
from harness.snippets import Snippet
from harness.transcripts import METHODS, Transcript, newest
from harness.versions import VERSIONS

from . import code
from .page import Fault, Page, Site
from .timeline.content import Timeline
from .timeline.figure import figure, timelines_of
from .verified import verified_by
from .words import Words, name_systems, words

LISTING = re.compile(
    r'^(?P<indent> *)(?P<ticks>`{3,})python[^\n]* title="(?P<name>[^"\n]+\.py)"[^\n]*\n'
    r"(?P<body>.*?)"
    r"^(?P=indent)(?P=ticks) *$",
    re.MULTILINE | re.DOTALL,
)
TRACE = ".trace.json"  # ends the name of a snippet's timelines as a file
Blocks = dict[str, list[tuple[Transcript, str]]]  # start method → transcripts, captions


def put_listings(markdown: str, page: Page) -> str:
    """Leaves a place for the listing of each fence that shows a snippet; a Fault if there
    is no such file, or if the fence holds anything else than its include."""

    def leave(match: re.Match) -> str:
        name = match["name"]
        if not (page.site.folder / name).is_file():
            raise Fault(f"no such snippet: snippets/{name}", match.start())
        if match["body"].strip() != f'--8<-- "{name}"':
            raise Fault(f'expected one line in the fence,  --8<-- "{name}"', match.start())  # fmt: skip
        first = name not in page.listed
        page.listed.append(name)
        place = page.places.leave(lambda: listing(name, first, page), searched=True)
        return match["indent"] + place

    return LISTING.sub(leave, markdown)


def listed_in(markdown: str) -> list[str]:
    """Returns the names of the programs that a page's Markdown shows."""
    return [match["name"] for match in LISTING.finditer(markdown)]


def listing(name: str, first: bool, page: Page) -> str:
    """Returns the HTML of a listing; to the `first` one of a file on a page links lead."""
    snippet, text = page.site.snippets.get(name), page.text
    holds = snippet.holding if snippet else {}
    shown = shown_of(snippet, page.site, page.language) if snippet else {}
    own = own_method(snippet, shown) if snippet else None
    timelines = drawn(snippet, shown, own)
    note = " · ".join(notes(holds, shown, own, text))
    downloads = [download(f"snippets/{name}", text["listing"]["download"], page)]
    if timelines:
        made = f"runs/{snippet.slug}{TRACE}"
        downloads.append(download(made, text["listing"]["download_trace"], page))
    foot = [
        f'<span class="anchor" id="{escape(name)}"></span>' if first else "",
        f'<span class="listing-note">{escape(note)}</span>',
        verification(snippet, page) if snippet else "",
        f'<span class="downloads">{" ".join(downloads)}</span>',
    ]
    parts = [
        code.program(name, (page.site.folder / name).read_text(encoding="utf-8")),
        *below(snippet, shown, timelines, page),
        f'<div class="listing-foot">{" ".join(filter(None, foot))}</div>',
    ]
    return "\n".join(['<div class="listing">', *parts, "</div>"])


# --- What holds where -------------------------------------------------------------------


def shown_of(snippet: Snippet, site: Site, language: str) -> Blocks:
    """Returns what is shown of a snippet, in the listing and on the page of its runs."""
    key = snippet.slug, language
    if key not in site.shown:
        site.shown[key] = blocks(snippet.holding, words(language))
    return site.shown[key]


def blocks(holds: dict, text: Words) -> Blocks:
    """Returns what is shown for each start method: transcripts and their captions.

    A start method under which the snippet doesn't run is left out.
    """
    shown = {}
    for method in METHODS:
        own = {where: each for where, each in holds.items() if where.method == method}
        ordered = sorted(set(own.values()), key=lambda each: each.rank)
        if ordered:
            shown[method] = [
                (each, caption(each, holds, text, method)) for each in ordered
            ]
    return shown


def caption(transcript: Transcript, holds: dict, text: Words, method: str) -> str:
    """Says where a transcript holds: `Python ≥ 3.14`; nothing if it holds anywhere.

    PyPy is named where it differs, systems where they do. The systems of a snippet that
    runs on some only stand below it.
    """
    here = [
        where
        for where, other in holds.items()
        if other == transcript and where.method == method
    ]
    systems = {where.system for where in here}
    known = {where.system for where in newest(()) if where.method == method}
    parts = []
    if transcript.pypy:
        parts.append("PyPy")
    elif (versions := {where.version[:2] for where in here}) != set(VERSIONS):
        parts.append(version_range(sorted(versions)))
    if systems != known & {where.system for where in holds}:
        parts.append(name_systems(systems, text))
    if transcript.anyorder:
        parts.append(text["listing"]["anyorder"])
    return text["joiners"]["comma"].join(parts)


def version_range(versions: list[tuple[int, int]]) -> str:
    """Returns `Python ≥ 3.14`, `Python 3.11–3.13` or `Python 3.11`."""
    first, last = (".".join(map(str, each)) for each in (versions[0], versions[-1]))
    if versions[-1] == VERSIONS[-1]:
        return f"Python ≥ {first}"
    return f"Python {first}" if first == last else f"Python {first}–{last}"


def differ(shown: Blocks) -> bool:
    """Returns whether what is shown depends on the start method."""
    return len({tuple(each) for each in shown.values()}) > 1


def own_method(snippet: Snippet, shown: Blocks) -> str | None:
    """Returns the start method that the program itself chooses, if only that one matters:
    there is nothing to compare then."""
    named = {*snippet.own_methods}
    return named.pop() if len(named) == 1 and not differ(shown) else None


def notes(holds: dict, shown: Blocks, own: str | None, text: Words) -> list[str]:
    """Says under which start methods and on which systems a snippet runs."""
    said, words = [], text["listing"]
    if len(shown) == len(METHODS) and own:
        said.append(words["own"].format(method=own))
    elif len(shown) == len(METHODS):
        said += [] if differ(shown) else [words["same"]]
    elif shown:
        key = "only" if differ(shown) or len(shown) == 1 else "only_same"
        said.append(words[key].format(methods=text["joiners"]["and"].join(shown)))
    systems = {where.system for where in holds}
    if holds and systems != set(SYSTEM_NAMES) and "spawn" in shown:
        said.append(words["systems"].format(systems=name_systems(systems, text)))
    return said


# --- The parts of a listing -------------------------------------------------------------


def below(
    snippet: Snippet | None, shown: Blocks, timelines: dict[str, Timeline], page: Page
) -> list[str]:
    """Returns the transcripts with their timelines, in tabs where they differ.

    Where all start methods print the same, tabs hold the timelines alone.
    """
    figures = {
        method: page.places.leave(lambda m=method: figure(snippet, timelines, m, page))
        for method in timelines
    }
    ran = page.site.covered.intersection(snippet.transcripts if snippet else ())
    if differ(shown):
        return [
            tabs(
                {
                    method: [
                        *transcripts(own, ran, page),
                        *filter(None, [figures.get(method)]),
                    ]
                    for method, own in shown.items()
                },
                snippet,
                page,
            )
        ]
    lines = transcripts(next(iter(shown.values()), []), ran, page)
    if len(figures) > 1:
        alone = {method: [each] for method, each in figures.items()}
        return [*lines, tabs(alone, snippet, page)]
    return [*lines, *figures.values()]


def drawn(
    snippet: Snippet | None, shown: Blocks, own: str | None
) -> dict[str, Timeline]:
    """Returns the timelines that are shown below a snippet, by start method."""
    timelines = timelines_of(snippet)
    return {
        method: timelines[method]
        for method in shown
        if method in timelines and own in (None, method)
    }


def transcripts(
    own: list[tuple[Transcript, str]], ran: set[Transcript], page: Page
) -> list[str]:
    """Returns transcripts, each below its caption, and says which nobody has run: those not
    among `ran`, where others of the snippet are. Of a snippet without any its foot tells.
    """
    parts = []
    for transcript, note in own:
        if note:
            parts.append(f'<p class="transcript-note">{escape(note)}</p>')
        if ran and transcript not in ran:
            parts.append(page.places.leave(lambda: never_run(page)))
        parts.append(code.transcript(transcript.path.name, transcript.text))
    return parts


def never_run(page: Page) -> str:
    """Says that nothing has printed the transcript below; readers don't search for it."""
    words = page.text["verified"]["never_run"]
    return f'<p class="transcript-note"><span class="failed">{escape(words)}</span></p>'


def tabs(content: dict[str, list[str]], snippet: Snippet, page: Page) -> str:
    """Returns a tab for each label, as Markdown's own are (pymdownx.tabbed), without the
    attribute data-tabs by which Material's script would know them: assets/tabs.js links
    equal labels. The labels, three words below each listing, aren't searched.

    Material opens the tab that the address names, `#__tabbed_…`, on the next page too if
    it is there: so the name is the snippet's, where pymdownx.tabbed counts.
    """
    own = next(page.tabs)
    group = f"__tabbed_{snippet.slug.replace('/', '-')}_{own}"
    inputs, labels, tabbed = [], [], []
    for number, (label, parts) in enumerate(content.items(), start=1):
        checked = 'checked="checked" ' if number == 1 else ""
        tab = f"{group}_{number}"
        inputs.append(f'<input {checked}id="{tab}" name="{group}" type="radio" />')
        labels.append(f'<label for="{tab}">{label}</label>')
        tabbed += [f'<div class="tabbed-block" data-label="{label}">', *parts, "</div>"]
    return "\n".join(
        [
            f'<div class="tabbed-set tabbed-alternate">{"".join(inputs)}'
            f'<div class="tabbed-labels" data-search-exclude="">{"".join(labels)}</div>',
            '<div class="tabbed-content">',
            *tabbed,
            "</div>",
            "</div>",
        ]
    )


def verification(snippet: Snippet, page: Page) -> str:
    """Leaves a place for by what it was verified, which isn't searched."""
    ways = {
        "in_matrix": f"{page.matrix}#{snippet.slug}.py",
        "in_runs": f"{page.runs}{snippet.slug}.html#verified",
    }
    return page.places.leave(
        lambda: verified_by(snippet.slug, page.site.reports, page.text, ways)
    )


def download(name: str, label: str, page: Page) -> str:
    """Returns the link to a file, whose name is that below the root of the whole site."""
    label = label.format(name=Path(name).name)
    href = f"{page.root}{name}"
    return f'<a class="download" href="{escape(href)}" download>{escape(label)}</a>'
