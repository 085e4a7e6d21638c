"""Which condition is told of: the one that decided, not the first that was asked."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from ansinh.engine import Law, Money, benefit, exists, round_down, rule
from ansinh.engine.book import LawBook
from ansinh.engine.explain import Explainer, Explanation, words
from ansinh.engine.outcome import Status
from ansinh.engine.rows import Row
from tests.engine.small_law import (
    ACT,
    Household,
    Person,
    household,
    member,
    person,
    small_law,
)

DAY, KNOWN = date(2024, 9, 1), date(2026, 12, 31)
TRIED: dict[str, str] = {"en": "Tried", "paid": "monthly", "payer": "test", "domain": "tried"}


@benefit(ACT.article(20), code="tried.steps", name="Trợ cấp từng bước", **TRIED)
def one_after_another(person: Person) -> Money:
    """Từng điều kiện một."""
    if person.age < 60:
        return 0
    if person.has_pension:
        return 0
    return 1000


@benefit(ACT.article(21), code="tried.ways", name="Trợ cấp nhiều cách", **TRIED)
def any_of_several_ways(person: Person) -> Money:
    """Một trong nhiều cách."""
    return 1000 if person.has_some_need else 0


@rule(ACT.article(21), en="Has some need")
def has_some_need(person: Person) -> bool:
    """Có nhu cầu."""
    return person.is_severe or person.is_member or person.has_pension


@benefit(ACT.article(22), code="tried.alike", name="Trợ cấp như nhau", **TRIED)
def nothing_either_way(person: Person) -> Money:
    """Hai nhánh đều không có gì."""
    if person.is_member:
        return 0
    return 0


@benefit(ACT.article(23), code="tried.count", name="Trợ cấp đoàn viên", **TRIED)
def for_every_member(household: Household, law: Law) -> Money:
    """Mức chuẩn cho mỗi đoàn viên."""
    return law.small.level * sum(1 for p in household.people if p.is_member)


@benefit(ACT.article(24), code="tried.share", name="Hỗ trợ đóng", **TRIED)
def half_of_the_contribution(person: Person, law: Law) -> Money:
    """Hỗ trợ một phần mức đóng."""
    part = person.contribution * law.small.share
    return round_down(part)


@benefit(ACT.article(25), code="tried.alive", name="Trợ cấp người sống", **TRIED)
def for_the_living(person: Person, law: Law) -> Money:
    """Cho người còn sống."""
    return 1000 if law.date <= person.death_date else 0


@benefit(ACT.article(26), code="tried.mother", name="Trợ cấp con của người già", **TRIED)
def with_an_old_mother(person: Person) -> Money:
    """Mẹ từ 60 tuổi."""
    return 1000 if exists(person.mother) and person.mother.age >= 60 else 0


@benefit(ACT.article(27), code="tried.card", name="Trợ cấp có giấy", **TRIED)
def with_a_certificate(person: Person, law: Law) -> Money:
    """Có giấy còn hạn."""
    return 1000 if any(card.until > law.date for card in person.certificates) else 0


@lru_cache(maxsize=1)
def law() -> LawBook:
    return small_law().revised(versions=globals()["_declared_law"])


def explained(code: str, row: Row) -> Explanation:
    return Explainer(law(), DAY, KNOWN).explain(row, f"tried.{code}")


def an(**facts: Any) -> Row:
    return member(household(people={"an": person(**facts)}), "an")


def why(code: str, row: Row, language: str = "vi") -> str:
    failure = explained(code, row).failure
    assert failure is not None
    return failure.words(language)


def test_a_condition_that_was_passed_is_not_what_failed() -> None:
    assert why("steps", an(has_pension=True)) == "có lương hưu"
    assert why("steps", an(birth_date="2000-01-01")).startswith("số tuổi đã đủ là 24")
    granted = explained("steps", an()).sentence("vi")
    assert granted.endswith("vì số tuổi đã đủ là 72, từ 60 trở lên; không có lương hưu.")


def test_where_several_ways_were_all_missed_their_common_name_is_told() -> None:
    failure = explained("ways", an()).failure
    assert failure is not None
    assert failure.words("vi") == "không có nhu cầu"
    assert failure.words("en") == "does not have some need"
    assert len(failure.others) == 3


def test_a_no_that_holds_either_way_is_explained_without_the_missing_fact() -> None:
    found = explained("alike", an(is_member=None))
    assert found.outcome.status == Status.NOT_ENTITLED
    assert "số tiền tính ra bằng 0" in found.sentence("vi")
    assert found.as_dict()["failure"]["condition"]["en"] == "the amount comes to 0"


def test_a_sum_over_nobody_says_what_nobody_met() -> None:
    top = household(people={"an": person(), "ba": person()})
    assert why("count", top) == "không có người nào đáp ứng: là đoàn viên"
    assert why("count", household(people={})) == "không có người nào được ghi nhận"


def test_rounding_and_percentages_are_named_in_the_arithmetic() -> None:
    found = explained("share", an(savings=1_234_567))
    assert found.arithmetic("vi").splitlines() == [
        (
            "Mức đóng, làm tròn lên nghìn đồng: 1.234.567 × 4,5 %, "
            "làm tròn lên bội số của 1.000 = 56.000 đ"
        ),
        "56.000 × 4,5 %, làm tròn xuống = 2.520 đ",
    ]
    assert "rounded down = 2.520 đ" in found.arithmetic("en")


def test_a_death_is_told_as_one_and_never_as_a_margin() -> None:
    found = explained("alive", an(death_date="2024-01-05"))
    assert found.sentence("vi") == (
        "Ông/bà chưa được hưởng trợ cấp người sống, vì đã mất ngày 05/01/2024."
    )
    assert found.failure is not None
    assert found.failure.margin("en") is None


def test_who_has_no_day_of_death_is_said_to_live() -> None:
    granted = explained("alive", an())
    assert granted.sentence("vi").endswith("vì còn sống.")
    assert "no date" not in granted.sentence("en")


def test_a_condition_on_somebody_else_says_on_whom() -> None:
    people = {"an": person(mother="ba"), "ba": person(birth_date="1970-01-01")}
    row = member(household(people=people), "an")
    assert why("mother", row).startswith("số tuổi đã đủ (ba) là 54")


def test_a_date_of_a_record_is_told_with_the_record() -> None:
    card = {"degree": "light", "since": "2020-01-01", "until": "2024-08-01"}
    assert why("card", an(certificates=[card])) == (
        "giấy xác nhận (đến trước ngày: 01/08/2024), cần sau 01/09/2024"
    )
    assert why("card", an(certificates=[]), "en") == "no certificate is recorded"


def test_the_record_stays_as_it_was_when_the_household_changes() -> None:
    row = an()
    explainer = Explainer(law(), DAY, KNOWN)
    before = explainer.explain(row, "tried.steps")
    kept = (before.sentence("vi"), before.as_dict())
    row.values["has_pension"] = True
    assert (before.sentence("vi"), before.as_dict()) == kept
    assert explainer.explain(row, "tried.steps").outcome.status == Status.NOT_ENTITLED


def test_the_number_at_which_an_outcome_turns_is_exact() -> None:
    top = household(monthly_income=4_620_000)
    found = Explainer(law(), DAY, KNOWN).what_if(top, "small.water")
    income = next(w for w in found if w.fact.name == "monthly_income")
    assert income.to == 4_500_002
    assert income.after.amount == 1_500_000
    top.values["monthly_income"] = income.to + 1
    assert explained_water(top).outcome.status == Status.NOT_ENTITLED


def explained_water(top: Row) -> Explanation:
    return Explainer(law(), DAY, KNOWN).explain(top, "small.water")


def test_a_missing_fact_is_tried_with_every_answer_and_the_household_left_alone() -> None:
    row = an(has_pension=None)
    found = Explainer(law(), DAY, KNOWN).what_if(row, "tried.steps")
    assert {(w.to, w.after.amount) for w in found} == {(True, 0), (False, 1000)}
    assert "1.000 đ" in " ".join(w.words("vi") for w in found)
    assert row.values["has_pension"] is not True


def test_changes_name_months_of_age_and_the_end_of_a_certificate() -> None:
    top = household(monthly_income=0)
    chi = member(top, "chi")
    [turned] = Explainer(law(), DAY, KNOWN).changes(chi, "small.toddler", date(2027, 12, 31))[-1:]
    assert (turned.on, turned.vi) == (date(2027, 8, 20), "khi đủ 36 tháng tuổi")
    assert turned.en == "on reaching 36 months of age"
    card = {"degree": "severe", "since": "2020-01-01", "until": "2025-05-12"}
    row = an(certificates=[card])
    [ended] = Explainer(law(), DAY, KNOWN).changes(row, "tried.card", DAY + timedelta(365))
    assert (ended.on, ended.after.status) == (date(2025, 5, 12), Status.NOT_ENTITLED)
    assert "12/05/2025" in ended.words("en")


def test_a_statement_that_joins_two_is_denied_as_a_whole() -> None:
    assert words.claimed("Đã kết hôn", False, "vi") == "chưa kết hôn"
    assert words.claimed("Đã sinh ra và chưa chết", False, "vi") == (
        "không đúng: đã sinh ra và chưa chết"
    )
    assert words.claimed("Is alive and at home", False, "en") == (
        "not the case: is alive and at home"
    )
