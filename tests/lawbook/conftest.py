from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import ansinh.law
from ansinh.engine.book import LawBook
from ansinh.engine.cases import Case, load_cases
from ansinh.law.book import national_law
from ansinh.lawbook import write_book

DAY = date(2026, 11, 30)
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def book() -> LawBook:
    return national_law()


@pytest.fixture(scope="session")
def cases(book: LawBook) -> list[Case]:
    return list(load_cases(Path(ansinh.law.__path__[0]), book))


@pytest.fixture(scope="session")
def site(book: LawBook, cases: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue of the whole law."""
    folder = tmp_path_factory.mktemp("lawbook") / "site"
    write_book(folder, book, cases, DAY)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()
