"""Documents and citations."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansinh.engine.documents import Article, Documents, document
from ansinh.engine.errors import LawError


def test_a_citation_is_read_and_written_as_a_lawyer_does() -> None:
    article = Article.parse("20/2021/NĐ-CP art 5 cl 5 pt a")
    assert article == document("20/2021/NĐ-CP").article(5, clause=5, point="a")
    assert article.in_words() == "điểm a khoản 5 Điều 5 Nghị định 20/2021/NĐ-CP"
    assert article.in_words("en") == "point a clause 5 Article 5 Decree 20/2021/NĐ-CP"


def test_an_ordinance_is_named_as_one() -> None:
    article = Article.parse("02/2020/UBTVQH14 art 6 cl 3")
    assert article.in_words() == "khoản 3 Điều 6 Pháp lệnh 02/2020/UBTVQH14"
    assert article.in_words("en") == "clause 3 Article 6 Ordinance 02/2020/UBTVQH14"
    assert Article("1658/NQ-UBTVQH15", "1").in_words() == "Điều 1 Nghị quyết 1658/NQ-UBTVQH15"


@pytest.mark.parametrize("text", ["", "20/2021/NĐ-CP article 5", "20/2021/NĐ-CP art"])
def test_a_citation_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(LawError):
        Article.parse(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {number: A, title: t, issued: 2021-01-01}", "A lacks in_force"),
        ("- {number: A, title: t, issued: x, in_force: 2021-01-01}", "issued must be a date"),
        (
            "- {number: A, title: t, issued: 2021-01-01, in_force: 2021-01-01, colour: red}",
            "unknown key colour",
        ),
        ("- {number: A, title: t, issued: 2021-01-01, in_force: 2021-01-01}\n" * 2, "listed twice"),
    ],
)
def test_a_wrong_register_of_documents_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "documents.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LawError, match=message):
        Documents.load(path)


def test_two_registers_may_not_list_one_document(tmp_path: Path) -> None:
    path = tmp_path / "documents.yaml"
    path.write_text(
        "- {number: A, title: t, issued: 2021-01-01, in_force: 2021-01-01}\n", encoding="utf-8"
    )
    with pytest.raises(LawError, match="listed in two registers: A"):
        Documents.load(path).merged(Documents.load(path))
