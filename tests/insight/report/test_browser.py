"""The page in a browser: quiet, alone, within the screen, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


def test_the_page_works_on_a_telephone_and_in_both_languages(browser: Any, written: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((written / "report.html").as_uri())
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    vi, en = page.locator("h1 [lang=vi]"), page.locator("h1 [lang=en]")
    assert (vi.is_visible(), en.is_visible()) == (True, False)
    page.get_by_role("button", name="English").click()
    assert (vi.is_visible(), en.is_visible()) == (False, True)
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title().startswith("Social protection report")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    page.close()


def test_without_a_script_vietnamese_shows(browser: Any, written: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((written / "report.html").as_uri())
    assert page.locator("h1 [lang=vi]").is_visible()
    assert not page.locator("h1 [lang=en]").is_visible()
    assert not page.locator(".languages").is_visible()
    context.close()


def test_text_at_twice_the_size_stays_within_the_screen(browser: Any, written: Path) -> None:
    page = browser.new_page(viewport={"width": 640, "height": 480})  # 1280 at 200 %
    page.goto((written / "report.html").as_uri())
    page.add_style_tag(content="html{font-size:200%}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.close()
