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
    """Without 3.11 and with 3.16: file, line, what is there, and what is expected."""
    monkeypatch.setattr(versions, "VERSIONS", (*versions.VERSIONS[1:], (3, 16)))
    told = "\n".join(amiss())
    for place in (
        r"Makefile:\d+: 'version_info < \(3, 11\)'; expected the oldest: 3\.12",
        r"README\.md:\d+: '3\.11 或更新'; expected the oldest: 3\.12",
        r"README\.en\.md:\d+: '3\.11 to 3\.15'; expected the oldest and the newest: 3\.12, 3\.16",
        r"ruff\.toml:\d+: 'target-version = \"py311\"'",
        r"\.github/workflows/.*: '\"3\.11\", .*'; expected all: 3\.12, 3\.13, 3\.14, 3\.15, 3\.16",
        r"docs/zh/index\.md:\d+: '3\.11 到 3\.15'",
        r"docs/en/index\.md:\d+: '3\.11 to 3\.15'",
        r"harness/versions\.py: PYPY has 3\.11, VERSIONS hasn't",
    ):  # fmt: skip
        assert re.search(f"^{place}", told, re.MULTILINE), f"{place}\n{told}"
