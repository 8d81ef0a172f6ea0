"""What is checked of pages and snippets. Each check returns messages: where, what was
expected, what to do, and the rule of STYLE.md that says so."""

import ast
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.content.page_reader import INCLUDE, Fence, Page, Part, held

KINDS = ("note", "tip", "warning", "danger")
ANYWHERE = ("index.md", "errata.md", "verification.md")  # may show every snippet
DESCRIPTION = {"zh": range(20, 71), "en": range(40, 161)}


def report(found: list[str]) -> None:
    """Fails with the messages alone, if there are any."""
    if found:
        pytest.fail("\n".join(found), pytrace=False)


# --- The twins -------------------------------------------------------------


def headings(page: Page) -> list[Part]:
    return [Part(h.where, f"{'#' * h.level} … {{#{h.id}}}") for h in page.headings]


def fences(page: Page) -> list[Part]:
    return [Part(fence.where, _fence_text(fence)) for fence in page.fences]


def _fence_text(fence: Fence) -> str:
    lines = [f"```{fence.info}"]
    if fence.is_python or fence.include:
        lines += fence.body
    return "\n        ".join(lines)


def links(page: Page) -> list[Part]:
    """In the order of the targets: sentences may name them in another order."""
    parts = [Part(each.where, same_target(each.text)) for each in page.links]
    return sorted(parts, key=lambda each: each.text)


def same_target(target: str) -> str:
    """The languages of Python's own documentation count as one."""
    return re.sub(r"(docs\.python\.org)/zh-cn/", r"\1/", target)


TWINS = {
    "headings": headings,
    "fences": fences,
    "admonitions": lambda page: page.admonitions,
    "tables": lambda page: page.tables,
    "lists": lambda page: page.lists,
    "figures": lambda page: page.figures,
    "links": links,
}


def twins(kind: str, zh: Page, en: Page) -> list[str]:
    """Says where the `kind` of things on two pages stops to correspond."""
    ours, theirs = TWINS[kind](zh), TWINS[kind](en)
    if kind == "links":
        return _different_links(ours, theirs, zh, en)
    for left, right in zip(ours, theirs):
        if left.text != right.text:
            return [
                f"{right.where}: expected  {left.text}\n"
                f"    as at {left.where}, found  {right.text}\n"
                f"    Make the {kind} of the twins the same (STYLE.md P1)."
            ]
    return _one_has_more(kind, ours, theirs, zh, en)


def _one_has_more(kind, ours, theirs, zh, en) -> list[str]:
    if len(ours) == len(theirs):
        return []
    more, less = (ours, en) if len(ours) > len(theirs) else (theirs, zh)
    first = more[min(len(ours), len(theirs))]
    return [
        f"{first.where}: nothing in {less.name} corresponds to  {first.text}\n"
        f"    Add it there or delete it here: the {kind} of the twins"
        f" are the same (STYLE.md P1)."
    ]


def _different_links(ours, theirs, zh, en) -> list[str]:
    found = []
    for here, there, name in ((ours, theirs, en.name), (theirs, ours, zh.name)):
        extra = Counter(p.text for p in here) - Counter(p.text for p in there)
        found += [
            f"{part.where}: no link in {name} corresponds to  ({part.text})\n"
            f"    Add it there or delete it here (STYLE.md P1)."
            for part in here
            if extra[part.text] > 0 and not extra.subtract([part.text])
        ]
    return found


# --- One page --------------------------------------------------------------


def ids(page: Page, **_) -> list[str]:
    found, seen, before = [], {}, 0
    for heading in page.headings:
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


def description(page: Page, language: str, **_) -> list[str]:
    lengths = DESCRIPTION[language]
    line = page.meta.get("description")
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


def paragraphs(page: Page, **_) -> list[str]:
    return [
        f"{line.where}: goes on with the paragraph of the line before; join the two,"
        f" or put an empty line between them (STYLE.md P4)."
        for line in page.paragraphs
    ]


def listings(page: Page, snippets: Path, **_) -> list[str]:
    """The form of a listing, and that the snippet exists and belongs to the page."""
    found = []
    for fence in page.fences:
        shows = any(INCLUDE.search(line) for line in fence.body)
        if shows or fence.title.endswith(".py"):
            found += _listing(page, fence, snippets)
    for line in page.prose:
        if INCLUDE.search(held(line.text)):
            found.append(
                f"{line.where}: an include outside of a fence; write"
                f'  ```python title="…"  before it and  ```  after it (STYLE.md P6).'
            )
    return found


def _listing(page: Page, fence: Fence, snippets: Path) -> list[str]:
    name = fence.include or fence.title
    if fence.info != f'python title="{name}"' or fence.include != name:
        body = "\n    ".join(fence.body[:3])
        return [
            f'{fence.where}: expected  ```python title="{name}"  around the one line'
            f'  --8<-- "{name}"\n    found  ```{fence.info}\n    {body}\n'
            f"    Nothing else belongs into the fence of a snippet (STYLE.md P6)."
        ]
    if not (snippets / name).is_file():
        return [
            f"{fence.where}: there is no snippets/{name}; correct the name in both"
            f" languages, or write the snippet (STYLE.md P6)."
        ]
    chapter = page.path.parent.name
    if page.path.name in ANYWHERE and chapter in ("zh", "en"):
        return []
    if name.split("/")[0] != chapter:
        return [
            f"{fence.where}: {name} belongs to another chapter than this page; move it"
            f" to snippets/{chapter}/, or link to its page (STYLE.md S6)."
        ]
    return []


def retyped(page: Page, printed: dict[str, str], **_) -> list[str]:
    """`printed`: which transcript holds a line; short lines are left out."""
    if page.path.suffix == ".ipynb":
        return []
    found = []
    for fence in page.fences:
        if fence.is_python:
            continue
        for line in fence.body:
            if line.strip() in printed:
                found.append(
                    f"{fence.where}: this fence repeats {printed[line.strip()]}:"
                    f"  {line.strip()}\n    The site shows the transcript below the"
                    f" snippet; delete the fence (STYLE.md P6)."
                )
                break
    return found


def admonitions(page: Page, **_) -> list[str]:
    return [
        f"{kind.where}: expected one of {', '.join(KINDS)} with a title in quotes,"
        f' found  !!! {kind.text} "{title.text}"  (STYLE.md P8).'
        for kind, title in zip(page.admonitions, page.titles)
        if kind.text not in KINDS or not title.text
    ]


def figures(page: Page, drawings: Path, **_) -> list[str]:
    found = []
    lines = {line.where: line.text for line in page.prose}
    for figure, alternative in zip(page.figures, page.alternatives):
        name = figure.text.removeprefix("figure:")
        if not (drawings / f"{name}.svg").is_file():
            found.append(
                f"{figure.where}: expected  figure:NAME  of a theme/figures/NAME.svg,"
                f" found  {figure.text}  (STYLE.md P9)."
            )
        elif len(alternative.text) < 8:
            found.append(
                f"{figure.where}: expected a text alternative that says what the figure"
                f" means, found  [{alternative.text}]  (STYLE.md P9)."
            )
        elif not re.fullmatch(r"!\[[^\]]*\]\([^)]*\) *", lines[figure.where]):
            found.append(
                f"{figure.where}: put the figure on a line of its own, without"
                f" indentation (STYLE.md P9)."
            )
    return found


def targets(page: Page, pages: dict[Path, Page], **_) -> list[str]:
    """Each link to a page leads to a file and a heading that exist."""
    found = []
    for link in page.links:
        if re.match(r"https?:", link.text):
            continue
        way, _, anchor = link.text.partition("#")
        path = (page.path.parent / way).resolve() if way else page.path
        if path not in pages:
            found.append(
                f"{link.where}: expected a relative path to a page's file, such as"
                f"  ../process/pid.md, found  {link.text}  (STYLE.md P10)."
            )
        elif anchor and anchor not in {h.id for h in pages[path].headings}:
            there = ", ".join(h.id for h in pages[path].headings)
            found.append(
                f"{link.where}: {pages[path].name} has no heading {{#{anchor}}}; it has:"
                f" {there} (STYLE.md P10)."
            )
    return found


ONE_PAGE = {
    check.__name__: check
    for check in (
        ids,
        description,
        paragraphs,
        listings,
        retyped,
        admonitions,
        figures,
        targets,
    )
}


def printed_lines(snippets: Path) -> dict[str, str]:
    """Returns the lines of all transcripts that are long enough to be recognised."""
    lines = {}
    for path in sorted(snippets.rglob("*.out")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if len(line.strip()) >= 12:
                lines.setdefault(
                    line.strip(), f"snippets/{path.relative_to(snippets).as_posix()}"
                )
    return lines


# --- All pages -------------------------------------------------------------


def source_files(folder: Path) -> set[str]:
    """Returns the pages below a folder of one language: `process/pid/pid.md`."""
    paths = [*folder.rglob("*.md"), *folder.rglob("*.ipynb")]
    return {
        path.relative_to(folder).as_posix()
        for path in paths
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def lone_pages(zh: Path, en: Path) -> list[str]:
    found = []
    for here, there in ((zh, en), (en, zh)):
        for name in sorted(source_files(here) - source_files(there)):
            found.append(
                f"docs/{here.name}/{name}: has no twin; write docs/{there.name}/{name}"
                f" (STYLE.md P1)."
            )
    if not source_files(zh):
        found.append(f"{zh}: no page found; expected index.md and others.")
    return found


def navigation(config: Path, folder: Path) -> list[str]:
    """Each page is in the navigation of its language, and the other way round."""
    entries = nav_entries(config)
    pages = source_files(folder)
    found = [
        f"{config.name}: {folder.name}/{name} is not in the navigation; add a line"
        f" below nav:, in both languages (STYLE.md P7)."
        for name in sorted(pages - set(entries))
    ]
    found += [
        f"{config.name}: there is no page {folder.name}/{name}; correct the name or"
        f" delete the line (STYLE.md P7)."
        for name in entries
        if name not in pages
    ]
    found += [
        f"{config.name}: {name} is in the navigation {times} times; leave one"
        f" (STYLE.md P7)."
        for name, times in Counter(entries).items()
        if times > 1
    ]
    return found


class _AnyTag(yaml.SafeLoader):
    """Reads `!ENV` and the like as nothing: only the plain parts are of interest."""


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)


def read_yaml(path: Path):
    return yaml.load(path.read_text(encoding="utf-8"), _AnyTag)


def nav_entries(config: Path) -> list[str]:
    """Returns the pages of the navigation in order."""

    def flat(entry):
        if isinstance(entry, str):
            return [entry]
        children = entry if isinstance(entry, list) else entry.values()
        return [name for child in children for name in flat(child)]

    return flat(read_yaml(config)["nav"])


def unshown(snippets: Path, pages: list[Page], language: str) -> list[str]:
    """Each snippet is shown on some page of the language; `_name.py` need not be."""
    shown = {fence.include for page in pages for fence in page.fences}
    return [
        f"snippets/{name}: no page in docs/{language}/ shows it; show it or delete it"
        f" and its transcripts (STYLE.md S6)."
        for name in sorted(
            path.relative_to(snippets).as_posix()
            for path in snippets.rglob("*.py")
            if not path.name.startswith("_")
        )
        if name not in shown
    ]


# --- One snippet -----------------------------------------------------------

DIRECTIVE = re.compile(r"#\s*(noqa|type:|fmt:|ruff:|pragma|pylint|mypy)", re.IGNORECASE)


def snippet(path: Path, snippets: Path) -> list[str]:
    name = f"snippets/{path.relative_to(snippets).as_posix()}"
    source = path.read_text(encoding="utf-8")
    found = list(_lines(name, source.splitlines()))
    found += _name(name, path)
    found += _imports(name, path, ast.parse(source))
    if "__name__" not in source and "missing_guard" not in path.name:
        if not path.name.startswith("_"):
            found.append(
                f'{name}:1: expected  if __name__ == "__main__":  before what starts'
                f" processes (STYLE.md S3)."
            )
    return found


def _lines(name: str, lines: list[str]):
    if len(lines) > 40:
        yield f"{name}:41: expected at most 40 lines, found {len(lines)}; cut (STYLE.md S2)."
    for number, line in enumerate(lines, 1):
        if len(line) > 72:
            yield (
                f"{name}:{number}: expected at most 72 columns, found {len(line)};"
                f" run  ruff format {name}  (STYLE.md S2)."
            )
        if not line.isascii():
            strange = next(each for each in line if not each.isascii())
            yield f"{name}:{number}: expected ASCII, found {strange!r} (STYLE.md S2)."
        if DIRECTIVE.search(line):
            yield f"{name}:{number}: a comment for a tool; delete it (STYLE.md S4)."


def _name(name: str, path: Path) -> list[str]:
    found = []
    if not re.fullmatch(r"_?[a-z][a-z0-9]*(_[a-z][a-z0-9]*)*", path.stem) or re.search(
        r"\d$", path.stem
    ):
        found.append(
            f"{name}: expected a name of lower-case words that says what is shown,"
            f" without a number at its end; rename it (STYLE.md S5)."
        )
    if path.stem.endswith("_broken"):
        start = path.stem.removesuffix("_broken")
        if not list(path.parent.glob(f"{start}_fixed*.py")):
            found.append(
                f"{name}: has no {start}_fixed.py beside it; a page that warns of"
                f" something shows how it is done right (STYLE.md S5)."
            )
    return found


def _imports(name: str, path: Path, tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        for module in modules:
            top = module.split(".")[0]
            own = top.startswith("_") and (path.parent / f"{top}.py").is_file()
            if top not in sys.stdlib_module_names and not own:
                found.append(
                    f"{name}:{node.lineno}: {module} is neither of the standard library"
                    f" nor a _name.py in the same folder (STYLE.md S1)."
                )
    return found
