"""Begins a page: python -m theme.new CHAPTER/PAGE

Writes the page in both languages, a first snippet, and the line of the navigation; for a
new chapter its own page, too. Whatever is still to be written says so, and `make check`
names each such place. Nothing that exists is touched.
"""

import re
import sys
from pathlib import Path

UNWRITTEN = {"zh": "待写", "en": "TO WRITE"}  # tests/content finds what still says so
PAGES = {
    "zh": """\
---
description: 待写：用一句话说这一页讲什么，搜索结果里显示的就是它。
---

# 待写 {{#{page}}}

待写：读者遇到的问题，然后是要记住的那一点。
{listing}
## 接下来读什么 {{#next}}

- [待写](../index.md)：待写。
""",
    "en": """\
---
description: TO WRITE, one sentence on what this page tells, which is what search results show.
---

# TO WRITE {{#{page}}}

TO WRITE: the reader's problem, then the one thing to remember.
{listing}
## What to read next {{#next}}

- [TO WRITE](../index.md): TO WRITE.
""",
}
LISTINGS = {
    "zh": """
## 待写 {{#program}}

```python title="{slug}/first.py"
--8<-- "{slug}/first.py"
```

待写：这段输出说明什么，在哪些版本和系统上成立。
""",
    "en": """
## TO WRITE {{#program}}

```python title="{slug}/first.py"
--8<-- "{slug}/first.py"
```

TO WRITE: what this output shows, and on which versions and systems it holds.
""",
}
SNIPPET = """\
import multiprocessing


def work():
    print("TO WRITE")


if __name__ == "__main__":
    p = multiprocessing.Process(target=work)
    p.start()
    p.join()
"""
ABOUT = "  - 关于本站:\n"  # in the navigation: what chapters stand before


def begin(slug: str, root: Path = Path()) -> list[Path]:
    """Writes the files of a new page, `pool/map`, and returns them with mkdocs.yml.
    ValueError: the name isn't of the form, or a file is there."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*/[a-z][a-z0-9_]*", slug):
        raise ValueError(
            f"expected PAGE=chapter/page, lower-case words such as pool/map, found"
            f" {slug or 'nothing'}"
        )
    chapter, page = slug.split("/")
    is_new = not (root / f"docs/zh/{chapter}/index.md").exists()
    files = {root / f"snippets/{slug}/first.py": SNIPPET}
    for language, text in PAGES.items():
        folder = root / "docs" / language / chapter
        listing = LISTINGS[language].format(slug=slug)
        files[folder / f"{page}.md"] = text.format(page=page, listing=listing)
        if is_new and page != "index":
            files[folder / "index.md"] = text.format(page=chapter, listing="")
    if there := [str(path) for path in files if path.exists()]:
        raise ValueError(f"there is {', '.join(there)} already; nothing was written")
    config = root / "mkdocs.yml"
    names = ["index.md", f"{page}.md"] if is_new and page != "index" else [f"{page}.md"]
    navigation = in_navigation(config.read_text(encoding="utf-8"), chapter, names)
    for path, text in {**files, config: navigation}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return [*files, config]


def in_navigation(text: str, chapter: str, names: list[str]) -> str:
    """Returns mkdocs.yml with pages at the end of their chapter; a new chapter stands
    before the last, which is about the site."""
    lines = "".join(f"      - {chapter}/{name}\n" for name in names)
    known = list(re.finditer(rf"^      - {chapter}/.*\n", text, re.MULTILINE))
    if known:
        return text[: known[-1].end()] + lines + text[known[-1].end() :]
    if text.count(ABOUT) != 1:
        raise ValueError(f"mkdocs.yml: nav: expected the line  {ABOUT.strip()}")
    return text.replace(ABOUT, f"  - {UNWRITTEN['zh']}:\n{lines}{ABOUT}")


def main(arguments: list[str]) -> int:
    try:
        written = begin(arguments[0] if arguments else "")
    except ValueError as error:
        print(f"new: {error}", file=sys.stderr)
        return 2
    for path in written:
        print(f"{path}: written")
    print(
        f"Now write your program in place of first.py, under a name that says what it"
        f" shows, and type:\n"
        f"    make record ONLY={arguments[0]}\n"
        f"Write the pages; what is left to write is found by:\n"
        f"    make check"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
