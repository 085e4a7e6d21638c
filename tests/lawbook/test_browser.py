"""The pages in a browser: found by typing, clean for a screen reader, within the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from ansinh.lawbook.wording import slug

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
PAGES = [
    "index.html",
    "benefits/assistance.disability.html",
    "benefits/insurance.health_visit.html",
    f"documents/{slug('20/2021/NĐ-CP')}.html",
    "figures/assistance.standard_level.html",
    "changes.html",
]
DISABILITY = "benefits/assistance.disability.html"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.errors = []
    opened.on("console", lambda message: opened.errors.append(message.text))
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    yield opened
    opened.close()


def found_by(page: Any, text: str) -> list[str]:
    page.locator("#q").fill(text)
    return [link.get_attribute("href") for link in page.locator(".found a").all()]


@pytest.mark.parametrize(
    "typed",
    [
        "trợ cấp người khuyết tật",
        normalize("NFD", "trợ cấp người khuyết tật"),
        "tro cap nguoi khuyet tat",
        "TRO CAP khuyet",
        "severe disability",
        "assistance.disability",
    ],
)
def test_a_benefit_is_found_while_typing(page: Any, site: Path, typed: str) -> None:
    page.goto((site / "index.html").as_uri())
    assert DISABILITY in found_by(page, typed)
    assert page.errors == []


def test_a_document_is_found_by_its_number_and_nothing_is_said_kindly(
    page: Any, site: Path
) -> None:
    page.goto((site / DISABILITY).as_uri())
    address = f"../documents/{slug('20/2021/NĐ-CP')}.html"
    assert address in found_by(page, "20/2021/nd-cp")
    assert found_by(page, "xyzxyz") == []
    assert "Không tìm thấy" in page.locator(".status").inner_text()


def test_search_works_by_keyboard_alone(page: Any, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("huu tri xa hoi")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/benefits/assistance.social_pension.html")


def test_the_language_chosen_holds_on_the_next_page(page: Any, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.get_by_role("button", name="English").click()
    assert page.locator("h1").inner_text() == "What the law gives, to whom, and why"
    page.goto((site / DISABILITY).as_uri())
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1").inner_text().startswith("Allowance")


def test_without_a_script_the_pages_read_in_vietnamese(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / DISABILITY).as_uri())
    assert page.locator("h1 [lang=vi]").is_visible()
    assert not page.locator("h1 [lang=en]").is_visible()
    assert not page.locator(".search").is_visible()
    context.close()


def test_a_link_to_a_folded_rule_opens_it(page: Any, site: Path) -> None:
    page.goto((site / DISABILITY).as_uri())
    page.locator(".why a").first.click()
    assert page.locator("details.provision:target").get_attribute("open") is not None


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_pages_stay_within_the_screen_and_axe_finds_no_serious_fault(
    page: Any, site: Path, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((site / name).as_uri())
    for language in ("Tiếng Việt", "English"):
        page.get_by_role("button", name=language).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE)
    found = page.evaluate("axe.run({preload: false})")
    serious = [
        (fault["id"], fault["nodes"][0]["html"][:200])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert page.errors == []


def test_dark_colours_are_readable(page: Any, site: Path) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto((site / DISABILITY).as_uri())
    page.evaluate(AXE)
    found = page.evaluate("axe.run({preload: false, runOnly: ['color-contrast']})")
    assert [fault["nodes"][0]["html"][:200] for fault in found["violations"]] == []
