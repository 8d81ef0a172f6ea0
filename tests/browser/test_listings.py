"""Listings in a real browser: tabs, copy, download, all of them on paper."""

import io
import zipfile
from itertools import islice

import pytest
from playwright.sync_api import expect

from tests.browser.browser import (
    language_of,
    navigate,
    richest,
    twin_of,
    wait_until_ready,
)
from tests.content.page_reader import ROOT

LANGUAGES = ("zh", "en")
SNIPPETS = ROOT / "snippets"
CHOSEN = """() => [...document.querySelectorAll(".tabbed-set")].map((set) =>
  set.querySelector(`label[for="${set.querySelector(":checked").id}"]`).innerText.trim())"""
POSSIBLE = """(method) => [...document.querySelectorAll(".tabbed-set")].map((set) => {
  const names = [...set.querySelectorAll("label")].map((each) => each.innerText.trim());
  return names.includes(method) ? method : names[0];
})"""


def shows(page, method: str):
    """Waits until each listing shows this start method, or its first if it lacks it."""
    expected = page.evaluate(POSSIBLE, method)
    assert method in expected
    page.wait_for_function(
        f"(expected) => JSON.stringify(({CHOSEN})()) === JSON.stringify(expected)",
        arg=expected,
    )
    for tabs in page.locator(".tabbed-set").all():
        chosen = page.locator(f"#{tabs.locator(':checked').get_attribute('id')}")
        index = chosen.evaluate("(input) => [...input.parentNode.querySelectorAll('input')].indexOf(input)")  # fmt: skip
        expect(tabs.locator(".tabbed-block").nth(index)).to_be_visible()
        expect(tabs.locator(".tabbed-block").filter(visible=True)).to_have_count(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_start_method_chosen_once_holds_everywhere(language, visit, pages, server):
    """In the other listings of the page, after a reload, on other pages of both
    languages, and after instant navigation."""
    first, second = richest(pages, language, "article .tabbed-set", 2)
    page = visit(first)
    page.locator(".tabbed-labels").get_by_text("spawn", exact=True).last.click()
    shows(page, "spawn")
    page.reload()
    wait_until_ready(page)
    shows(page, "spawn")

    link = page.locator(".md-nav--primary a[href]:visible").filter(has_text="")
    links = {each.evaluate("a => a.href"): each for each in link.all()}
    navigate(page, links[server.url + second])
    shows(page, "spawn")

    page.goto(twin_of(second))
    wait_until_ready(page)
    shows(page, "spawn")


def listings(page):
    """Returns the listings of snippets on a page, each with its snippet's name."""
    for listing in page.locator("article .listing:has(.filename)").all():
        name = listing.locator(".filename").inner_text().strip()
        if name.endswith(".py"):
            yield listing, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_copy_copies_the_snippet_alone(language, visit, pages):
    """The button gives the text of the file: no transcript, no prompt, no title."""
    [address] = richest(pages, language, "article .listing")
    page = visit(address, permissions=["clipboard-read", "clipboard-write"])
    seen = []
    for listing, name in listings(page):
        listing.scroll_into_view_if_needed()
        listing.locator(".highlight").first.hover()
        button = listing.locator(".md-code__button[data-md-type=copy]")
        expect(button).to_have_count(1)  # transcripts have none
        page.evaluate("navigator.clipboard.writeText('')")
        button.click()
        page.wait_for_function("async () => await navigator.clipboard.readText()")
        copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
        expected = (SNIPPETS / name).read_text("utf-8")
        assert copied.rstrip("\n") == expected.rstrip("\n"), name
        seen.append(name)
    assert len(seen) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_download_gives_the_file(language, visit, pages):
    """The link below a listing gives the snippet's own bytes, under its own name."""
    [address] = richest(pages, language, "article .listing")
    page = visit(address)
    for listing, name in islice(listings(page), 5):  # the browser refuses a flood
        with page.expect_download() as download:
            listing.locator("a.download").click()
        assert download.value.suggested_filename == name.split("/")[-1]
        assert download.value.path().read_bytes() == (SNIPPETS / name).read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notebook_can_be_downloaded(language, visit, pages):
    """The link on a notebook's page gives the notebook of that language."""
    notebooks = sorted((ROOT / "docs" / language).rglob("*.ipynb"))
    assert notebooks
    for notebook in notebooks:
        place = (
            notebook.relative_to(ROOT / "docs" / language).with_suffix("").as_posix()
        )
        page = visit(f"{place}/" if language == "zh" else f"en/{place}/")
        with page.expect_download() as download:
            page.locator("a.download[href$='.ipynb']").click()
        assert download.value.suggested_filename == notebook.name
        assert download.value.path().read_bytes() == notebook.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_zip_holds_all_snippets(language, visit, pages):
    """The link at the end of each page gives every program and every transcript."""
    page = visit(next(each for each in pages if language_of(each) == language))
    with page.expect_download() as download:
        page.locator("a.zip").click()
    archive = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in SNIPPETS.rglob("*")
        if path.suffix in (".py", ".out")
    }
    assert sorted(archive.namelist()) == sorted(files)
    changed = [name for name in files if archive.read(name) != files[name]]
    assert not changed


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_shows_all_transcripts(language, scheme, visit, pages):
    """In print each transcript is seen, under the name of its start method; no line of
    code is cut off; and words are dark, as paper is white."""
    [address] = richest(pages, language, "article .tabbed-set")
    page = visit(address, color_scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)
    blocks = page.locator(".tabbed-block")
    expect(blocks.filter(visible=True)).to_have_count(blocks.count())
    names = page.locator(".tabbed-labels label")
    assert names.count() == blocks.count() > 1
    cut = page.evaluate(
        """[...document.querySelectorAll("article pre code")]
          .filter((each) => each.scrollWidth > each.clientWidth + 1)
          .map((each) => each.textContent.slice(0, 60))"""
    )
    assert not cut
    faint = page.evaluate(
        """() => {
          const tone = (part) => {
            const value = part / 255;
            return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
          };
          const contrast = (color) => {
            const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(tone);
            return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
          };
          return [...document.querySelectorAll("article :is(h1, h2, p, code, span)")]
            .filter((each) => each.innerText?.trim() && each.checkVisibility())
            .filter((each) => contrast(getComputedStyle(each).color) < 4.5)
            .map((each) => each.outerHTML.slice(0, 60));
        }"""
    )
    assert not faint, f"faint on white paper: {len(faint)}, first: {faint[:3]}"
    for button in (
        ".md-code__button",
        "a.twin",
        ".switch",
        ".md-header",
        ".md-sidebar",
    ):
        expect(page.locator(button).filter(visible=True)).to_have_count(0)
