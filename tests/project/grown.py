"""The project with several times its pages and snippets: what a figure will be when the
site has grown. The copies say the same under other addresses, in chapters of their own."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONFIGS = ("mkdocs.yml", "mkdocs.en.yml")
CHAPTER = re.compile(r"^  - (?P<title>.+):\n(?P<pages>(?:      - [a-z_]+/.*\n)+)", re.M)


def grow(folder: Path, times: int) -> Path:
    """Makes the project in a folder, each chapter `times` times, and returns it."""
    for name in ("docs", "snippets", "theme", "harness"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in CONFIGS:
        shutil.copy(ROOT / name, folder)
    chapters = [each.name for each in (ROOT / "docs/zh").iterdir() if each.is_dir()]
    config = (folder / "mkdocs.yml").read_text("utf-8")
    evidence = (folder / "snippets/verified.json").read_text("utf-8")
    for number in range(2, times + 1):
        for chapter in chapters:
            _copy(folder, chapter, f"{chapter}_{number}")
    _replace(
        folder / "mkdocs.yml",
        CHAPTER.sub(lambda found: _chapters(found, times), config),
    )
    _replace(folder / "snippets/verified.json", _evidence(evidence, chapters, times))
    return folder


def _copy(folder: Path, chapter: str, copy: str) -> None:
    shutil.copytree(folder / "snippets" / chapter, folder / "snippets" / copy)
    for language in ("zh", "en"):
        pages = folder / "docs" / language / copy
        shutil.copytree(folder / "docs" / language / chapter, pages)
        for page in pages.iterdir():
            text = page.read_text("utf-8")
            # The names of snippets: in the title and the line of a fence.
            _replace(page, re.sub(rf'"{chapter}/(?=[\w/]+\.py")', f'"{copy}/', text))


def _chapters(found: re.Match, times: int) -> str:
    copies = [
        f"  - {found['title']} {number}:\n"
        + re.sub(r"- ([a-z_]+)/", rf"- \1_{number}/", found["pages"])
        for number in range(2, times + 1)
    ]
    return found[0] + "".join(copies)


def _evidence(text: str, chapters: list[str], times: int) -> str:
    """Returns the evidence with a line for each transcript of the copies."""
    head, lines = text.split('"transcripts": {\n')
    own, tail = lines.split("\n}\n", 1)
    copies = [
        re.sub(rf'^"({"|".join(chapters)})/', rf'"\1_{number}/', own, flags=re.M)
        for number in range(2, times + 1)
    ]
    return f'{head}"transcripts": {{\n' + ",\n".join([own, *copies]) + "\n}\n" + tail


def _replace(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
