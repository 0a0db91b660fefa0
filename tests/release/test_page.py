"""The page of a release in a real browser: search, filter, evidence, download; nothing leaves or runs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.release.conftest import HOSTILE, NORTH, NOW, SOUTH, Text, corpus, passing_audit
from tests.release.web import serve
from tradewire.release import publish

CHROMIUM = os.environ.get("TRADEWIRE_BROWSER", "/usr/bin/chromium")
playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path(CHROMIUM).exists() and "TRADEWIRE_NEEDS_BROWSER" not in os.environ,
        reason=f"no browser at {CHROMIUM}; continuous integration installs Debian's package chromium",
    ),
]

EVIL = Text(
    "Eve <img src=x onerror=document.title='owned'>",
    "Norland",
    "Sudria",
    "=cmd|'/c calc'!A1 drones",
    headline="</script><svg onload=document.title='owned'> & a headline",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("releases")
    many = tuple(
        Text(f"Speaker {n}", "Westfold", "Estmark", f"radio sets {n}", "sensors_c4") for n in range(120)
    )
    frames = corpus(north=NORTH, south=(*SOUTH, EVIL), more=many)
    naval = pl.col("item_class") == "naval"
    frames["transfers"]["all"] = frames["transfers"]["all"].with_columns(naval.alias("contested"))
    return publish(home, frames, now=NOW, audit=passing_audit).path


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    with serve(folder.parent) as address:
        yield f"{address}/{folder.name}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright_api.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Any, served: str) -> Iterator[Any]:
    """A page that fails the test on any error in its console and on any request that leaves it."""
    context = browser.new_context(accept_downloads=True, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    said: list[str] = []
    host = served.rsplit("/", 1)[0]

    def asked(request: Any) -> None:
        if not request.url.startswith((host, "blob:", "file:")):
            said.append(f"request to {request.url}")

    opened.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", asked)
    yield opened
    title = opened.title()
    context.close()
    assert said == []
    assert title != "owned"


def go(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


def reads(page: Any, where: str, text: str) -> None:
    """Waits until the element reads so; without scripts in the page, which its policy forbids."""
    playwright_api.expect(page.locator(where)).to_have_text(text)


def rows(page: Any) -> list[str]:
    return page.locator("#view tbody tr td:first-child").all_inner_texts()


def test_the_overview_has_figures_pictures_and_downloads(page: Any, served: str, folder: Path) -> None:
    go(page, f"{served}/index.html")
    assert page.locator(".figures a").first.inner_text().split() == ["125", "documents"]
    assert page.locator("#flows .flow").count() >= 8
    assert page.locator("#speakers .dots tbody tr").count() == 14
    assert "Eve <img" not in page.locator("#speakers").inner_html()
    links = page.locator("#downloads table a")
    assert links.count() == len(list(folder.glob("*/*.parquet")))
    with page.expect_download() as download:
        links.first.click()
    assert Path(download.value.path()).read_bytes() == (folder / "documents" / "more.parquet").read_bytes()


def test_what_is_said_and_denied_leads_to_the_words(page: Any, served: str) -> None:
    go(page, f"{served}/index.html")
    page.click("#contested a")
    page.locator("#evidence blockquote").wait_for()
    assert "patrol boats" in page.locator("#evidence blockquote").inner_text()
    assert "contested=true" in page.url


def test_search_and_filters_narrow_the_rows(page: Any, served: str) -> None:
    go(page, f"{served}/index.html#/trade_items")
    page.wait_for_selector("#view tbody tr")
    assert page.locator("#view .count").inner_text() == "125 claims"
    assert len(rows(page)) == 50
    page.fill("#search", "radio 11")
    reads(page, "#view .count", "11 claims")
    assert all("radio sets 11" in text for text in rows(page))
    page.fill("#search", "")
    page.select_option("select[data-filter=status]", "denied")
    reads(page, "#view .count", "1 claim")
    assert rows(page) == ["artillery shells"]
    assert "status=denied" in page.url
    page.fill("#search", "no such thing")
    page.wait_for_selector("#view .empty")


def test_pages_can_be_turned(page: Any, served: str) -> None:
    go(page, f"{served}/index.html#/quotes")
    page.wait_for_selector("#view tbody tr")
    first = rows(page)
    page.click("text=Next")
    reads(page, ".pages span", "page 2 of 3")
    assert not set(first) & set(rows(page))


def test_a_click_shows_the_sentence_with_span_speaker_and_cue_marked(page: Any, served: str) -> None:
    go(page, f"{served}/index.html#/quotes?q=artillery")
    page.click("#view tbody tr")
    panel = page.locator("#evidence")
    panel.locator("blockquote").wait_for()
    assert panel.locator("blockquote").inner_text() == (
        "Ada Quill said: “Westfold sent artillery shells to Sudria.”"
    )
    assert panel.locator("blockquote mark.m-speaker").inner_text() == "Ada Quill"
    assert panel.locator("blockquote mark.m-cue").inner_text() == "said"
    assert panel.locator("blockquote mark.m-span").inner_text() == "Westfold sent artillery shells to Sudria."
    assert "The Example · 1 Feb 2026" in panel.inner_text()
    assert "rights: open" in panel.inner_text()


def test_without_rights_only_the_published_words_are_shown(page: Any, served: str) -> None:
    go(page, f"{served}/index.html#/quotes?q=machine")
    page.click("#view tbody tr")
    quoted = page.locator("#evidence blockquote")
    quoted.wait_for()
    assert quoted.inner_text() == "… Ben Marsh said … Norland sent machine tools to Estmark. …"
    assert "The full text is not published" in page.locator("#evidence").inner_text()


def test_a_hostile_article_is_shown_and_not_run(page: Any, served: str) -> None:
    go(page, f"{served}/index.html#/documents?q=script")
    reads(page, "#view .count", "2 documents")
    assert HOSTILE in "\n".join(rows(page))
    page.click(f"#view tbody tr >> text={HOSTILE[:8]}")
    page.locator("#evidence .title").wait_for()
    go(page, f"{served}/index.html#/quotes?q=onerror")
    page.reload()
    page.click("#view tbody tr")
    page.locator("#evidence blockquote").wait_for()
    assert "<img src=x onerror=" in page.locator("#evidence blockquote").inner_text()
    assert page.locator("#evidence img, #evidence svg, #view img").count() == 0


def test_keys_alone_are_enough(page: Any, served: str) -> None:
    go(page, f"{served}/index.html#/trade_items")
    page.wait_for_selector("#view tbody tr")
    page.keyboard.press("/")
    page.keyboard.type("survey")
    reads(page, "#view .count", "1 claim")
    page.locator("#view button.open").focus()
    page.keyboard.press("Enter")
    page.locator("#evidence blockquote").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#evidence").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "survey drones"


def test_a_link_to_a_row_opens_its_evidence(page: Any, served: str) -> None:
    go(page, f"{served}/index.html#/transfers?q=naval")
    page.click("#view tbody tr")
    page.locator("#evidence blockquote").wait_for()
    address = page.url
    assert "row=" in address
    page.goto("about:blank")
    go(page, address)
    page.locator("#evidence blockquote").wait_for()
    assert "patrol boats" in page.locator("#evidence blockquote").inner_text()


def test_saved_rows_hold_no_formula(page: Any, served: str) -> None:
    go(page, f"{served}/index.html#/trade_items?q=calc")
    reads(page, "#view .count", "1 claim")
    with page.expect_download() as download:
        page.click("text=Save as CSV")
    saved = Path(download.value.path()).read_text()
    assert "'=cmd|'/c calc'!A1 drones" in saved
    assert ",=cmd" not in saved


def test_it_works_from_disk_and_on_a_small_dark_screen(browser: Any, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark")
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    go(opened, (folder / "index.html").as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened.goto(f"{(folder / 'index.html').as_uri()}#/trade_items")
    opened.click("#view tbody tr")
    opened.locator("#evidence blockquote").wait_for()
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert problems == []


def test_a_moved_release_still_opens(browser: Any, folder: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    shutil.copytree(folder, moved)
    opened = browser.new_page()
    go(opened, (moved / "index.html").as_uri())
    assert opened.locator("#flows svg").count() == 1
    opened.close()


def test_the_catalogue_and_the_validation_page_open_without_a_word(browser: Any, folder: Path) -> None:
    opened = browser.new_page()
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text))
    for path in (folder.parent / "index.html", folder / "validation" / "index.html"):
        opened.goto(path.as_uri())
        assert opened.locator("h1").count() == 1
    opened.goto((folder.parent / "index.html").as_uri())
    opened.click("td a")
    opened.wait_for_selector("html[data-ready]")
    opened.close()
    assert problems == []
