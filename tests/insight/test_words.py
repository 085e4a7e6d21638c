from __future__ import annotations

import unicodedata
from datetime import date
from fractions import Fraction

import pytest

from ansinh.engine.errors import DataError
from ansinh.insight import words
from ansinh.law.book import national_law


def test_money_is_written_as_an_officer_writes_it() -> None:
    assert words.money(1_080_000) == "1.080.000 đ"
    assert words.money(-40_000) == "-40.000 đ"
    assert words.money(15, "kg") == "15 kg"
    assert words.money(None) == "không rõ"


def test_large_money_is_written_in_millions_and_billions() -> None:
    assert words.short_money(1_250_000_000) == "1,25 tỷ đ"
    assert words.short_money(86_940_000) == "86,94 triệu đ"
    assert words.short_money(940_000) == "940.000 đ"


def test_days_are_read_in_both_orders_and_written_in_one() -> None:
    assert words.read_day("2026-11-24") == words.read_day("24/11/2026") == date(2026, 11, 24)
    assert words.day(date(2026, 1, 5)) == "05/01/2026"


@pytest.mark.parametrize("text", ["", "24-11-2026", "31/02/2026", "2026-13-01", "hôm nay"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(DataError, match="write 2026-11-24"):
        words.read_day(text)


def test_shares_have_a_decimal_comma_and_nothing_to_share_is_a_dash() -> None:
    assert words.percent(1, 3) == "33,3 %"
    assert words.percent(1, 0) == "–"
    assert words.decimal(Fraction(5, 2)) == "2,5"


def test_text_is_composed() -> None:
    loose = unicodedata.normalize("NFD", "Nguyễn Thị Bưởi")
    assert words.nfc(loose) == "Nguyễn Thị Bưởi"


def test_every_payer_of_the_law_has_a_vietnamese_name() -> None:
    payers = {rule.benefit.payer for rule in national_law().benefits.values() if rule.benefit}
    assert payers <= set(words.PAYERS)
