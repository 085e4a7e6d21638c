"""Amounts that follow from the law alone are the amounts that cases expect."""

from __future__ import annotations

from datetime import date

from ansinh.engine.book import LawBook
from ansinh.engine.cases import Case
from ansinh.lawbook.amounts import amounts_of, history
from tests.lawbook.conftest import DAY


def test_every_amount_that_a_case_expects_is_among_those_told(
    book: LawBook, cases: list[Case]
) -> None:
    seen, wrong = 0, []
    for case in cases:
        for check in case.checks:
            for wanted in check.expect.values():
                for code, amount in wanted.items():
                    if code not in book.benefits or not isinstance(amount, int) or amount <= 1:
                        continue
                    told = amounts_of(book, book.benefit(code), check.effect, check.known)
                    if not told or any(item.factors for item in told):
                        continue
                    seen += 1
                    if amount not in {int(item.value) for item in told}:
                        wrong.append(f"{case.name}: {code} on {check.effect}: {amount}")
    assert wrong == []
    assert seen > 100


def test_brackets_that_exclude_each_other_are_not_combined(book: LawBook) -> None:
    found = amounts_of(book, book.benefit("assistance.disability"), DAY, DAY)
    assert sorted(int(a.value) for a in found) == [
        810_000, 1_080_000, 1_080_000, 1_080_000, 1_350_000, 1_350_000,
    ]  # fmt: skip


def test_what_depends_on_facts_stands_beside_the_amount(book: LawBook) -> None:
    (found,) = amounts_of(book, book.benefit("assistance.single_parent"), DAY, DAY)
    assert found.value == 540_000
    assert len(found.factors) == 1


def test_an_amount_that_only_facts_tell_is_not_told(book: LawBook) -> None:
    assert amounts_of(book, book.benefit("insurance.retirement"), DAY, DAY) == ()
    assert amounts_of(book, book.benefit("poverty.electricity"), DAY, DAY) == ()


def test_history_has_a_period_for_each_change_and_ends_with_the_benefit(book: LawBook) -> None:
    days = [date(2022, 1, 1), date(2024, 6, 30), date(2024, 7, 1), date(2025, 7, 1)]
    found = history(book, book.benefit("assistance.elder_80"), days, DAY)
    assert [(p.since, [int(a.value) for a in p.amounts]) for p in found] == [
        (date(2022, 1, 1), [360_000]),
        (date(2024, 7, 1), [500_000]),
        (date(2025, 7, 1), []),
    ]


def test_a_sum_of_parts_that_may_be_nothing_is_not_told(book: LawBook) -> None:
    assert amounts_of(book, book.benefit("merit.survivor"), DAY, DAY) == ()
