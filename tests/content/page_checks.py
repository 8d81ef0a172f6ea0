"""What is checked of a page, and of the navigation. Each check returns messages: where,
what was expected, what to do, and the rule of STYLE.md that says so."""

import os
import re
from collections import Counter
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

import pytest
import yaml

from harness.characters import invisible
from tests.content.page_reader import (
    CELL,
    HELD,
    INCLUDE,
    INDENTED,
    ROOT,
    Fence,
    Page,
    Prose,
    read,
    source_files,
)
from theme.new import UNWRITTEN

KINDS = ("note", "tip", "warning", "danger")
ANYWHERE = ("index", "errata", "verification")  # may show every snippet
# What a program of its own would print, and only there.
OUTPUT = re.compile(
    r"\s*(\$ (python|py|echo)\b|>>> ?|Traceback \(most|File \"[^\"]+\", line \d"
    r"|\[still running|\[ended by)"
)
PROGRAM = re.compile(r"\$ (\S*/)?(python|py)[\d.]* +\S+\.py")
HOW_TO_SHOW = (
    'An output is shown by its program:  ```python title="chapter/page/name.py"  around'
    '  --8<-- "chapter/page/name.py"'
)
# What the build replaces (theme/mkdocs_events.py), and the home page's own.
BUILT = {f"<!-- {each} -->" for each in ("build-figures", "interpreters", "left-out", "matrix")}  # fmt: skip
HOME = {
    '<div class="home" markdown="1">',
    '<div class="home-text" markdown="1">',
    "</div>",
    "<span>",
    "</span>",
    '<a class="zip" href="snippets.zip" download>',
    '<a class="zip" href="../snippets.zip" download>',
    "</a>",
}
DESCRIPTION = {"zh": range(20, 71), "en": range(40, 161)}


def report(found: list[str]) -> None:
    """Fails with the messages alone, if there are any."""
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def did_you_mean(near: list[str]) -> str:
    return f"; did you mean  {near[0]}" if near else ""


class Site:
    """The pages, and what they may refer to."""

    def __init__(self, root: Path):
        self.docs = (root / "docs").resolve()
        self.snippets = root / "snippets"
        self.drawings = root / "theme/figures"

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Both languages: `zh/process/pid.md` → the page."""
        names = [
            f"{language}/{name}"
            for language in ("zh", "en")
            for name in sorted(source_files(self.docs / language))
        ]
        return {name: read(self.docs / name) for name in names}

    @cached_property
    def printed(self) -> dict[str, str]:
        """Which transcript holds a line; lines too short to be recognised are left out."""
        lines = {}
        for path in sorted(self.snippets.rglob("*.out")):
            name = f"snippets/{path.relative_to(self.snippets).as_posix()}"
            for line in path.read_text(encoding="utf-8").splitlines():
                if len(line.strip()) >= 12:
                    lines.setdefault(line.strip(), name)
        return lines

    def nearest_snippet(self, name: str) -> str:
        """Returns what may have been meant."""
        names = [each.relative_to(self.snippets).as_posix() for each in self.snippets.rglob("*.py")]  # fmt: skip
        return did_you_mean(get_close_matches(name, names))

    def language(self, page: Page) -> str:
        return page.path.relative_to(self.docs).parts[0]

    def slug(self, page: Page) -> str:
        """Returns `process/pid`, which is the folder of the page's snippets, too."""
        folder = self.docs / self.language(page)
        return page.path.relative_to(folder).with_suffix("").as_posix()


SITE = Site(ROOT)


# --- One page --------------------------------------------------------------


def unwritten(page: Page, site: Site) -> list[str]:
    """What `make new` left for the author."""
    texts = [
        *page.prose,
        *(Prose(each.where, each.text, each.text) for each in page.meta.values()),
    ]
    return [
        f"{each.where}: is still to be written:  {each.shown}"
        for each in texts
        if any(mark in each.shown for mark in UNWRITTEN.values())
    ]


def ids(page: Page, site: Site) -> list[str]:
    found, seen, before = [], {}, 0
    for heading in page.headings:
        if heading.level == 0:
            found.append(
                f"{heading.where}: expected no heading in an admonition or an item; take"
                f" out the indentation, or write  **{heading.text}**  (STYLE.md P2)."
            )
            continue
        form = r"[a-z][a-z0-9_-]*" if heading.level == 1 else r"[a-z][a-z0-9-]*"
        if not re.fullmatch(form, heading.id):
            found.append(
                f"{heading.where}: expected an id such as  {heading.text} {{#some-words}}"
                f", found  {{#{heading.id}}}; lower case, hyphens (STYLE.md P2)."
            )
        elif heading.id in seen:
            found.append(
                f"{heading.where}: the id {heading.id} stands at {seen[heading.id]}"
                f" already; choose another one in both languages (STYLE.md P2)."
            )
        if heading.level > before + 1 or (heading.level == 1 and before):
            found.append(
                f"{heading.where}: expected a heading of level 2 to {before + 1},"
                f" found level {heading.level}: one level-one heading, at the top,"
                f" and no level skipped (STYLE.md P2)."
                if before
                else f"{heading.where}: expected  # {heading.text}  (STYLE.md P2)."
            )
        seen.setdefault(heading.id, heading.where)
        before = heading.level
    if not page.headings:
        found.append(f"{page.name}:1: expected  # 标题 {{#slug}}  (STYLE.md P2).")
    return found


def description(page: Page, site: Site) -> list[str]:
    lengths = DESCRIPTION[site.language(page)]
    line = page.meta.get("description")
    try:
        said = (yaml.safe_load(page.matter) or {}).get("description", "")
    except (yaml.YAMLError, AttributeError):
        said = None
    if line and said != line.text:
        return [
            f"{line.where}: isn't read as one text; put it in quotes:"
            f'  description: "{line.text}"  (STYLE.md P3).'
        ]
    if line is None:
        return [
            f"{page.name}:1: expected front matter with a sentence:"
            f"  description: …  (STYLE.md P3)."
        ]
    if len(line.text) in lengths:
        return []
    return [
        f"{line.where}: expected {lengths[0]} to {lengths[-1]} characters,"
        f" found {len(line.text)} (STYLE.md P3)."
    ]


def paragraphs(page: Page, site: Site) -> list[str]:
    found = [
        f"{line.where}: goes on with the paragraph of the line before; join the two,"
        f" or put an empty line between them (STYLE.md P4)."
        for line in page.continued
    ]
    return found + [
        f"{fence.where}: indented text is shown as code; take out the indentation, or"
        f" write a fence (STYLE.md P4)."
        for fence in page.fences
        if fence.info == INDENTED
    ]


def listings(page: Page, site: Site) -> list[str]:
    """The form of a listing, and that the snippet exists and belongs to the page."""
    found = []
    for fence in page.fences:
        shows = any(INCLUDE.search(line) for line in fence.body)
        if shows or fence.title.endswith(".py"):
            found += _listing(page, fence, site)
    for prose in page.prose:
        if INCLUDE.search(prose.shown):
            found.append(
                f"{prose.where}: an include outside of a fence; write"
                f'  ```python title="…"  before it and  ```  after it (STYLE.md P6).'
            )
    return found


def _listing(page: Page, fence: Fence, site: Site) -> list[str]:
    name = fence.include or fence.title
    if fence.info != f'python title="{name}"' or fence.include != name:
        body = "\n    ".join(fence.body[:3])
        return [
            f'{fence.where}: expected  ```python title="{name}"  around the one line'
            f'  --8<-- "{name}"\n    found  ```{fence.info}\n    {body}\n'
            f"    Nothing else belongs into the fence of a snippet (STYLE.md P6)."
        ]
    if not (site.snippets / name).is_file():
        return [
            f"{fence.where}: there is no snippets/{name}{site.nearest_snippet(name)}; correct"
            f" the name, or write the snippet (STYLE.md P6)."
        ]
    slug = site.slug(page)
    if slug not in ANYWHERE and name.rpartition("/")[0] != slug:
        return [
            f"{fence.where}: {name} belongs to another page than this one; move it"
            f" to snippets/{slug}/, or link to its page (STYLE.md S6)."
        ]
    return []


def blocks(page: Page, site: Site) -> list[str]:
    """The other fences: short programs whose output the tests compare, and commands."""
    found = []
    for fence in page.fences:
        if fence.mark not in ("```", CELL) and fence.info != INDENTED:
            found.append(
                f"{fence.where}: expected  ```  found  {fence.mark}  (STYLE.md P6)."
            )
        elif fence.include or fence.mark == CELL or fence.title.endswith(".py"):
            continue
        elif fence.info == "python":
            found += _program(fence)
        elif fence.info == "console":
            found += [
                f"{fence.where}: expected  $ and a command of a shell, found  {line}\n"
                f"    {HOW_TO_SHOW} (STYLE.md P6)."
                for line in fence.body
                if not line.startswith("$ ") or PROGRAM.match(line)
            ]
        elif fence.info != INDENTED:
            found.append(
                f'{fence.where}: expected one of  ```python title="…"  ```python'
                f"  ```console  found  ```{fence.info}\n    {HOW_TO_SHOW} (STYLE.md P6)."
            )
    return found


def _program(fence: Fence) -> list[str]:
    """A program in a page: what it prints is said by `#>`, and test_code.py runs it."""
    text = "\n".join(fence.body)
    code = re.sub(r"(\"|').*?\1", "", text)
    other = re.search("\"{3}|'{3}", text) or re.search("#(?!>).*", code)
    if other:
        return [
            f"{fence.where}: expected no comment but  #> and what is printed, found"
            f"  {other[0]}\n    {HOW_TO_SHOW} (STYLE.md P6)."
        ]
    if "print(" in text and "#>" not in text:
        return [
            f"{fence.where}: prints, and doesn't say what; write below the print"
            f"  #> and the line that it prints, which a test compares (STYLE.md P6)."
        ]
    return []


def includes(page: Page, site: Site) -> list[str]:
    return [
        f'{each.where}: expected  --8<-- "chapter/page/name.py"  found  {each.text}'
        f" (STYLE.md P6)."
        for each in page.includes
        if not INCLUDE.fullmatch(each.text)
    ]


def plain(page: Page, site: Site) -> list[str]:
    """No HTML, no attributes: what the build makes can't be written."""
    slug = site.slug(page)
    allowed = BUILT | (HOME if slug == "index" else set())
    found = [
        f"{each.where}: expected Markdown, found  {each.text}  (STYLE.md P11)."
        for each in page.html
        if each.text not in allowed
    ]
    found += [
        f"{each.where}: expected no attributes but a heading's id, found  {each.text}"
        f" (STYLE.md P11)."
        for each in page.attributes
    ]
    found += [
        f"{prose.where}: {name}, which isn't to be seen, by its number or its name; delete"
        f" it (STYLE.md W9)."
        for prose in page.prose
        for _, _, name in invisible(prose.shown.replace(HELD, ""))
    ]
    return found + [
        f"{each.where}: expected a quotation of the notes, on the page errata, found"
        f"  > {each.text}  (STYLE.md P11)."
        for each in page.quotes
        if slug != "errata" or not re.match("笔记|The notes", each.text)
    ]


def outputs(page: Page, site: Site) -> list[str]:
    """Nothing looks like an output that isn't one: no paragraph of code alone, no list of
    lines in a table."""
    found = []
    titles = [Prose(each.where, each.title, each.title) for each in page.admonitions]
    headings = {each.where for each in page.headings}
    for prose in [*page.prose, *titles]:
        if prose.where in headings:
            continue
        alone = not prose.shown.strip(f"{HELD} \n")
        lines = [*prose.shown.split("\n"), *(prose.code if alone else ())]
        typed = [
            each
            for each in lines
            if OUTPUT.match(each) or alone and each in site.printed
        ]
        if (
            typed
            or alone
            and prose.code
            and not prose.is_cell
            and "](" not in prose.source
        ):
            found.append(
                f"{prose.where}: looks like an output:  {(typed or prose.code)[0]}\n"
                f"    {HOW_TO_SHOW} (STYLE.md P12)."
            )
    return found + [
        f"{table.where}: a table of one column; write a list (STYLE.md P12)."
        for table in page.tables
        if len(table.rows[0]) < 2
    ]


def admonitions(page: Page, site: Site) -> list[str]:
    return [
        f"{each.where}: expected one of {', '.join(KINDS)} with a title in quotes,"
        f' found  !!! {each.kind} "{each.title}"  (STYLE.md P8).'
        for each in page.admonitions
        if each.kind not in (*KINDS, "===") or not each.title  # a tab has a title, too
    ]


def figures(page: Page, site: Site) -> list[str]:
    found = []
    for figure in page.figures:
        name = figure.target.removeprefix("figure:")
        if not (site.drawings / f"{name}.svg").is_file():
            found.append(
                f"{figure.where}: expected  figure:NAME  of a theme/figures/NAME.svg,"
                f" found  {figure.target}  (STYLE.md P9)."
            )
        elif len(figure.alternative) < 8:
            found.append(
                f"{figure.where}: expected a text alternative that says what the figure"
                f" means, found  [{figure.alternative}]  (STYLE.md P9)."
            )
        elif not figure.alone:
            found.append(
                f"{figure.where}: put the figure on a line of its own, without"
                f" indentation (STYLE.md P9)."
            )
    return found


def links(page: Page, site: Site) -> list[str]:
    """Each link to a page leads to a file and a heading that exist."""
    found = []
    pages = {other.path: other for other in site.pages.values()}
    for link in page.links:
        if re.match(r"https?:", link.text):
            continue
        way, _, anchor = link.text.partition("#")
        path = (page.path.parent / way).resolve() if way else page.path
        if path not in pages:
            others = [os.path.relpath(each, page.path.parent) for each in pages]
            near = get_close_matches(
                way, [each.replace(os.sep, "/") for each in others]
            )
            found.append(
                f"{link.where}: no page has the path  {way}  from here"
                f"{did_you_mean(near)}; expected a relative path to a page's file, such as"
                f"  ../process/pid.md  (STYLE.md P10)."
            )
        elif anchor and anchor not in {h.id for h in pages[path].headings}:
            there = ", ".join(h.id for h in pages[path].headings)
            found.append(
                f"{link.where}: {pages[path].name} has no heading {{#{anchor}}}; it has:"
                f" {there} (STYLE.md P10)."
            )
    return found


def faults(page: Page, site: Site) -> list[str]:
    """Returns what all checks of a page find."""
    checks = (
        unwritten,
        ids,
        description,
        paragraphs,
        listings,
        blocks,
        includes,
        plain,
        outputs,
        admonitions,
        figures,
        links,
    )
    return [message for check in checks for message in check(page, site)]


# --- The navigation --------------------------------------------------------


class _AnyTag(yaml.SafeLoader):
    """Reads `!ENV` and the like as nothing: only the plain parts are of interest."""


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)


def navigation(config: Path, names: set[str]) -> list[str]:
    """Each of the pages is in the navigation once, and nothing else."""
    text = config.read_text(encoding="utf-8")
    entries = list(_flat(yaml.load(text, _AnyTag)["nav"]))
    found = [
        f"{config.name}: {name} is not in the navigation; add a line below nav:"
        f" (STYLE.md P7)."
        for name in sorted(names - set(entries))
    ]
    if UNWRITTEN["zh"] in text:
        found.append(f"{config.name}: a chapter has no name yet:  {UNWRITTEN['zh']}")
    found += [
        f"{config.name}: there is no page {name}; correct the name or delete the line"
        f" (STYLE.md P7)."
        for name in entries
        if name not in names
    ]
    found += [
        f"{config.name}: {name} is in the navigation {times} times; leave one"
        f" (STYLE.md P7)."
        for name, times in Counter(entries).items()
        if times > 1
    ]
    return found


def chapters(config: Path) -> list[list[str]]:
    """Returns the pages of each entry at the top of the navigation, in their order."""
    nav = yaml.load(config.read_text(encoding="utf-8"), _AnyTag)["nav"]
    return [list(_flat(entry)) for entry in nav]


def _flat(entry):
    if isinstance(entry, str):
        yield entry
    else:
        for child in entry if isinstance(entry, list) else entry.values():
            yield from _flat(child)
