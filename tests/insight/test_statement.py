"""The pension statement shows what one would check by hand, each figure with its article."""

from __future__ import annotations

from datetime import date

from ansinh.engine.explain import Explainer
from ansinh.engine.rows import Row, read_household
from ansinh.insight.statement import pension_statement
from ansinh.insight.statement_paper import statement_paper
from ansinh.law.book import national_law

KNOWN = date(2026, 12, 31)


def person(**facts: object) -> Row:
    """The only person of a household."""
    book = national_law()
    top = read_household(book.entities, {"people": {"ba": facts}})
    return top.members["people"][0]


def test_a_book_is_shown_line_by_line_with_months_factor_average_rate_and_pension() -> None:
    periods = [
        {"category": "employee", "since": date(year, 1, 1), "until": date(year + 1, 1, 1),
         "monthly_base": 4_000_000}
        for year in range(2025, 2000, -1)
    ]  # fmt: skip
    ba = person(birth_date=date(1968, 12, 5), sex="female", insurance_periods=periods)
    statement = pension_statement(national_law(), ba, date(2026, 1, 1), KNOWN)
    lines = list(statement.text("vi"))
    assert " ".join(lines[0].split()) == "Thời gian đóng Số tháng Mức đóng Hệ số Thành tiền"
    assert " ".join(lines[1].split()) == "01/2001–12/2001 12 4.000.000 đ 4,09 196.320.000 đ"
    assert len(statement.lines) == 25
    assert "khoản 1 Điều 16 Nghị định 158/2025/NĐ-CP" in lines[26]
    figures = {figure.en: (figure.value, figure.article_en) for figure in statement.figures}
    assert figures["Pension rate"] == ("65,0 %", "Article 66 41/2024/QH15")
    assert figures["Months of contributions of both kinds"][0] == "300"
    average = int(figures["Average monthly pay contributed on"][0][:-2].replace(".", ""))
    pension = int(figures["Pension when it begins"][0][:-2].replace(".", ""))
    assert pension == (average * 65 + 50) // 100
    assert all(figure.article_vi for figure in statement.figures)


def test_state_pay_is_shown_with_its_coefficient_and_the_months_that_count() -> None:
    ong = person(
        birth_date=date(1964, 10, 5),
        sex="male",
        insurance_periods=[
            {"category": "public", "base_kind": "state", "since": date(1990, 1, 1),
             "until": date(2026, 5, 1), "coefficient": 4, "monthly_base": 0},
        ],
    )  # fmt: skip
    statement = pension_statement(national_law(), ong, date(2026, 5, 1), KNOWN)
    assert statement.lines[0].cells == ("01/1990–04/2026", "436 (60)", "4,00", "", "561.600.000 đ")


def test_what_nobody_knows_is_a_question_mark_and_no_figure() -> None:
    ong = person(sex="male", insurance_periods=[{"category": "employee"}])
    statement = pension_statement(national_law(), ong, date(2026, 5, 1), KNOWN)
    assert statement.lines[0].cells == ("?", "?", "?", "?", "?")
    assert "Pension rate" not in {figure.en for figure in statement.figures}


def test_a_pension_on_file_shows_only_its_amount_and_increases() -> None:
    grant = {
        "kind": "retirement",
        "started_on": date(2010, 1, 1),
        "amount": 5_000_000,
        "amount_since": date(2024, 7, 1),
    }
    ong = person(birth_date=date(1950, 1, 1), sex="male", pension_grants=[grant])
    statement = pension_statement(national_law(), ong, date(2026, 8, 1), KNOWN)
    assert statement.lines == ()
    text = "\n".join(statement.text("en"))
    assert "Pension with its increases: 5.400.000 đ" in text
    assert "Pensioner since: 01/01/2010" in text


def test_who_has_no_pension_yet_sees_what_is_missing_and_no_rate() -> None:
    periods = [
        {"category": "employee", "since": date(2020, 1, 1), "until": date(2021, 1, 1),
         "monthly_base": 4_000_000}
    ]  # fmt: skip
    ba = person(birth_date=date(1980, 1, 5), sex="female", insurance_periods=periods)
    statement = pension_statement(national_law(), ba, date(2026, 8, 1), KNOWN)
    figures = {figure.en: figure.value for figure in statement.figures}
    assert figures["Least months of contributions for the pension"] == "180"
    assert figures["Day on which the pension begins"] == "–"
    assert "Pension rate" not in figures


def test_forty_years_fit_on_one_page_in_both_languages() -> None:
    periods = [
        {"category": "employee", "since": date(year, 1, 1), "until": date(year + 1, 1, 1),
         "monthly_base": 4_000_000}
        for year in range(1984, 2026)
    ]  # fmt: skip
    ba = person(birth_date=date(1966, 3, 5), sex="female", insurance_periods=periods)
    statement = pension_statement(national_law(), ba, date(2026, 1, 1), KNOWN)
    for language in ("vi", "en"):
        page = statement_paper(statement, "Nguyễn Thị Bà #1", date(2026, 1, 1), language)
        assert page.startswith(b"%PDF")
        assert b"/Count 1" in page


def test_the_steps_of_a_pension_show_no_code() -> None:
    ba = person(birth_date=date(1968, 12, 5), sex="female")
    told = Explainer(national_law(), date(2026, 8, 1), KNOWN).explain(ba, "insurance.retirement")
    for language, words in (("vi", "ngày đầu tháng tính"), ("en", "the first day of the month")):
        steps = "\n".join(told.steps(language))
        assert words in steps
        assert "law.date" not in steps
