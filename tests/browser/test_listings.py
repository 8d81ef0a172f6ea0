"""Listings in a real browser: tabs, copy, download, all of them on paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import (
    LANGUAGES,
    address_in,
    navigate,
    twin_of,
    wait_until_ready,
)
from tests.site.fixtures import SAMPLE

SNIPPETS = SAMPLE / "snippets"
FIRST, SECOND = "listings/tabs/", "listings/more/"  # the second follows the first
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


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_start_method_chosen_once_holds_everywhere(language, visit):
    """In the other listings of the page, after a reload, on other pages of both
    languages, and after instant navigation."""
    page = visit(address_in(language, FIRST))
    page.locator(".tabbed-labels").get_by_text("spawn", exact=True).last.click()
    shows(page, "spawn")
    page.reload()
    wait_until_ready(page)
    shows(page, "spawn")

    navigate(page, page.locator("a.md-footer__link--next"))
    shows(page, "spawn")

    page.goto(twin_of(address_in(language, SECOND)))
    wait_until_ready(page)
    shows(page, "spawn")


def listings(page):
    """Returns the listings of snippets on a page, each with its snippet's name."""
    for listing in page.locator("article .listing:has(.filename)").all():
        name = listing.locator(".filename").inner_text().strip()
        if name.endswith(".py"):
            yield listing, name


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_copy_copies_the_snippet_alone(language, visit):
    """The button gives the text of the file: no transcript, no prompt, no title."""
    clipboard = ["clipboard-read", "clipboard-write"]
    page = visit(address_in(language, FIRST), permissions=clipboard)
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


def download(page, link) -> tuple[str, bytes]:
    """Follows a link; returns the name and the bytes of the file that it gives."""
    with page.expect_download() as download:
        link.click()
    return download.value.suggested_filename, download.value.path().read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_downloads_give_the_files(language, visit, sample):
    """The link below a listing the snippet's own bytes, under its own name; the one at
    the end of each page the zip of all snippets."""
    page = visit(address_in(language, FIRST))
    for listing, name in listings(page):
        file = download(page, listing.locator("a.download").first)
        assert file == (name.split("/")[-1], (SNIPPETS / name).read_bytes())
    file = download(page, page.locator("a.zip"))
    assert file == ("snippets.zip", (sample / "snippets.zip").read_bytes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notebook_can_be_downloaded(language, visit):
    """The link on a notebook's page gives the notebook of that language."""
    notebook = SAMPLE / "docs" / language / "notebook.ipynb"
    page = visit(address_in(language, "notebook/"))
    file = download(page, page.locator("a.download[href$='.ipynb']"))
    assert file == (notebook.name, notebook.read_bytes())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_shows_all_transcripts(language, scheme, visit):
    """In print each transcript is seen, under the name of its start method; no line of
    code is cut off; and words are dark, as paper is white."""
    page = visit(address_in(language, FIRST), color_scheme=scheme)
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
    made = (".md-code__button", "a.twin", ".switch", ".md-header", ".md-sidebar")
    for button in made:
        expect(page.locator(button).filter(visible=True)).to_have_count(0)
