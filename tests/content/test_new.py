"""make new: a page begins as the rules want it, and what is left to write is named."""

import pytest

from harness.snippets import discover
from tests.content import file_checks, page_checks, snippet_checks, twin_checks
from tests.content.page_checks import Site
from theme.new import UNWRITTEN, begin
from theme.render.navigation import in_english

CONFIG = """\
site_name: A site

nav: # a comment
  - 首页: index.md
  - 进程:
      - process/index.md
      - process/summary.md
  - 关于本站:
      - matrix.md
"""


@pytest.fixture
def project(tmp_path):
    """A configuration, and the pages of a chapter."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    for language in ("zh", "en"):
        folder = tmp_path / "docs" / language / "process"
        folder.mkdir(parents=True)
        folder.joinpath("index.md").write_text("# Processes {#process}\n")
        folder.parent.joinpath("index.md").write_text("# Home {#home}\n")
    (tmp_path / "theme/figures").mkdir(parents=True)
    return tmp_path


def written(project):
    """Writes what an author has to: each mark becomes words."""
    for path in [
        *project.rglob("*.md"),
        *project.rglob("*.py"),
        project / "mkdocs.yml",
    ]:
        text = path.read_text("utf-8")
        for mark, word in zip(UNWRITTEN.values(), ("内容", "words")):
            text = text.replace(mark, word)
        path.write_text(text, "utf-8")


@pytest.mark.parametrize("slug", ["pool/map", "process/sentinel"])
def test_what_is_left_to_write_is_found_and_nothing_else(project, slug):
    """In a new chapter and in an old one; the rest keeps each rule."""
    made = begin(slug, project)
    site = Site(project)
    chapter = slug.partition("/")[0]
    pages = [page for name, page in site.pages.items() if chapter in name and "# Processes" not in page.path.read_text()]  # fmt: skip
    assert len(pages) == (4 if chapter == "pool" else 2)
    for page in pages:
        found = page_checks.faults(page, site)
        assert found and all("still to be written" in each for each in found), found
    [snippet] = discover(project / "snippets")
    faults = snippet_checks.faults(snippet.path, project / "snippets")
    assert len(faults) == 1 and "first.py:5: is still to be written" in faults[0]
    written(project)
    site = Site(project)
    for name in (f"zh/{slug}.md", f"zh/{chapter}/index.md"):
        twins = site.pages[name], site.pages[name.replace("zh/", "en/", 1)]
        assert twin_checks.differences(*twins, project / "snippets") == []
    for page in pages:
        assert page_checks.faults(site.pages[f"{site.language(page)}/{site.slug(page)}.md"], site) == []  # fmt: skip
    assert snippet_checks.faults(snippet.path, project / "snippets") == []
    assert [*file_checks.strangers(project)] == []
    assert project / "mkdocs.yml" in made


def test_the_navigation_gets_the_page_at_the_end_of_its_chapter(project):
    """A new chapter stands before what is about the site; the rest is as it was."""
    begin("pool/map", project)
    begin("process/sentinel", project)
    text = (project / "mkdocs.yml").read_text("utf-8")
    lines = ["  - 待写:", "      - pool/index.md", "      - pool/map.md"]
    assert "\n".join([*lines, "  - 关于本站:"]) in text
    assert "      - process/summary.md\n      - process/sentinel.md\n" in text
    added = {*lines, "      - process/sentinel.md"}
    left = [line for line in text.splitlines() if line not in added]
    assert left == CONFIG.splitlines()
    nav = [{"待写": ["pool/index.md", "pool/map.md"]}]
    [english] = in_english(nav, project / "docs/en")
    assert list(english) == ["TO WRITE"]


@pytest.mark.parametrize("slug", ["", "map", "pool/Map", "a/b/c", "pool/map.md", "../x/y"])  # fmt: skip
def test_a_name_of_another_form_is_refused(project, slug):
    with pytest.raises(ValueError, match="expected PAGE=chapter/page"):
        begin(slug, project)


def test_what_exists_is_left_alone(project):
    """One file that is there, in either language, and nothing is written."""
    begin("pool/map", project)
    (project / "docs/zh/pool/map.md").unlink()
    before = sorted(project.rglob("*"))
    with pytest.raises(ValueError, match="already; nothing was written"):
        begin("pool/map", project)
    assert sorted(project.rglob("*")) == before
