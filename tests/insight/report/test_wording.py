from __future__ import annotations

from datetime import date

import pytest

from ansinh.insight.report.wording import (
    NBSP,
    Text,
    big_money,
    count,
    day,
    decimal,
    listed,
    lowered,
    money,
    month,
    payer,
    points,
    same,
    say,
    share,
    signed,
)


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        (count(1_080_000), "1.080.000", "1,080,000"),
        (count(None), "không rõ", "unknown"),
        (money(-540_000), "−540.000␣đ", "−540,000␣đ"),
        (money(None), "không rõ", "unknown"),
        (big_money(1_250_000_000), "1,25␣tỷ␣đ", "1.25␣billion␣đ"),
        (big_money(-12_340_000_000), "−12,3␣tỷ␣đ", "−12.3␣billion␣đ"),
        (big_money(29_600_000), "29,6␣triệu␣đ", "29.6␣million␣đ"),
        (big_money(999), "999␣đ", "999␣đ"),
        (big_money(None), "không rõ", "unknown"),
        (share(0.9734), "97,3␣%", "97.3␣%"),
        (share(None), "–", "–"),
        (share(float("nan")), "–", "–"),
        (decimal(1234.5), "1.234,5", "1,234.5"),
        (points(-1.24), "−1,2␣điểm␣%", "−1.2␣points"),
        (points(None), "–", "–"),
        (signed(0.001), "0,0", "0.0"),
        (day(date(2026, 11, 3)), "03/11/2026", "3 November 2026"),
        (month(date(2027, 1, 1)), "01/2027", "January 2027"),
        (payer("state budget"), "Ngân sách nhà nước", "State budget"),
    ],
)
def test_figures_are_written_as_people_of_each_language_write_them(
    text: Text, vi: str, en: str
) -> None:
    assert (text.vi, text.en) == (vi.replace("␣", NBSP), en.replace("␣", NBSP))


def test_a_sentence_takes_figures_in_its_own_language() -> None:
    told = say("{n} hộ, {m}", "{n} households, {m}", n=12_345, m=money(1_000))
    assert told == Text(f"12.345 hộ, 1.000{NBSP}đ", f"12,345 households, 1,000{NBSP}đ")


def test_braces_in_a_name_stay_braces() -> None:
    assert say("{x}!", "{x}!", x=same("{x} {0}")).vi == "{x} {0}!"


def test_lists_end_with_and() -> None:
    assert listed([same("a"), same("b"), same("c")]) == Text("a, b và c", "a, b and c")
    assert listed([same("a")]) == same("a")


def test_a_label_in_a_sentence_begins_small_but_abbreviations_stay() -> None:
    assert lowered(Text("Thiếu: Lương hưu", "Missing: HIV test")) == Text(
        "thiếu: lương hưu", "missing: HIV test"
    )
