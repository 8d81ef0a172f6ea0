"""The words that readers see beside the pages' own text: theme/words.toml, by language.

A page's renderers get the words of its language: section → name → words.
"""

import json
import tomllib
from functools import cache
from pathlib import Path

from harness.interpreters import SYSTEM_NAMES

TABLE = Path(__file__).parents[1] / "words.toml"
LANGUAGES = ("zh", "en")
Words = dict[str, dict[str, str]]


@cache
def words(language: str) -> Words:
    """Returns the words of a language, "zh" or "en"."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {
        section: {name: both[language] for name, both in names.items()}
        for section, names in table.items()
    }


def script(section: str) -> str:
    """Returns the words of scripts as a module of JavaScript, by language."""
    said = {language: words(language)[section] for language in LANGUAGES}
    return f"export default {json.dumps(said, ensure_ascii=False)};\n"


# --- Names that are put together --------------------------------------------------------


def name_systems(systems, text: Words) -> str:
    """Returns the systems' names as one phrase: `Linux, macOS and Windows`."""
    joiners = text["joiners"]
    *names, last = [SYSTEM_NAMES[each] for each in SYSTEM_NAMES if each in systems]
    return joiners["and"].join(filter(None, [joiners["enumerate"].join(names), last]))


def build_of(report, text: Words) -> str:
    """Returns what is unusual about an interpreter's build, in words of the page."""
    parts = report.build.split(", ")
    return " ".join(text["builds"].get(each, each) for each in parts)


def name_of(report, text: Words) -> str:
    """Returns an interpreter's whole name: `CPython 3.13.1 free-threaded`."""
    return f"{report.implementation} {report.release} {build_of(report, text)}".rstrip()


def machine_of(report) -> str:
    """Returns where an interpreter runs: `Linux x86_64`."""
    return f"{SYSTEM_NAMES[report.system]} {report.machine}"
