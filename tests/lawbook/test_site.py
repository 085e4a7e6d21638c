"""The folder of pages: complete, closed in itself, the same each time."""

from __future__ import annotations

import filecmp
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from ansinh.engine.book import LawBook
from ansinh.engine.cases import Case
from ansinh.engine.errors import DataError
from ansinh.lawbook import write_book
from ansinh.lawbook.wording import slug
from tests.lawbook.conftest import DAY

LINK = re.compile(r'(?:href|src)="([^"]*)"')
ID = re.compile(r'\bid="([^"]+)"')


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def test_every_benefit_document_and_figure_has_its_page(site: Path, book: LawBook) -> None:
    assert {p.stem for p in (site / "benefits").iterdir()} == set(book.benefits)
    assert {p.stem for p in (site / "figures").iterdir()} == {p.path for p in book.parameters}
    assert {p.stem for p in (site / "documents").iterdir()} == {
        slug(document.number) for document in book.documents
    }


def test_every_link_leads_somewhere_within_the_folder(pages: dict[Path, str]) -> None:
    ids = {path: set(ID.findall(html)) for path, html in pages.items()}
    broken = []
    for path, html in pages.items():
        for link in set(LINK.findall(html)):
            address, _, place = unquote(link).partition("#")
            target = (path.parent / address).resolve() if address else path
            if not target.exists() or (place and place not in ids[target]):
                broken.append(f"{path.name}: {link}")
    assert broken == []


def test_nothing_is_asked_for_from_elsewhere(site: Path, pages: dict[Path, str]) -> None:
    css = (site / "assets" / "catalogue.css").read_text(encoding="utf-8")
    scripts = [path.read_text(encoding="utf-8") for path in (site / "assets").glob("*.js")]
    for text in (css, *scripts, *pages.values()):
        assert "://" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "fetch(" not in "".join(scripts)


def test_no_id_stands_twice_on_a_page(pages: dict[Path, str]) -> None:
    for path, html in pages.items():
        ids = ID.findall(html)
        assert sorted(ids) == sorted(set(ids)), path.name


def test_every_page_has_one_first_heading_and_a_way_past_the_menu(pages: dict[Path, str]) -> None:
    for path, html in pages.items():
        assert html.count("<h1") == 1, path.name
        assert 'class="skip" href="#main"' in html


def test_every_unverified_rule_of_a_benefit_is_said_on_its_page(
    pages: dict[Path, str], site: Path, book: LawBook
) -> None:
    for code, rule in book.benefits.items():
        version = rule.version_at(DAY, DAY)
        if version is not None and version.unverified:
            assert "Có chỗ chưa kiểm chứng" in pages[site / "benefits" / f"{code}.html"]


def test_written_twice_it_is_the_same_to_the_byte(
    site: Path, book: LawBook, cases: list[Case], tmp_path: Path
) -> None:
    write_book(tmp_path / "again", book, cases, DAY)
    names = sorted(str(p.relative_to(site)) for p in site.rglob("*") if p.is_file())
    again = [
        str(p.relative_to(tmp_path / "again"))
        for p in (tmp_path / "again").rglob("*")
        if p.is_file()
    ]
    assert sorted(again) == names
    _, other, failed = filecmp.cmpfiles(site, tmp_path / "again", names, shallow=False)
    assert (other, failed) == ([], [])


def test_what_is_no_catalogue_is_left_alone(
    site: Path, book: LawBook, cases: list[Case], tmp_path: Path
) -> None:
    with pytest.raises(DataError, match="exists already"):
        write_book(site, book, cases, DAY)
    (tmp_path / "kept.txt").write_text("mine")
    with pytest.raises(DataError, match="left alone"):
        write_book(tmp_path, book, cases, DAY, replace=True)
    assert (tmp_path / "kept.txt").read_text() == "mine"
