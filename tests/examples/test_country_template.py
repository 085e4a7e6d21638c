"""The country template in our rules passes the tests that its own package has, read from there."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pytest

from ansinh.engine.answers import Known
from ansinh.engine.book import LawBook
from ansinh.engine.evaluate import Evaluator
from ansinh.engine.kernel import Kernel
from ansinh.engine.oracle import Oracle
from ansinh.engine.rows import Row
from ansinh.engine.tables import tables_and_places
from bench import environments
from bench.environments import NoPeerError, packages_of
from examples.country_template.entities import EUR
from tests.examples.peer_cases import PeerCase, Wanted, equal, expression, peer_cases, situation

CASES = 38
PACKAGE = "openfisca_country_template"


@lru_cache(maxsize=1)
def found() -> list[PeerCase]:
    return peer_cases(packages_of("openfisca") / PACKAGE / "tests")


def cases() -> list[Any]:
    """All cases, or one that fails and says what is missing."""
    try:
        return [pytest.param(case, id=str(case)) for case in found()]
    except NoPeerError as error:
        return [pytest.param(error, id="no peer")]


def test_all_cases_of_the_peer_are_found() -> None:
    assert len(found()) == CASES


def by_oracle(book: LawBook, row: Row, name: str, day: date) -> Any:
    return Oracle(book, day, day).value(row, name)


def by_evaluator(book: LawBook, row: Row, name: str, day: date) -> Any:
    answer = Evaluator(book, day, day).value(row, name)
    assert isinstance(answer, Known), answer
    return answer.value


READERS: dict[str, Callable[[LawBook, Row, str, date], Any]] = {
    "oracle": by_oracle,
    "evaluator": by_evaluator,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("case", cases())
def test_a_case_of_the_peer_holds_household_by_household(case: PeerCase, reader: str) -> None:
    book = of(case).book()
    for wanted in case.wanted:
        row = case.rows(book, wanted.day)[wanted.entity][wanted.row]
        got = READERS[reader](book, row, wanted.variable, wanted.day)
        assert equal(case, wanted, in_euros(book, wanted, got)), (wanted, got)


@pytest.mark.parametrize("case", cases())
def test_a_case_of_the_peer_holds_in_the_kernel(case: PeerCase) -> None:
    book = of(case).book()
    rules = sorted({f"{w.entity}.{w.variable}" for w in case.wanted} & book.rules.keys())
    kernel = Kernel(book, (), rules) if rules else None
    for wanted in case.wanted:
        key = f"{wanted.entity}.{wanted.variable}"
        rows = case.rows(book, wanted.day)
        row = rows[wanted.entity][wanted.row]
        if key not in rules:
            assert equal(case, wanted, row.value(book.entities.fact(key)))
            continue
        assert kernel is not None
        tables, places = tables_and_places(book.entities, rows["Household"])
        column = kernel.run(tables, [(wanted.day, wanted.day)], book=book).columns[key][0]
        got = column[places[id(row)]].as_py()
        assert equal(case, wanted, in_euros(book, wanted, got)), (wanted, got)


def of(case: PeerCase | NoPeerError) -> PeerCase:
    """The case, where there is a peer to take it from."""
    if isinstance(case, NoPeerError):
        pytest.fail(str(case))
    return case


def in_euros(book: LawBook, wanted: Wanted, value: Any) -> Any:
    """Money as euros; anything else as it is."""
    rule = book.rules.get(f"{wanted.entity}.{wanted.variable}")
    is_money = rule is not None and rule.type.kind == "money"
    return Fraction(value, EUR.parts) if is_money else value


@pytest.mark.parametrize("file", ["couple.json", "housing.json", "single.json"])
def test_an_example_situation_comes_to_what_the_peer_answers(file: str) -> None:
    folder = packages_of("openfisca") / PACKAGE / "situation_examples"
    assert len(list(folder.glob("*.json"))) == 3
    answered = environments.run("openfisca", "situations")[file]
    case = situation(file, json.loads((folder / file).read_text(encoding="utf-8")), answered)
    assert case.wanted
    for wanted in case.wanted:
        row = case.rows(case.book(), wanted.day)[wanted.entity][wanted.row]
        got = by_evaluator(case.book(), row, wanted.variable, wanted.day)
        assert equal(case, wanted, in_euros(case.book(), wanted, got)), (wanted, got)


def test_a_wrong_expectation_is_seen() -> None:
    case = next(c for c in found() if c.name == "Someone making 10000 should pay 1500 of taxes")
    wanted = case.wanted[0]
    assert equal(case, wanted, Fraction(1500))
    assert not equal(case, wanted, Fraction(1500) + Fraction(1, EUR.parts))
    flag = Wanted("Person", 0, "has_car", wanted.day, True)
    assert equal(case, flag, True)
    assert not equal(case, flag, False)


def test_expressions_are_exact_and_nothing_but_arithmetic() -> None:
    assert expression("600 * 2 - 200 / 12") == Fraction(3550, 3)
    assert expression("100*0.1") == 10
    with pytest.raises(ValueError, match="not arithmetic"):
        expression("open('x')")
