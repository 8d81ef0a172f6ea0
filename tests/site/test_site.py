"""The built site: every link leads somewhere, nothing comes from another host, each
page says what it is, and what it shows are the files of snippets/."""

import zipfile
from pathlib import Path

import pytest

from harness.snippets import SNIPPETS, discover
from harness.transcripts import newest
from tests.content.page_checks import report, source_files
from tests.site.fixtures import REPO_URL, ROOT, SITE_URL
from tests.site.site_checks import (
    Document,
    Reference,
    broken,
    documents,
    fixed_to_the_root,
    foreign,
    foreign_styles,
)
from theme.render.navigation import in_english
from theme.render.search import Index, sections

OUTGOING = {"docs.python.org"}  # the hosts that a page may link to
OWN = (SITE_URL, REPO_URL)
LANGUAGES = ("zh", "en")
SOURCES = [
    (language, name)
    for language in LANGUAGES
    for name in sorted(source_files(ROOT / "docs" / language))
]


def built_name(language: str, source: str) -> str:
    """Returns where a page is built: `en/process/pid/index.html`."""
    path = Path(source)
    folder = path.parent if path.stem == "index" else path.parent / path.stem
    return (Path("en" if language == "en" else ".") / folder / "index.html").as_posix()


@pytest.fixture(scope="module")
def contents(pages):
    """The pages that are made of a source, without 404."""
    return [pages[built_name(*source)] for source in SOURCES]


def test_each_page_is_built(pages):
    """In both languages, 404 and the runs of each snippet too; and nothing else."""
    expected = {built_name(*source) for source in SOURCES} | {"404.html", "en/404.html"}
    for each in discover(ROOT / SNIPPETS):
        expected |= {f"{root}runs/{each.slug}.html" for root in ("", "en/")}
    assert SOURCES and set(pages) == expected


def test_each_link_and_anchor_exists(pages):
    found = broken(pages)
    report(found)


def test_nothing_comes_from_another_host(pages, site):
    """Neither what pages load nor what stylesheets load."""
    found = foreign(pages) + foreign_styles(site)
    report(found)


def test_links_to_other_hosts_are_known_ones(pages):
    """A page may link to Python's documentation; another host needs a line here."""
    found = {
        f"{page.name}: {each.text}"
        for page in pages.values()
        for each in page.references
        if each.host not in ("", *OUTGOING) and not each.text.startswith(OWN)
    }
    report(sorted(found))


def test_the_site_works_below_a_path(pages):
    found = fixed_to_the_root(pages)
    report(found)


def test_each_page_says_what_it_is(pages):
    """Language, title and description; no two pages of a language have the same."""
    seen = {}
    for page in pages.values():
        assert page.soup.html["lang"].split("-")[0] == page.language, page
        titles = page.soup.find_all("title")
        titles = [title for title in titles if not title.find_parent("svg")]
        assert len(titles) == 1 and titles[0].text.strip(), page
        if page.is_404:
            continue
        descriptions = page.soup.select('meta[name="description"]')
        assert len(descriptions) == 1 and descriptions[0]["content"], page
        for text in (titles[0].text, descriptions[0]["content"]):
            same = seen.setdefault((page.language, text), page)
            assert same is page, f"{same} and {page} say the same: {text}"


def test_each_page_has_one_level_one_heading(contents):
    for page in contents:
        assert len(page.soup.find_all("h1")) == 1, page


def twin_of(page: Document) -> str:
    return page.name.removeprefix("en/") if page.language == "en" else f"en/{page.name}"


def test_each_page_names_its_twin(contents):
    """For search engines by hreflang, both ways; for readers as a plain link."""
    for page in contents:
        languages = {}
        for link in page.soup.select("link[hreflang]"):
            assert "alternate" in " ".join(link.get_attribute_list("rel")).split(), page
            languages[link["hreflang"]] = Reference(page, "link", link["href"]).file
        other = "zh" if page.language == "en" else "en"
        assert languages[page.language] == page.name
        assert languages[other] == twin_of(page)
        links = page.soup.select(f'header a[hreflang="{other}"]')
        assert twin_of(page) in [
            Reference(page, "a", link["href"]).file for link in links
        ]


def test_each_heading_leads_to_its_twin(contents):
    """A plain link to the heading of the same id; that it exists is tested above."""
    for page in contents:
        for heading in page.soup.select("article :is(h1, h2, h3)[id]"):
            links = [
                Reference(page, "a", a["href"]) for a in heading.select("a[hreflang]")
            ]
            assert [(each.file, each.fragment) for each in links] == [
                (twin_of(page), heading["id"])
            ], f"{page}: #{heading['id']}"


def test_without_addresses_there_are_none(plain_sample):
    """No invented address: no canonical link, no pencil."""
    for page in documents(plain_sample).values():
        assert not page.soup.select('link[rel~="canonical"]'), page
        assert not page.soup.select('a[rel~="edit"], a[href*="/edit/"]'), page


def test_addresses_come_from_the_environment(pages):
    """The canonical address and the pencil of each page, when the workflow builds it."""
    for language, source in SOURCES:
        page = pages[built_name(language, source)]
        canonical = page.soup.select('link[rel~="canonical"]')
        address = SITE_URL + page.name.removesuffix("index.html")
        assert [link["href"] for link in canonical] == [address]
        pencils = {a["href"] for a in page.soup.select('a[href*="/edit/"]')}
        assert pencils == {f"{REPO_URL}/edit/main/docs/{language}/{source}"}


def test_404_knows_its_path(pages):
    """It is shown at any address, so its references are whole or begin with the path."""
    path = SITE_URL.removeprefix("https://example.org")
    for name in ("404.html", "en/404.html"):
        for each in pages[name].references:
            whole = each.text.startswith((path, *OWN, "#"))
            assert whole or each.host in OUTGOING, f"{name}: {each.text}"


def test_nothing_of_this_machine_is_published(pages):
    """Pages hold no path of the machine that built them."""
    for page in pages.values():
        for trace in (str(ROOT), str(Path.home()) + "/", "file://"):
            assert trace not in page.html, f"{page}: {trace}"


def test_the_notebook_is_light(pages):
    """mkdocs-jupyter alone would make 600 KB of it."""
    for name in (
        "start_methods/jupyter/index.html",
        "en/start_methods/jupyter/index.html",
    ):
        assert pages[name].path.stat().st_size < 300_000


# --- Snippets and transcripts on the pages ---------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_snippets_are_shown_with_their_transcripts(language, contents):
    """Each on some page; wherever it is, whole and unchanged, with each of its
    transcripts that holds for the newest release of a version."""
    snippets = {f"{each.slug}.py": each for each in discover(ROOT / SNIPPETS)}
    seen, found = set(), []
    for page in contents:
        names = {title.text.strip() for title in page.soup.select(".filename")}
        for name in names & set(snippets) if page.language == language else ():
            seen.add(name)
            snippet = snippets[name]
            held = map(snippet.transcript_for, newest(snippet.transcripts))
            shown = set(held) - {None}
            for path in (snippet.path, *(each.path for each in shown)):
                if path.read_text(encoding="utf-8").rstrip("\n") not in page.code:
                    found.append(f"{page} doesn't show {path.relative_to(ROOT)}")
    report(found + [f"no page shows {name}" for name in sorted(set(snippets) - seen)])


def test_downloads_are_the_files(pages, site):
    """Below each listing, the file itself."""
    downloads = {
        each.file
        for page in pages.values()
        for each in page.references
        if each.file.startswith("snippets/")
    }
    assert downloads
    for name in downloads:
        assert (site / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_zip_holds_all_snippets(site):
    files = [
        path
        for path in (ROOT / "snippets").rglob("*")
        if path.suffix in (".py", ".out")
    ]
    with zipfile.ZipFile(site / "snippets.zip") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {
        path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files
    }


# --- What the build needs, and says when it lacks it -----------------------


@pytest.mark.parametrize(
    "nav, text, message",
    [
        ([{"新的一章": [{"有名字": "x.md"}]}], "# X", "新的一章 has no English name"),
        ([{"新的一章": ["x.md"]}], "no heading", "x.md: no heading of level one"),
    ],
)
def test_what_has_no_english_name_is_named(nav, text, message, tmp_path):
    (tmp_path / "x.md").write_text(text)
    with pytest.raises(ValueError, match=message):
        in_english(nav, tmp_path)


@pytest.mark.parametrize(
    "text, message",
    [
        ("[stop]\n[same]\n", r"expected a table \[places\]"),
        ("[stop\n", "at line 1"),
        ('[stop]\n[same]\n[places]\n"x/#b" = {zh = [], en = []}', "'x/#b' is no place"),
        ('[stop]\n[same]\n[places]\n"x/#a" = {zh = []}', "the words of both languages"),
        ('[stop]\n[same]\n[places]\n"x/#a" = []', "the words of both languages"),
    ],
)
def test_words_of_readers_that_lead_nowhere_are_named(text, message, tmp_path):
    """With the file, and what was expected."""
    path = tmp_path / "search.toml"
    path.write_text(text)
    index = Index("zh", path, {"x/": sections('<h1 id="x">X</h1><h2 id="a">A</h2>')})
    with pytest.raises(ValueError, match=message) as caught:
        index.files()
    assert str(caught.value).startswith(str(path))


# --- The checks themselves: sites that are wrong ---------------------------

HTML = '<link rel="stylesheet" href="../a.css"><h1 id="here">x</h1><a href="{}">y</a>'


@pytest.fixture
def small(tmp_path):
    (tmp_path / "a.css").write_text("a { background: url(b.png) }")
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    (tmp_path / "two/index.html").write_text('<h1 id="there">z</h1>')

    def write(href, html=HTML):
        (tmp_path / "one/index.html").write_text(html.format(href))
        return documents(tmp_path)

    return write


@pytest.mark.parametrize("href", ["#here", "../two/", "../two/#there", "../a.css", "../two/?q=1#there"])  # fmt: skip
def test_good_links_are_found_good(href, small):
    pages = small(href)
    assert broken(pages) + foreign(pages) + fixed_to_the_root(pages) == []


@pytest.mark.parametrize(
    "href", ["#gone", "../gone/", "../two/#gone", "two/", "../two/index.htm"]
)
def test_a_broken_link_is_found(href, small):
    found = broken(small(href))
    assert len(found) == 1 and href in found[0] and "one/index.html" in found[0]


@pytest.mark.parametrize(
    "html",
    [
        '<script src="//cdn.example/x.js"></script>',
        '<link rel="preconnect" href="https://cdn.example">',
        '<link rel="icon stylesheet" href="https://cdn.example/x.css">',
        '<img srcset="a.png 1x, https://cdn.example/x.png 2x">',
        '<p style="background: url(https://cdn.example/x.png)">x</p>',
        '<style>@import "https://cdn.example/x.css"</style>',
        '<svg><use xlink:href="https://cdn.example/x.svg#a"/></svg>',
    ],
)
def test_another_host_is_found(html, small, tmp_path):
    (tmp_path / "one/index.html").write_text(html)
    assert len(foreign(documents(tmp_path))) == 1


def test_another_host_in_a_stylesheet_is_found(tmp_path):
    (tmp_path / "a.css").write_text("@import 'https://cdn.example/x.css'")
    assert len(foreign_styles(tmp_path)) == 1


def test_a_link_from_the_root_is_found(small):
    assert len(fixed_to_the_root(small("/two/"))) == 1
