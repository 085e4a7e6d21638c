"""The explainer: one stored record, from which come words, arithmetic, changes and questions."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from ansinh.engine.explain import Explainer, Explanation
from ansinh.engine.outcome import Status
from ansinh.engine.rows import Row
from tests.engine.small_law import household, member, person, small_law

DAY, KNOWN = date(2024, 9, 1), date(2026, 12, 31)


def explainer(effect: date = DAY, known: date = KNOWN) -> Explainer:
    return Explainer(small_law(), effect, known)


def explained(code: str, who: str = "an", effect: date = DAY, **changes: Any) -> Explanation:
    return explainer(effect).explain(somebody(who, **changes), code)


def somebody(who: str = "an", **changes: Any) -> Row:
    return member(household(people={who: person(**changes)}), who)


def test_a_yes_says_the_amount_and_why_in_both_languages() -> None:
    found = explained("small.elder")
    assert found.sentence("vi", "Bà") == (
        "Bà được hưởng trợ cấp người cao tuổi: 750.000 đ mỗi tháng, "
        "vì người đủ tuổi hưởng; không có lương hưu."
    )
    assert found.sentence("en") == (
        "You are entitled to elder allowance: 750.000 đ a month, "
        "because: elder; does not have a pension."
    )
    assert found.arithmetic("vi") == "500.000 × 1,5 = 750.000 đ"


def test_threads_that_share_an_explainer_get_the_answers_of_their_own_households() -> None:
    shared = explainer()
    young, old = (somebody(birth_date=f"{year}-01-01") for year in (1994, 1944))

    def sentences(row: Row) -> dict[str, str]:
        return {code: told.sentence("vi") for code, told in shared.explain_all(row).items()}

    alone = [sentences(young), sentences(old)]
    assert alone[0] != alone[1]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(sentences, [young, old] * 50)) == alone * 50
    finally:
        sys.setswitchinterval(interval)


def test_a_no_names_the_first_condition_that_failed_its_margin_and_when_it_turns() -> None:
    found = explained("small.elder", effect=date(2024, 5, 11), birth_date="1964-09-14")
    assert found.outcome.status == Status.NOT_ENTITLED
    failure = found.failure
    assert failure is not None
    assert failure.words("vi") == "số tuổi đã đủ là 59, cần từ 60 trở lên"
    assert failure.margin("vi") == "còn thiếu 4 tháng 3 ngày"
    assert failure.margin("en") == "4 months and 3 days short"
    assert found.sentence("vi").endswith("Điều kiện này sẽ đạt từ 14/09/2024.")


def test_a_no_about_money_says_how_many_dong_too_much() -> None:
    rich = household(monthly_income=4_620_000)
    found = explainer().explain(rich, "small.water")
    assert found.failure is not None
    assert found.failure.margin("vi") == "vượt 40.000 đ"
    assert found.failure.nearest is not None
    assert found.failure.nearest.fact.name == "monthly_income"


def test_figures_are_put_into_the_arithmetic_of_every_rule_that_computes() -> None:
    found = explainer().explain(household(monthly_income=1_000_000), "small.water")
    assert found.arithmetic("vi") == "500.000 × 3 = 1.500.000 đ"


def test_every_step_has_its_article_and_the_figure_has_its_own() -> None:
    text = "\n".join(explained("small.elder").steps("vi"))
    assert "khoản 1 Điều 6 2/2021/TEST" in text
    assert "Mức chuẩn: 500.000 đ · khoản 3 Điều 4 2/2021/TEST, từ 01/07/2024" in text
    assert "Ngày sinh: 14/09/1951" in text


def test_an_unverified_figure_is_shown_as_such() -> None:
    found = explained("small.elder", effect=date(2026, 7, 1))
    assert found.unverified == ["press only"]
    assert "chưa kiểm chứng" in "\n".join(found.steps("vi"))
    assert "unverified" in "\n".join(found.steps("en"))
    assert explained("small.elder").unverified == []


def test_a_condition_is_told_in_words_and_not_in_code() -> None:
    text = "\n".join(explained("small.card", is_member=True).steps("vi"))
    assert "ngoại lệ: Đoàn viên luôn thuộc đối tượng · áp dụng: có" in text
    assert "person." not in "\n".join(explained("small.severe").steps("vi"))


def test_what_is_not_known_is_said_with_the_question_to_ask() -> None:
    found = explained("small.elder", has_pension=None)
    assert (found.outcome.status, found.outcome.needs) == (
        Status.UNDETERMINED,
        "Person.has_pension",
    )
    assert found.sentence("vi").endswith("cần biết có lương hưu. Có lương hưu không?")


def test_a_claim_that_gave_way_says_to_what_and_by_which_article() -> None:
    card = [{"degree": "severe", "since": "2020-01-01"}]
    severe = household(people={"an": person(certificates=card)}, monthly_income=0)
    found = explainer().explain(member(severe, "an"), "small.elder")
    assert found.outcome.by == "small.severe"
    assert "1.000.000 đ" in found.sentence("vi")
    assert "khoản 9 Điều 6 2/2021/TEST" in found.sentence("vi")


def test_two_exceptions_that_disagree_are_set_aside_and_said_kindly() -> None:
    found = explained("small.card", has_pension=True, is_member=True)
    assert (found.outcome.status, found.outcome.reason) == (Status.SET_ASIDE, "conflict")
    assert "cán bộ sẽ xem lại" in found.sentence("vi")


def test_changes_in_time_name_the_day_and_the_cause() -> None:
    an = somebody(birth_date="1964-09-14")
    changes = explainer().changes(an, "small.elder", date(2026, 12, 31))
    assert [change.on for change in changes] == [date(2024, 9, 14), date(2026, 7, 1)]
    assert changes[0].words("vi").startswith("Từ 14/09/2024, khi")
    assert "60" in changes[0].words("en")
    assert "3/2026/TEST" in changes[1].words("vi")


def test_a_single_fact_that_would_turn_the_outcome_is_found() -> None:
    [what_if] = [
        w for w in explainer().what_if(somebody(), "small.elder") if w.fact.name == "has_pension"
    ]
    assert (what_if.to, what_if.after.status) == (True, Status.NOT_ENTITLED)
    facts = {w.fact.name for w in explainer().what_if(somebody(), "small.elder")}
    assert "savings" not in facts


def test_the_screener_asks_only_what_is_reached_and_the_most_telling_first() -> None:
    unknown = somebody(birth_date=None, has_supporter=None, has_pension=None)
    questions = explainer().next_question(unknown)
    asked = [question.fact.name for question in questions]
    assert asked[0] == "birth_date"
    assert "has_supporter" not in asked
    assert questions[0].ask("vi") == "Sinh ngày nào?"
    assert explainer().next_question(somebody()) == []


def test_the_machine_form_has_a_version_and_is_plain_json() -> None:
    found = explained("small.elder", birth_date="1964-09-15").as_dict()
    again = json.loads(json.dumps(found, ensure_ascii=False))
    assert again == found
    assert again["version"] == 1
    assert again["failure"]["nearest"]["fact"] == "Person.birth_date"


def test_what_is_explained_is_what_the_law_gives() -> None:
    top = household()
    for row, benefits in explainer().explain_household(top).items():
        for code, found in benefits.items():
            assert found.outcome == explainer().explain(row, code).outcome


def test_an_unknown_benefit_is_refused() -> None:
    with pytest.raises(Exception, match=r"did you mean small\.elder"):
        explained("small.eldr")
