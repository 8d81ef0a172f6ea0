"""One Content-Security-Policy for all pages, as strict as can be. How a browser obeys it
is tested in tests/browser/test_csp.py."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from tests.content.page_checks import report
from tests.site.site_checks import documents
from theme.render.policy import policy, put_policy

POLICY = 'meta[http-equiv="Content-Security-Policy" i]'


@pytest.fixture(scope="module", params=["site", "plain_sample"])
def pages(request):
    return documents(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def directives(pages) -> dict[str, list[str]]:
    """Returns the policy of the whole site: directive → sources."""
    found = {tag["content"] for page in pages.values() for tag in page.soup.select(POLICY)}  # fmt: skip
    assert len(found) == 1, "instant navigation needs one policy for all pages"
    parts = [each.split() for each in found.pop().split(";")]
    return {name: sources for name, *sources in parts}


def inline(page, name: str) -> list:
    """Returns the inline scripts or styles of a page; JSON is none."""
    tags = page.soup.find_all(name, src=False)
    return [tag for tag in tags if tag.get("type") != "application/json"]


def sha256(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def test_each_page_has_the_policy_before_all_that_it_rules(pages, directives):
    """Once, behind the charset, which a browser looks for in the first 1024 bytes."""
    for page in pages.values():
        assert len(page.soup.select(POLICY)) == 1, page
        head = [tag for tag in page.soup.head.find_all(True)]
        assert head[0].get("charset") and head[1] in page.soup.select(POLICY), page
        assert page.html.index("<meta charset=") < 900, page


def test_the_policy_is_strict(directives):
    """Nothing unless it is named; the site itself, hashes, and images in stylesheets."""
    assert directives["default-src"] == ["'self'"]
    for name in ("font", "frame", "manifest", "media", "object"):
        assert directives[f"{name}-src"] == ["'none'"]
    for name, sources in directives.items():
        allowed = {"'none'", "'self'"} | ({"data:"} if name == "img-src" else set())
        hashes = name in ("script-src", "style-src")
        others = set(sources) - allowed
        assert all(hashes and each.startswith("'sha256-") for each in others), name


@pytest.mark.parametrize("kind", ["script", "style"])
def test_the_policy_names_what_is_inline_and_nothing_else(kind, pages, directives):
    found = {sha256(tag.string) for page in pages.values() for tag in inline(page, kind)}  # fmt: skip
    assert found == set(directives[f"{kind}-src"]) - {"'self'"}


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
    '<head><meta charset="utf-8"><script>theme()</script></head><article>{}</article>'
)


def test_a_script_in_markdown_is_not_allowed():
    """The build doesn't vouch for what an author, or a pull request, puts on a page."""
    found = policy([PAGE.format("<script>bitten()</script>").encode()])
    assert sha256("theme()") in found
    assert sha256("bitten()") not in found


def test_a_page_without_a_place_for_the_policy_is_named(tmp_path):
    (tmp_path / "x.html").write_text("<p>no head</p>")
    with pytest.raises(ValueError, match="x.html: no <meta charset"):
        put_policy(tmp_path)
