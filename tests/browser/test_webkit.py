"""What matters most to readers, in WebKitGTK, which is near to Safari: where its driver is
installed (on Debian webkit2gtk-driver) and there is a display (xvfb-run). The page is asked
by scripts; what is pressed is pressed by the driver."""

import os
import shutil
import sys
import time
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.reader import PATIENCE, READY, WIDE
from tests.browser.server import serve
from tests.browser.test_listings import CHOSEN

PAGE = "process/is_alive/"
BROWSERS = "*-linux-gnu/webkit2gtk-4.*/MiniBrowser", "webkit2gtk-4.*/MiniBrowser"


@pytest.fixture(scope="module")
def driver():
    """The browser; skipped where it isn't."""
    path, display = shutil.which("WebKitWebDriver"), os.environ.get("DISPLAY")
    found = [each for name in BROWSERS for each in Path("/usr/lib").glob(name)]
    if not (path and found and display) or sys.platform != "linux":
        pytest.skip("no WebKitGTK: expected WebKitWebDriver on PATH, and a display; on Debian  apt-get install webkit2gtk-driver xvfb;  xvfb-run make test ARGS=tests/browser/test_webkit.py")  # fmt: skip
    options = Options()
    options.binary_location = str(found[0])
    options.add_argument("--automation")
    # Its sandbox needs rights that a container doesn't have; the pages are our own.
    environment = os.environ | {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    with webdriver.WebKitGTK(options, Service(path, env=environment)) as driver:
        driver.set_window_size(WIDE["width"], WIDE["height"])
        yield driver


@pytest.fixture(scope="module")
def address(site):
    with serve(site, "/") as server:
        yield server.url


@pytest.fixture
def wait(driver):
    """Returns what a script returns as soon as that is true."""

    def until(script: str, *arguments):
        asked = WebDriverWait(driver, PATIENCE / 1000, poll_frequency=0.05)
        return asked.until(lambda _: driver.execute_script(script, *arguments), script)

    return until


@pytest.fixture
def visit(driver, address, wait):
    """Opens a page, once its scripts have done their work."""

    def open_page(name: str) -> None:
        driver.get(address + name)
        wait("return document.querySelector(arguments[0])", READY)

    return open_page


def press(driver, element) -> None:
    """Presses what may lie below the header."""
    script = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})"
    driver.execute_script(script, element)
    element.click()


def test_a_start_method_holds_for_all_and_is_kept(driver, visit):
    visit(PAGE)
    labels = driver.find_elements("css selector", ".tabbed-labels label")
    press(driver, next(each for each in labels if each.text == "spawn"))
    assert set(driver.execute_script(f"return ({CHOSEN})()")) == {"spawn"}
    visit("process/exitcode/")
    assert set(driver.execute_script(f"return ({CHOSEN})()")) == {"spawn"}


def test_a_section_is_exchanged_for_its_twin(driver, visit, wait):
    visit(PAGE)
    toggle = driver.find_elements("css selector", "h2 a.twin")[0]
    heading = "return arguments[0].closest('h2').textContent"
    before = driver.execute_script(heading, toggle)
    press(driver, toggle)
    wait("return arguments[0].ariaPressed === 'true'", toggle)
    after = driver.execute_script(heading, toggle)
    assert "Before, during and after" in after != before


def test_the_switch_leads_to_the_other_language(driver, visit, wait):
    visit(PAGE)
    press(driver, driver.find_element("css selector", ".switch"))
    wait("return document.documentElement.lang === 'en'")
    assert driver.current_url.endswith(f"/en/{PAGE}")


def test_the_replay_marks_a_line(driver, visit, wait):
    visit(PAGE)
    wait("return document.querySelector('.replay button')")
    shown = [each for each in driver.find_elements("css selector", ".replay button") if each.is_displayed()]  # fmt: skip
    press(driver, shown[0])
    wait("return document.querySelector('.replay-mark')")


def test_the_search_finds_what_is_typed(driver, visit, wait):
    visit("")
    field = driver.find_element("css selector", ".md-search__input")
    field.click()
    field.send_keys("僵尸进程")
    wait("return document.querySelector('.md-search-result__item .excerpt mark')")
    first = driver.find_element("css selector", ".md-search-result__item a")
    assert f"/{PAGE}" in first.get_attribute("href")


def test_code_is_copied(driver, visit, wait):
    visit(PAGE)
    press(driver, driver.find_elements("css selector", ".md-code__button")[0])
    wait("return document.querySelector('[data-md-component=dialog]').textContent.includes('已复制')")  # fmt: skip


def test_the_page_goes_dark(driver, visit):
    visit(PAGE)
    labels = "form[data-md-component=palette] label"
    scheme = "return document.body.dataset.mdColorScheme"
    for _ in range(3):
        if driver.execute_script(scheme) == "slate":
            return
        shown = [each for each in driver.find_elements("css selector", labels) if each.is_displayed()]  # fmt: skip
        press(driver, shown[0])
        time.sleep(0.3)
    raise AssertionError("three presses, and the page isn't dark")
