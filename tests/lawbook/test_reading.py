"""Rules in words: what is said follows from the rule, and denials say the contrary."""

from __future__ import annotations

from datetime import date

import pytest

from ansinh.engine.book import LawBook
from ansinh.lawbook.clauses import Clause, Reading
from ansinh.lawbook.reading import Reader
from tests.lawbook.conftest import DAY


def read(book: LawBook, key: str, language: str = "vi", place: int = -1) -> Reading:
    body = book.program.rules[key].bodies[place]
    reader = Reader(book, language, DAY, DAY, lambda _kind, _key: "")
    return reader.read(body.node, gives=book.rules[key].benefit is not None)


def said(clause: Clause) -> str:
    inner = "; ".join(map(said, clause.items))
    return f"{clause.text}: {inner}" if inner else str(clause.text)


def test_a_benefit_is_told_by_what_it_asks_and_what_it_gives(book: LawBook) -> None:
    found = read(book, "Person.social_pension")
    assert [said(need) for need in found.needs] == [
        "đủ điều kiện hưởng trợ cấp hưu trí xã hội (khi có văn bản đề nghị)"
    ]
    assert [str(way.result) for way in found.ways] == ["mức trợ cấp hưu trí xã hội"]


def test_branches_are_told_with_when_they_apply(book: LawBook) -> None:
    first, rest = read(book, "Person.disability_allowance").ways
    assert first.when is not None
    assert "đặc biệt nặng" in first.when.text
    assert rest.when is None


def test_several_values_of_one_fact_are_one_line(book: LawBook) -> None:
    _, cause = read(book, "Person.injury", "en").needs
    assert cause.text.startswith("cause")
    assert "is one of: natural disaster; fire" in cause.text


def test_the_denial_of_a_compound_statement_denies_it_as_a_whole(book: LawBook) -> None:
    assert "có đủ" not in said(Clause(read(book, "Person.situation_of_mother").ways[0].result))
    way = read(book, "Person.situation_of_mother").ways[0]
    assert way.when is not None
    assert "không thuộc trường hợp: đã sinh ra và chưa chết" in said(way.when)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_rule_and_exception_has_words(book: LawBook, language: str) -> None:
    for key, program in book.program.rules.items():
        for body in (*program.bodies, *program.exceptions):
            at = body.version.since or date(2026, 1, 1)
            reader = Reader(book, language, max(at, date(2022, 1, 1)), DAY, lambda *_: "")
            found = reader.read(body.node, gives=program.rule.benefit is not None)
            assert found.needs or found.ways, key
            words = [said(need) for need in found.needs] + [str(w.result) for w in found.ways]
            assert all(text and "{}" not in text for text in words), key


def test_both_languages_have_the_same_shape(book: LawBook) -> None:
    def shape(clause: Clause) -> tuple[object, ...]:
        return (clause.rule, *map(shape, clause.items))

    for key in book.rules:
        vi, en = read(book, key), read(book, key, "en")
        assert list(map(shape, vi.needs)) == list(map(shape, en.needs))
        assert len(vi.ways) == len(en.ways)
