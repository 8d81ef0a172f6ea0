"""What the site says about test results: only what was run on these very files counts,
and what failed is said."""

import gzip
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from harness.interpreters import describe
from harness.results import files as results
from harness.results.judge import Report, judge, never_run
from harness.snippets import SNIPPETS, Snippet, discover
from tests.content.page_reader import ROOT
from tests.site.fixtures import BROKEN, EDITED, SAMPLE, build
from tests.site.made_results import FAILED, STALE, run
from tests.site.site_checks import documents
from theme.render.listing import listing
from theme.render.matrix import matrix
from theme.render.page import Page, Site
from theme.render.tables import figures, interpreters
from theme.render.verified import details, name_ranges, summary, verified_by
from theme.render.words import words

LANGUAGES = ("zh", "en")
SLUG = "chapter/page/x"  # runs everywhere: 3 cells
ONE = discover(ROOT / "tests/site/made")
ROWS = {"A chapter": {SLUG: f"../chapter/page/#{SLUG}.py"}}
EN = words("en")


def judged(*contents: dict) -> list[Report]:
    return judge(list(contents), ONE)


def one(*arguments, **options) -> dict:
    """Results of the one snippet."""
    return run(*arguments, snippets=ONE, **options)


def others(folder: Path) -> list[Snippet]:
    """Makes another snippet."""
    (folder / "chapter/page").mkdir(parents=True)
    for name in ("y.py", "y.out"):
        (folder / "chapter/page" / name).write_text("$ python y.py\n")
    return discover(folder)


def text_of(html: str) -> str:
    """What a reader reads of a piece of HTML."""
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def cells_of(*contents: dict) -> list[tuple[str, str]]:
    """The cells of the matrix: what is seen and what is heard."""
    soup = BeautifulSoup(matrix(EN, judged(*contents), ROWS), "html.parser")
    row = soup.find(id=f"{SLUG}.py").find_parent("tr")
    return [(each.b.text, each.i.text) for each in row.find_all("td")]


# --- What counts ------------------------------------------------------------------


def page_of(language: str, *contents: dict) -> Page:
    site = Site(ROOT / "tests/site/made", list(contents))
    return Page(site, language, "../", "runs/", "matrix/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_failed_cells_are_not_counted_as_verified(language):
    """A table row says how many were run and how many were as documented."""
    page = page_of(language, one(changes={(SLUG, "spawn"): FAILED}))
    for html in (figures(page), interpreters(page)):
        row = BeautifulSoup(html, "html.parser").tbody.tr
        found = [each.text for each in row.find_all("td")]
        assert found[:4] == ["CPython 3.13.1", "Linux x86_64", "3", "2"]


def test_an_outcome_that_nobody_knows_is_a_failure():
    """Whatever isn't "passed" didn't pass."""
    assert cells_of(one(changes={SLUG: {"outcome": "Passed?"}}))[0][0] == "✗✗✗"


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_of_other_files_do_not_count(language):
    """A snippet or a transcript changed since: nothing is claimed."""
    page = page_of(language, one(changes={SLUG: STALE}))
    assert page.site.reports == []
    text = figures(page)
    assert "CPython" not in text and words(language)["results"]["no_results"] in text


def test_a_transcript_added_since_takes_the_place_of_the_one_that_was_compared(
    tmp_path,
):
    """The old one still exists, unchanged; but it doesn't hold under spawn any more."""
    chapter = tmp_path / "chapter"
    chapter.mkdir()
    (chapter / "x.py").write_text("print()\n")
    (chapter / "x.out").write_text("$ python x.py\n\n")
    before = run(snippets=discover(tmp_path))
    (chapter / "x.spawn.out").write_text("$ python x.py\nother\n")
    (found,) = judge([before], discover(tmp_path))
    states = {
        method: each.state for method, each in found.verdicts["chapter/x"].items()
    }
    assert states == {"fork": "passed", "spawn": "unverified", "forkserver": "passed"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_results_the_pages_say_so(language):
    """No interpreter is named that wasn't used; there is no matrix."""
    text, page = words(language), page_of(language)
    assert text["results"]["no_results"] in figures(page)
    assert text["results"]["no_results"] in interpreters(page)
    assert matrix(text, [], ROWS) == ""
    line = verified_by(SLUG, [], text, {})
    assert text_of(line) == text["verified"]["no_results_here"]
    assert "details" not in line


def test_results_are_written_and_read_again(tmp_path):
    """One file for each interpreter; what a test run writes is what the site reads."""
    rows = one()["cells"]
    path = results.write(describe(), rows, tmp_path)
    (found,) = judged(*results.read(tmp_path))
    assert path.suffix == ".json"
    assert f"{found.implementation} {found.release}" in str(describe())
    assert found.counts == {"passed": len(rows)}


def test_a_results_file_that_is_not_json_is_named(tmp_path):
    """With what to type."""
    (tmp_path / "x.json").write_text("{")
    with pytest.raises(ValueError, match=r"x\.json: isn.t JSON .* make test"):
        results.read(tmp_path)


def test_a_results_folder_that_is_not_there_is_named(tmp_path):
    """If it was asked for; results/ need not be there."""
    with pytest.raises(pytest.fail.Exception, match="RESULTS=.*gone: there is no such"):
        build(tmp_path / "site", tmp_path / "gone")


# --- The line below a listing -----------------------------------------------------


def line(*contents: dict) -> str:
    html = summary(SLUG, judged(*contents), EN)
    return BeautifulSoup(html, "html.parser").get_text()


def test_the_line_names_minor_versions_and_counts_cells():
    """The details name the whole release."""
    found = [one("CPython 3.11.7"), *(one(f"CPython 3.{minor}.2") for minor in (15, 13, 14))]  # fmt: skip
    assert line(*found) == "Verified: CPython 3.11, 3.13–3.15 on Linux, 12 cells"
    assert "CPython 3.15.2 Linux x86_64 passed 0.12 s" in text_of(
        details(SLUG, judged(*found), EN)
    )


def test_the_line_says_first_what_failed():
    """And no interpreter under which a cell failed is named as one that verified it."""
    bad = one("CPython 3.15.2", changes={(SLUG, "fork"): FAILED})
    expected = "1 of 6 cells failed. Verified: CPython 3.11 on Linux, 3 cells"
    assert line(one("CPython 3.11.7"), bad) == expected
    assert line(bad) == "1 of 3 cells failed"


def test_the_line_says_what_was_not_verified():
    partly = one("CPython 3.15.2", changes={(SLUG, "fork"): STALE})
    expected = "Verified: CPython 3.11 on Linux, 3 cells. 1 more not verified"
    assert line(one("CPython 3.11.7"), partly) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_snippet_edited_since_is_not_verified(language, tmp_path):
    """Although there are results, of other snippets."""
    known = ONE + others(tmp_path)
    found = judge([run(snippets=known, changes={SLUG: STALE})], known)
    text = words(language)
    assert (
        found
        and verified_by(SLUG, found, text, {}).count(text["verified"]["not_yet"]) == 1
    )
    assert "<summary>" not in verified_by(SLUG, found, text, {})


def test_an_older_release_does_not_verify_what_is_shown(tmp_path):
    """Pages show what the newest release of a version prints, so an older one that
    prints something else is said apart, although it passed by a transcript of its own."""
    (tmp_path / "chapter").mkdir()
    for name, said in (("py", ""), ("out", "before"), ("since3.13.8.out", "after")):
        (tmp_path / f"chapter/x.{name}").write_text(f"$ python x.py\n{said}\n")
    known = discover(tmp_path)
    releases = "CPython 3.13.7", "CPython 3.13.8"
    both = judge([run(each, snippets=known) for each in releases], known)
    assert text_of(summary("chapter/x", both, EN)) == (
        "Verified: CPython 3.13 on Linux, 3 cells."
        " 3 of 6 cells as recorded for older releases, not shown here"
    )
    assert "Verified" not in summary("chapter/x", both[:1], EN)
    assert "as before" in details("chapter/x", both[:1], EN)


def test_builds_and_implementations_are_kept_apart():
    """A free-threaded build, or PyPy, verifies nothing for the usual one."""
    found = [one("CPython 3.14.1", "free-threaded"), one("PyPy 3.11.17"), one()]
    expected = "CPython 3.13, CPython 3.14 free-threaded, PyPy 3.11 on Linux, 9 cells"
    assert line(*found) == f"Verified: {expected}"
    found.append(one("CPython 3.15.1", "32-bit, musl"))
    expected = "CPython 3.13, PyPy 3.11, 2 special builds on Linux, 12 cells"
    assert line(*found) == f"Verified: {expected}"


def test_systems_are_named_together_where_the_versions_are_the_same():
    """Windows knows spawn alone, so it has one cell."""
    windows = one("CPython 3.13.1", "", "windows", "AMD64", ("spawn",))
    macos = one("CPython 3.13.2", "", "macos", "arm64")
    expected = "Verified: CPython 3.13 on Linux, macOS and Windows, 7 cells"
    assert line(windows, one(), macos) == expected
    expected = "Verified: CPython 3.12, 3.13 on Linux; CPython 3.13 on Windows, 7 cells"
    assert line(windows, one("CPython 3.12.1"), one()) == expected
    assert line(windows) == "Verified: CPython 3.13 on Windows, 1 cell"


@pytest.mark.parametrize(
    "minors, expected",
    [
        ([13], "3.13"),
        ([11, 12], "3.11, 3.12"),
        ([11, 12, 13, 14, 15], "3.11–3.15"),
        ([11, 13, 14, 15], "3.11, 3.13–3.15"),
        ([11, 12, 13, 15, 16], "3.11–3.13, 3.15, 3.16"),
    ],
)
def test_versions_in_a_row_are_a_range(minors, expected):
    assert name_ranges({(3, minor) for minor in minors}, EN) == expected


# --- The matrix -------------------------------------------------------------------


def test_a_cell_is_seen_and_heard():
    """Passed, failed, not run there and not verified differ in marks and in words."""
    changes = {(SLUG, "fork"): FAILED, (SLUG, "spawn"): STALE}
    assert cells_of(
        one("CPython 3.11.1"),
        one("CPython 3.12.1", changes=changes),
        one("CPython 3.13.1", "", "windows", "AMD64", ("spawn",)),
    ) == [
        ("✓✓✓", "passed"),
        ("✗?✓", "fork failed, spawn not verified, forkserver passed"),
        ("·✓·", "fork and forkserver not run, spawn passed"),
    ]


def test_columns_are_ordered_and_grouped():
    """By system and machine; the usual first; 3.9 before 3.13."""
    found = judged(
        one("CPython 3.13.1", "", "windows", "AMD64", ("spawn",)),
        one("CPython 3.14.1", machine="s390x"),
        one("CPython 3.11.1", "free-threaded"),
        one("PyPy 3.11.17"),
        one("CPython 3.13.10"),
        one("CPython 3.13.9"),
    )
    soup = BeautifulSoup(matrix(EN, found, ROWS), "html.parser")
    systems, names = soup.thead.find_all("tr")
    assert [
        (each.text, each.get("colspan")) for each in systems.find_all("th")[1:]
    ] == [
        ("Linux x86_64", "4"),
        ("Linux s390x", "1"),
        ("Windows AMD64", "1"),
    ]
    assert [text_of(str(each)) for each in names.find_all("th")] == [
        "CPython 3.13.9",
        "CPython 3.13.10",
        "CPython 3.11.1 free-threaded",
        "PyPy 3.11.17",
        "CPython 3.14.1",
        "CPython 3.13.1",
    ]


def test_what_failed_is_listed_below_the_matrix():
    """In words: interpreter, system, snippet, start methods. If nothing did, that."""
    changes = {SLUG: FAILED, (SLUG, "forkserver"): STALE}
    html = matrix(EN, judged(one(), one("CPython 3.15.2", changes=changes)), ROWS)
    (item,) = BeautifulSoup(html, "html.parser").select("ul.failures li")
    assert item.text == f"CPython 3.15.2, Linux x86_64: {SLUG}.py (fork and spawn)"
    assert EN["matrix"]["none_failed"] in matrix(EN, judged(one()), ROWS)
    assert EN["matrix"]["none_failed"] not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_matrix_of_fifteen_interpreters_is_light(language):
    """All snippets, five versions on three systems: at most 65 KB, 8 KB compressed,
    and 1500 elements: what is the same side by side shares a cell, and a row."""
    known = discover(ROOT / SNIPPETS)
    ways = {each.slug: f"../process/page/#{each.slug}.py" for each in known}
    rows = {"": dict(sorted(ways.items()))}
    places = [("linux", "x86_64"), ("macos", "arm64"), ("windows", "AMD64")]
    found = judge(
        [
            run(f"CPython 3.{minor}.1", "", system, machine, snippets=known)
            for system, machine in places
            for minor in range(11, 16)
        ],
        known,
    )
    html = matrix(words(language), found, rows).encode()
    assert html.count(b"<a ") == len(known)
    assert html.count(b"</") < 1_500
    assert len(html) < 65_000 and len(gzip.compress(html, 6)) < 8_000


# --- A transcript that nobody has run ----------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_transcript_that_nobody_has_run_says_so(language, tmp_path):
    """On the page, beside it alone, and it isn't searched; and by a verb for CI."""
    folder = tmp_path / "chapter/page"
    folder.mkdir(parents=True)
    (folder / "x.py").write_text("print(1)\n")
    for name in ("x.out", "x.windows.out"):
        (folder / name).write_text(f"$ python x.py\n{name}\n")
    known = discover(tmp_path)
    results = [run(snippets=known)]
    page = Page(Site(tmp_path, results), language, "", "", "")
    said = words(language)["verified"]["never_run"]
    searched = listing("chapter/page/x.py", True, page)
    assert said not in searched
    html = page.places.fill(searched, searched=False)
    before, after = html.split(said)
    assert "x.out" in before and "x.windows.out" not in before
    assert [each.path.name for each in never_run(results, known)] == ["x.windows.out"]
    windows = run(system="windows", methods=("spawn",), snippets=known)
    assert never_run([*results, windows], known) == []


# --- The built site ---------------------------------------------------------------


def address(language: str, name: str) -> str:
    return f"{'en/' if language == 'en' else ''}{name}/index.html"


def foot(page, slug: str):
    return page.soup.find(id=f"{slug}.py").find_parent().select_one(".verified")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_snippet_has_its_row_and_its_line(language, pages):
    """Rows and listings lead to each other; that the ids exist is tested elsewhere."""
    table = pages[address(language, "matrix")].soup.select_one("table.cells")
    for snippet in discover(ROOT / SNIPPETS):
        way = table.find(id=f"{snippet.slug}.py")["href"]
        name, _, anchor = way.removeprefix("../").partition("/#")
        assert name.startswith(snippet.slug.split("/")[0]), way
        mark = foot(pages[address(language, name)], anchor.removesuffix(".py"))
        assert mark.a["href"].endswith(f"matrix/#{snippet.slug}.py")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edited_snippet_loses_its_mark(language, sample):
    """In the matrix and below the listing; the snippets beside it keep theirs."""
    text, pages = words(language), documents(sample)
    page = pages[address(language, "listings/more")]
    assert foot(page, EDITED).text == text["verified"]["not_yet"]
    assert foot(page, "listings/more/without_spawn").name == "details"
    table = pages[address(language, "matrix")].soup
    row = table.find(id=f"{EDITED}.py").find_parent("tr")
    assert {each.b.text for each in row.find_all("td")} == {"???", "·?·"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failure_is_seen(language, sample):
    """Below the listing, in the matrix, and in words below the matrix."""
    (slug, method), pages = BROKEN, documents(sample)
    mark = foot(pages[address(language, "listings/tabs")], slug)
    assert "1" in mark.summary.strong.text
    run = pages[address(language, "runs").replace("/index.html", f"/{slug}.html")]
    assert run.soup.select("#verified td.failed")
    soup = pages[address(language, "matrix")].soup
    row = soup.find(id=f"{slug}.py").find_parent("tr")
    assert len(row.select("td.failed")) == 1
    assert f"{slug}.py" in soup.select_one(".failures").text
    assert method in soup.select_one(".failures").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_are_not_found_by_the_search(language, site):
    """Who looks for a version doesn't find every page."""
    folder = site / "en" if language == "en" else site
    texts = [path.read_text("utf-8") for path in folder.glob("search/*/text-*.json")]
    said = words(language)["verified"]["verified"].partition("{")[0]
    assert len(texts) > 20
    assert not [text for text in texts if said in text]


def test_a_site_without_results_claims_nothing(sample_project, tmp_path):
    """Neither below a listing nor in a table; both languages."""
    (tmp_path / "results").mkdir()
    pages = documents(build(tmp_path / "site", tmp_path / "results", sample_project))
    for language in LANGUAGES:
        said = words(language)
        article = pages[address(language, "matrix")].soup.article
        assert said["results"]["no_results"] in article.text
        assert not article.select("table")
        marks = [
            each.text
            for page in pages.values()
            if page.language == language
            for each in page.soup.select(".verified")
        ]
        assert len(marks) >= len(discover(SAMPLE / SNIPPETS))
        assert set(marks) == {said["verified"]["no_results_here"]}
