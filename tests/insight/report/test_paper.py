from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader


@pytest.fixture(scope="module")
def reader(written: Path) -> PdfReader:
    return PdfReader(written / "report.pdf")


@pytest.fixture(scope="module")
def text(reader: PdfReader) -> str:
    pages = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(unicodedata.normalize("NFC", pages).split())


def test_the_pdf_says_what_the_page_says(text: str, html: str) -> None:
    shown = html.replace("\N{NO-BREAK SPACE}", " ")
    share = re.search(r"bao phủ</span>.*?(\d+,\d %)|(\d+,\d %)", shown)
    assert share is not None
    for told in ("Báo cáo an sinh xã hội", "24 xã, phường", "24/11/2026", share[0][-6:]):
        assert told in text
        assert told in shown


def test_vietnamese_letters_survive(text: str) -> None:
    for told in ("Trợ cấp người khuyết tật nặng, đặc biệt nặng", "Được hưởng mà chưa nhận"):
        assert told in text


def test_a_name_that_typst_could_read_as_a_command_stays_a_name(text: str) -> None:
    assert '<script>alert(1)</script> #emph[x] $y$ "\\' in text


def test_pages_are_numbered_and_the_document_is_tagged(reader: PdfReader, text: str) -> None:
    assert f"{len(reader.pages)} trên {len(reader.pages)}" in text
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Báo cáo an sinh xã hội – 24 xã, phường"
