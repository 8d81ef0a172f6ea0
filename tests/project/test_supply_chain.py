"""What the project takes from others: pinned, hashed, from no index of ours."""

import re
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.project.imports import imported, modules

ROOT = Path(__file__).parents[2]
REQUIREMENTS = (ROOT / "requirements.txt").read_text("utf-8")
COMMANDS = [  # the files whose commands install something
    *(ROOT / name for name in ("Makefile", ".ci/run", "CONTRIBUTING.md")),
    *ROOT.glob("README*.md"),
    *(ROOT / ".github").rglob("*.yml"),
]


def logical_lines(text: str) -> list[str]:
    """Returns the lines of a requirements file without comments, continued ones whole."""
    lines = [line for line in text.splitlines() if not line.strip().startswith("#")]
    return [line for line in "\n".join(lines).replace("\\\n", " ").split("\n") if line]


def test_each_requirement_is_pinned_and_hashed():
    """name==version, perhaps for some systems alone, hashes; no address, no option."""
    shape = r"[a-z0-9-]+==[^\s;]+( ; [^-]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*"
    lines = logical_lines(REQUIREMENTS)
    assert len(lines) > 50
    assert [line[:90] for line in lines if not re.fullmatch(shape, line)] == []


def test_each_choice_is_pinned():
    """requirements.txt was made again after the last change of requirements.in."""
    chosen = re.findall(
        r"^([\w-]+)", (ROOT / "requirements.in").read_text("utf-8"), re.MULTILINE
    )
    assert chosen
    pinned = set(re.findall(r"^([\w.-]+)==", REQUIREMENTS, re.MULTILINE))
    missing = [name for name in chosen if name not in pinned]
    assert missing == [], "type  make requirements"


def test_each_import_is_of_a_package_that_was_chosen():
    """What comes along with another package may one day come no more."""
    text = (ROOT / "requirements.in").read_text("utf-8")
    chosen = {plain(name) for name in re.findall(r"^[\w-]+", text, re.MULTILINE)}
    owners = packages_distributions()  # of a module: the packages that bring it
    loose = {
        f"{path.relative_to(ROOT)}: {name}: name {packages[0]} in requirements.in"
        for room in ("harness", "theme", "tests")
        for path in modules(room)
        for name in imported(path)
        if (packages := owners.get(name.split(".")[0]))
        and chosen.isdisjoint(map(plain, packages))
    }
    assert not loose, "\n".join(sorted(loose))


def plain(name: str) -> str:
    """Returns the name of a package as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_each_install_asks_for_hashes():
    """In the Makefile, the READMEs, the workflows: no package comes in without them."""
    found = [
        (path, number, line)
        for path in COMMANDS
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"\b(pip3?|pipx|uv|uv tool) (install|run|sync)\b|\buvx\b", line)
    ]
    assert {path.name for path, _, _ in found} >= {"Makefile", "README.md", "ci.yml"}
    loose = [
        f"{path.relative_to(ROOT)}:{number}: expected --require-hashes -r"
        f" requirements.txt, found  {line.strip()}"
        for path, number, line in found
        if "--require-hashes" not in line or "-r requirements.txt" not in line
    ]
    assert not loose, "\n".join(loose)


def test_npm_installs_what_the_lock_file_says():
    """`npm ci` checks each package's hash; nothing else fetches one."""
    others = r"\bnpm (?!ci\b)[a-z]+|\bnpx (?!biome )\S+"
    found = [
        (path.name, re.findall(others, path.read_text("utf-8"))) for path in COMMANDS
    ]
    assert [each for each in found if each[1]] == []


def test_no_file_names_an_index():
    """Packages come from where the reader's own pip takes them."""
    paths = [*COMMANDS, ROOT / "requirements.in", ROOT / "requirements.txt"]
    names = r"\s(--index-url|--extra-index-url|--find-links|--trusted-host|-i |-f )|PIP_\w*(INDEX|LINKS)"
    for path in paths:
        lines = [each for each in path.read_text("utf-8").splitlines() if "pip" in each]
        assert not [line for line in lines if re.search(names, line)], path
    assert "://" not in REQUIREMENTS
