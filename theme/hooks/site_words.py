"""What the hooks put on pages, in both languages."""

import os

WORDS = {
    "zh": {
        "same": "三种启动方式下输出相同",
        "only": "只在 {methods} 下运行",
        "only_same": "只在 {methods} 下运行，输出相同",
        "systems": "只在 {systems} 上运行",
        "anyorder": "各行顺序不定",
        "and": " 和 ",
        "comma": "，",
        "download": "下载 {name}",
        "notebook": "下载这个笔记本",
        "figures": "本站有 {snippets} 个示例、{transcripts} 份输出记录。",
        "total": "在 {interpreters} 个解释器上运行了 {cells} 项，其中 {passed} 项与记录一致：",
        "no_results": "这次构建没有拿到测试结果，所以这里不列出任何解释器。",
        "figures_head": "| 解释器 | 系统 | 验证项 | 通过 |",
    },
    "en": {
        "same": "Same under all three start methods",
        "only": "Runs only under {methods}",
        "only_same": "Runs only under {methods}, with the same output",
        "systems": "{systems} only",
        "anyorder": "lines in any order",
        "and": " and ",
        "comma": ", ",
        "download": "Download {name}",
        "notebook": "Download this notebook",
        "figures": "This site has {snippets} snippets and {transcripts} transcripts. ",
        "total": "Cells run with {interpreters} interpreters: {cells}; as documented: {passed}.",
        "no_results": "This build was given no test results, so no interpreter is listed.",
        "figures_head": "| Interpreter | System | Cells | Passed |",
    },
}
SYSTEMS = {"linux": "Linux", "macos": "macOS", "windows": "Windows"}


def name_systems(systems, text) -> str:
    """Returns the systems' names as one phrase: `Linux and macOS`."""
    return text["and"].join(SYSTEMS[each] for each in SYSTEMS if each in systems)


def words(config) -> dict[str, str]:
    """Returns the words of the site that `config` builds."""
    return WORDS[config.theme["language"]]


def to_root(page, config) -> str:
    """Returns the way from `page` to the root of the whole site: `../../`.

    The whole site is the Chinese one; the English one lies in its folder `en/`.
    """
    below = page.url.strip("./").count("/") + (page.url.strip("./") != "")
    return "../" * (below + (config.theme["language"] == "en"))


def line_of(page, markdown: str, offset: int) -> str:
    """Names a place in `markdown`, a page's text so far: `docs/zh/process/pid.md:12`.

    The text that hooks see begins after the front matter, the file doesn't. It holds
    for hooks that run before one that adds lines.
    """
    source = page.file.content_string
    start = max(source.find(page.markdown), 0)
    line = source.count("\n", 0, start) + markdown.count("\n", 0, offset) + 1
    path = os.path.relpath(page.file.abs_src_path)
    return f"{path}:{line}"
