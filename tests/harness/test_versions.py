"""Whatever names the supported Pythons follows the one list, harness/versions.py."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from harness import versions
from harness.versions import dotted

ROOT = Path(__file__).parents[2]
# What runs Python, or says how to; the pages also tell of versions that were.
PROJECT = ("Makefile", "*.md", "ruff.toml", ".ci/*", ".github/**/*.yml")
PAGES = ("docs/**/*.md", "docs/**/*.ipynb")


class Rule(NamedTuple):
    """In which files which words name which versions."""

    files: tuple[str, ...]
    words: str
    expected: str  # "the oldest", "the oldest and the newest", "all" or "supported"


RULES = (
    Rule(
        PROJECT, r"3\.\d+ or newer|3\.\d+ 或更新|--python-version 3\.\d+", "the oldest"
    ),
    Rule(PROJECT, r'version_info < \(3, \d+\)|target-version = "py3\d+"', "the oldest"),
    Rule(PROJECT + PAGES, r"\b3\.\d+ (?:to|到) 3\.\d+", "the oldest and the newest"),
    Rule(PROJECT, r'(?<!, )"3\.\d+", "3\.\d+"(?!,)', "the oldest and the newest"),
    Rule(PROJECT, r'"3\.\d+"(?:, "3\.\d+"){2,}', "all"),
    Rule(PROJECT, r"(?<![\w.])(?:python)?3\.\d+", "supported"),
    Rule(PAGES, r"(?<![\d.])3\.\d+\.\d+", "supported"),
)


def places(rule: Rule) -> list[tuple[str, str]]:
    """Returns file and line of each place that a rule holds for, and the words there."""
    return [
        (f"{path.relative_to(ROOT).as_posix()}:{number}", match[0])
        for pattern in rule.files
        for path in sorted(ROOT.glob(pattern))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        for match in re.finditer(rule.words, line)
    ]


def amiss() -> list[str]:
    """Returns what doesn't follow the list: a message for each line of a file."""
    known = [*versions.VERSIONS]
    right = {
        "the oldest": known[:1],
        "the oldest and the newest": [known[0], known[-1]],
        "all": known,
    }
    found = {}
    for rule in RULES:
        for where, words in places(rule):
            minors = re.findall(r"(?<![\d.])3(?:\.|, )?(\d+)", words)
            named = [(3, int(minor)) for minor in minors]
            expected = right.get(rule.expected, known)
            if rule.expected == "supported" and set(named) <= set(known):
                continue
            if " and " in rule.expected and named[0] in known[1:]:
                continue  # such as "3.13 to 3.14", which isn't meant to be all
            if named != expected:
                message = f"{where}: {words!r}; expected {rule.expected}: {', '.join(map(dotted, expected))}"
                found.setdefault(where, message)
    for each in versions.PYPY:
        if each not in known:
            found[each] = (
                f"harness/versions.py: PYPY has {dotted(each)}, VERSIONS hasn't"
            )
    return list(found.values())


def test_every_place_follows_the_list():
    """Each file and line that names the oldest or the newest version, or all."""
    found = amiss()
    assert not found, "\n".join(["These don't follow harness/versions.py:", *found])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.words[:20])
def test_there_is_a_place_for_each_rule(rule):
    """Words that stand nowhere any more would be right for ever."""
    assert places(rule)


def test_after_a_change_of_the_list_each_place_is_told(monkeypatch):
    """The oldest goes, a new one comes: file, line, what is there, what is expected."""
    before = versions.VERSIONS
    after = (*before[1:], (3, before[-1][1] + 1))
    (old, *_, last), (oldest, *_, newest) = (
        map(dotted, each) for each in (before, after)
    )
    monkeypatch.setattr(versions, "VERSIONS", after)
    told = "\n".join(amiss())
    for place, is_there, expected in (
        (r"Makefile:\d+", f"version_info < (3, {before[0][1]})", f"the oldest: {oldest}"),
        (r"README\.md:\d+", f"{old} 或更新", f"the oldest: {oldest}"),
        (r"README\.en\.md:\d+", f"{old} to {last}", f"the oldest and the newest: {oldest}, {newest}"),
        (r"ruff\.toml:\d+", f'target-version = "py3{before[0][1]}"', f"the oldest: {oldest}"),
        (r"\.github/workflows/\S*", f'"{old}", .*', f"all: {', '.join(map(dotted, after))}"),
        (r"docs/zh/index\.md:\d+", f"{old} 到 {last}", "the oldest and the newest"),
        (r"docs/en/index\.md:\d+", f"{old} to {last}", "the oldest and the newest"),
    ):  # fmt: skip
        words = is_there if ".*" in is_there else re.escape(is_there)
        line = f"^{place}: '{words}'; expected {re.escape(expected)}"
        assert re.search(line, told, re.MULTILINE), f"{line}\n{told}"
    if before[0] in versions.PYPY:
        assert f"harness/versions.py: PYPY has {old}, VERSIONS hasn't" in told
