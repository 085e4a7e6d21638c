"""``ansinh law procedures`` and ``ansinh law procedure``: what they print and refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ansinh.cli.common import speech
from ansinh.cli.lawprocedures import summary
from ansinh.law.procedures import national_procedures
from tests.test_cli import refused, run


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "220")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(speech, "language", "vi")


def shown(*arguments: object) -> str:
    result = run("law", *arguments)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def test_procedures_lists_codes_days_and_who_decides_on_a_day() -> None:
    before = shown("procedures", "--domain", "assistance", "--date", "2025-06-30")
    after = shown("procedures", "--domain", "assistance", "--date", "2025-07-01")
    assert "20 ngày làm việc" in before
    assert "1.014027" not in before
    assert "1.014027" in after
    assert "merit." not in after
    assert refused("law", "procedures", "--domain", "merits").endswith("did you mean merit?\n")


def test_procedure_says_what_the_registry_holds_and_who_decides() -> None:
    found = shown("procedure", "1.001776", "--date", "2026-01-15")
    assert "Giấy khai sinh · đã có trong sổ: Ngày sinh\n" in found
    assert "Mẫu 1d (20/2021/NĐ-CP): Tờ khai của người cao tuổi" in found
    assert "10 ngày làm việc" in found
    assert "Đến hạn" not in found
    later = shown("procedure", "1.001776", "--date", "2026-07-01")
    assert "Giấy khai sinh · đã có trong sổ: Ngày sinh, không phải nộp" in later


def test_procedure_of_a_benefit_says_when_each_step_is_due() -> None:
    found = shown("procedure", "assistance.social_pension", "--filed", "2025-07-21")
    assert "thứ Hai 04/08/2025" in found
    assert "văn bản xin lỗi chậm nhất 03/08/2025" in found
    english = run("--lang", "en", "law", "procedure", "1.014027", "--filed", "2025-07-21").stdout
    assert "Monday 04/08/2025" in english


def test_a_delay_is_counted_to_the_date_and_says_who_has_the_file_now() -> None:
    late = shown("procedure", "1.001776", "--filed", "2025-06-02", "--date", "2025-07-01")
    assert "trễ 1 ngày làm việc; nay thuộc Chủ tịch Ủy ban nhân dân cấp xã" in late
    in_time = shown("procedure", "1.001776", "--filed", "2025-06-02", "--date", "2025-06-30")
    assert "trễ 1 ngày" not in in_time


def test_the_rule_of_15_hours_is_told_from_5_august_2026() -> None:
    assert "15 giờ" not in shown("procedure", "1.014027", "--filed", "2026-08-04")
    assert "15 giờ" in shown("procedure", "1.014027", "--filed", "2026-08-05")
    complaint = shown("procedure", "administration.complaint_first", "--filed", "2026-08-05")
    assert "15 giờ" not in complaint
    assert "xin lỗi" not in complaint


def test_a_benefit_without_application_says_why() -> None:
    assert "Không phải nộp hồ sơ: chi theo danh sách" in shown("procedure", "merit.gift_27_7")


def test_days_of_a_year_whose_holidays_are_not_announced_are_an_estimate() -> None:
    assert "ước tính" in shown("procedure", "1.014027", "--filed", "2027-01-04")
    assert "ước tính" not in shown("procedure", "1.014027", "--filed", "2026-12-01")


def test_a_wrong_code_or_day_is_one_clear_line() -> None:
    assert "unknown procedure or benefit '1.00177'; did you mean" in refused(
        "law", "procedure", "1.00177"
    )
    assert "31/02" in refused("law", "procedure", "1.001776", "--filed", "31/02/2025")
    assert "only from 2025-07-01" in refused(
        "law", "procedure", "1.014027", "--filed", "2025-06-30"
    )
    assert "Decree 31/2013" in refused("law", "procedure", "merit.worship", "--date", "2022-01-10")
    assert "working days are known" in refused(
        "law", "procedure", "1.014027", "--filed", "2040-12-31"
    )


def test_a_benefit_that_is_no_application_of_its_own_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nothing = replace(national_procedures(), procedures=(), waivers=())
    monkeypatch.setattr("ansinh.law.procedures.national_procedures", lambda: nothing)
    assert "no procedure of merit.hero is written here" in refused("law", "procedure", "merit.hero")


def test_a_procedure_in_one_line() -> None:
    procedures = national_procedures()
    (pension,) = procedures.leading_to("assistance.social_pension", date(2026, 1, 5))
    assert summary(procedures, pension, date(2026, 1, 5)) == (
        "Thực hiện, điều chỉnh, thôi hưởng trợ cấp hưu trí xã hội (1.014027): 10 ngày làm việc, "
        "Chủ tịch Ủy ban nhân dân cấp xã"
    )


def test_unverified_lists_procedures_too() -> None:
    found = shown("list", "--unverified", "--domain", "poverty")
    assert "poverty.yearly" in found
    assert "national code not found" in found
