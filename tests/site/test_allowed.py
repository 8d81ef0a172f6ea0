"""What isn't Markdown stops the build, however it came into a page."""

import shutil

import pytest

from tests.site.fixtures import build
from theme.render.allowed import refuse_foreign

PLACE = '<div data-place="mark-0"></div>'
GOOD = f"""<h2 id="a-b">A<a class="headerlink" href="#a-b" title="Link">¶</a></h2>
<p>Text, <code>code</code>, <strong>bold</strong>, <a href="../b/#c">a link</a>.</p>
<div class="language-console highlight"><pre><span></span><code><span class="gp">$ </span>make
</code></pre></div>
<div class="admonition note"><p class="admonition-title">Note</p></div>
<table><thead><tr><th align="right">a</th></tr></thead></table>{PLACE}"""


def test_what_markdown_makes_is_let_through():
    refuse_foreign(GOOD, "docs/zh/a.md", "mark")


@pytest.mark.parametrize(
    "html",
    [
        '<span class="verified">Verified</span>',
        '<span class="verified" data-snippet="process/exitcode">',
        '<div class="listing">',
        '<div data-place="other-0"></div>',
        '<div class="highlight"><pre>exitcode 0</pre></div>',
        '<div class="language-console highlight"><pre><code>exitcode 0</code></pre></div>',
        '<p style="font-family: monospace">',
        '<h2 id="a" data-x="1">',
        "<svg><text>exitcode 0</text></svg>",
        '<img src="https://example.org/output.png">',
        "<script>",
        "<iframe>",
        "<kbd>",
        "<p>a&#x202e;b</p>",
        '<a href="javascript:alert(1)">',
        "<!-- matrix -->",
        '<span class="listing-note">',
    ],
)
def test_what_is_foreign_is_refused(html):
    """Above all what looks like the build's own."""
    with pytest.raises(ValueError, match="docs/zh/a.md: found .*STYLE.md P11"):
        refuse_foreign(GOOD + html, "docs/zh/a.md", "mark")


def test_the_build_stops_at_it(sample_project, sample_results, tmp_path):
    """With the page and what was found."""
    project = shutil.copytree(sample_project, tmp_path / "project")
    with (project / "docs/zh/listings/more.md").open("a", encoding="utf-8") as page:
        page.write('\n<pre class="verified">exitcode 0</pre>\n')
    with pytest.raises(pytest.fail.Exception) as error:
        build(tmp_path / "site", sample_results, project)
    assert 'docs/zh/listings/more.md: found  <pre class="verified">' in str(error.value)
