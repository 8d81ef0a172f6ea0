"""What the project takes from others, and what its pages may load: pinned, hashed,
audited; and one Content-Security-Policy. How a browser obeys it is tested in
test_browser_csp.py; what zizmor says of the workflows, in test_workflows.py."""

import base64
import hashlib
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.content.page_checks import report
from tests.content.page_reader import ROOT
from tests.site.site_checks import documents

sys.path.insert(0, str(ROOT / "theme" / "hooks"))
import csp  # noqa: E402

REQUIREMENTS = (ROOT / "requirements.txt").read_text("utf-8")
COMMANDS = [  # the files whose commands install something
    *(ROOT / name for name in ("Makefile", ".ci/run", "CONTRIBUTING.md")),
    *ROOT.glob("README*.md"),
    *(ROOT / ".github").rglob("*.yml"),
]

# --- What is installed ---------------------------------------------------------


def logical_lines(text: str) -> list[str]:
    """Returns the lines of a requirements file without comments, continued ones whole."""
    lines = [line for line in text.splitlines() if not line.strip().startswith("#")]
    return [line for line in "\n".join(lines).replace("\\\n", " ").split("\n") if line]


def test_each_requirement_is_pinned_and_hashed():
    """name==version, perhaps for some systems alone, hashes; no address, no option."""
    shape = r"[a-z0-9-]+==[^\s;]+( ; [^-]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*"
    lines = logical_lines(REQUIREMENTS)
    assert len(lines) > 50
    report([line[:90] for line in lines if not re.fullmatch(shape, line)])


def test_each_choice_is_pinned():
    """requirements.txt was made again after the last change of requirements.in."""
    chosen = re.findall(
        r"^([\w-]+)", (ROOT / "requirements.in").read_text("utf-8"), re.MULTILINE
    )
    assert chosen
    pinned = set(re.findall(r"^([\w.-]+)==", REQUIREMENTS, re.MULTILINE))
    missing = [name for name in chosen if name not in pinned]
    assert missing == [], "type  make requirements"


def test_each_install_asks_for_hashes():
    """In the Makefile, the READMEs, the workflows: no package comes in without them."""
    found = [
        (path, number, line)
        for path in COMMANDS
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"\b(pip3?|pipx|uv|uv tool) (install|run|sync)\b|\buvx\b", line)
    ]
    assert {path.name for path, _, _ in found} >= {"Makefile", "README.md", "ci.yml"}
    report(
        [
            f"{path.relative_to(ROOT)}:{number}: expected --require-hashes -r"
            f" requirements.txt, found  {line.strip()}"
            for path, number, line in found
            if "--require-hashes" not in line or "-r requirements.txt" not in line
        ]
    )


def test_no_file_names_an_index():
    """Packages come from where the reader's own pip takes them."""
    paths = [*COMMANDS, ROOT / "requirements.in", ROOT / "requirements.txt"]
    names = r"\s(--index-url|--extra-index-url|--find-links|--trusted-host|-i |-f )|PIP_\w*(INDEX|LINKS)"
    for path in paths:
        lines = [each for each in path.read_text("utf-8").splitlines() if "pip" in each]
        assert not [line for line in lines if re.search(names, line)], path
    assert "://" not in REQUIREMENTS


# --- What a page may load ----------------------------------------------------------

POLICY = 'meta[http-equiv="Content-Security-Policy" i]'


@pytest.fixture(scope="module", params=["site", "published_site"])
def pages(request):
    return documents(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def policy(pages) -> dict[str, list[str]]:
    """Returns the policy of the whole site: directive → sources."""
    found = {tag["content"] for page in pages.values() for tag in page.soup.select(POLICY)}  # fmt: skip
    assert len(found) == 1, "instant navigation needs one policy for all pages"
    directives = [each.split() for each in found.pop().split(";")]
    return {name: sources for name, *sources in directives}


def inline(page, name: str) -> list:
    """Returns the inline scripts or styles of a page; JSON is none."""
    tags = page.soup.find_all(name, src=False)
    return [tag for tag in tags if tag.get("type") != "application/json"]


def sha256(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def test_each_page_has_the_policy_before_all_that_it_rules(pages, policy):
    """Once, behind the charset, which a browser looks for in the first 1024 bytes."""
    for page in pages.values():
        assert len(page.soup.select(POLICY)) == 1, page
        head = [tag for tag in page.soup.head.find_all(True)]
        assert head[0].get("charset") and head[1] in page.soup.select(POLICY), page
        assert page.html.index("<meta charset=") < 900, page


def test_the_policy_is_strict(policy):
    """Nothing unless it is named; the site itself, hashes, and images in stylesheets."""
    assert policy["default-src"] == ["'none'"]
    for name, sources in policy.items():
        allowed = {"'none'", "'self'"} | ({"data:"} if name == "img-src" else set())
        hashes = name in ("script-src", "style-src")
        others = set(sources) - allowed
        assert all(hashes and each.startswith("'sha256-") for each in others), name


@pytest.mark.parametrize("kind", ["script", "style"])
def test_the_policy_names_what_is_inline_and_nothing_else(kind, pages, policy):
    found = {sha256(tag.string) for page in pages.values() for tag in inline(page, kind)}  # fmt: skip
    assert found == set(policy[f"{kind}-src"]) - {"'self'"}


def test_all_inline_scripts_are_of_the_theme(pages):
    """Material's own, but for the way to the root of the site in one of them."""
    import material

    folder = Path(material.__file__).parent / "templates/partials/javascripts"
    theirs = "".join(path.read_text("utf-8") for path in folder.glob("*.html"))
    theirs = re.sub(r'new URL\("[^"]*"', 'new URL(""', theirs)
    found = {tag.string for page in pages.values() for tag in inline(page, "script")}
    assert len(found) > 3
    report([text for text in found if re.sub(r'new URL\("[^"]*"', 'new URL(""', text) not in theirs])  # fmt: skip


def test_no_element_has_a_script_or_a_style_of_its_own(pages):
    """No handler such as onclick, no javascript: address, no style attribute."""
    report(
        [
            f"{page}: <{tag.name} {name}={value!r}>"
            for page in pages.values()
            for tag in page.soup.find_all(True)
            for name, value in tag.attrs.items()
            if name.startswith("on")
            or name == "style"
            or str(value).strip().lower().startswith("javascript:")
        ]
    )


PAGE = (
    b'<head><meta charset="utf-8"><script>theme()</script></head><article>%s</article>'
)


@pytest.fixture
def built(tmp_path, monkeypatch):
    """Returns what the hook makes of a page with something in its article."""
    monkeypatch.setattr(csp, "served", False)
    config = SimpleNamespace(theme={"language": "zh"}, site_dir=tmp_path)

    def build(article: bytes = b"") -> str:
        path = tmp_path / "index.html"
        path.write_bytes(PAGE % article)
        csp.on_post_build(config)
        return path.read_text("utf-8")

    return build


def test_a_script_in_markdown_is_not_allowed(built):
    """The build doesn't vouch for what an author, or a pull request, puts on a page."""
    page = built(b"<script>bitten()</script>")
    assert sha256("theme()") in page
    assert sha256("bitten()") not in page


def test_make_serve_has_no_policy(built):
    """MkDocs reloads its pages by an inline script; the English site, built within,
    doesn't bring the policy back."""
    csp.on_startup(command="serve", dirty=False)
    csp.on_startup(command="build", dirty=False)
    assert "Content-Security-Policy" not in built()
