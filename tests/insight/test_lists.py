from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ansinh.engine.outcome import Status


def test_who_is_entitled_and_receives_nothing_is_missed(lines: Any) -> None:
    assert lines("missed", "due", "on_request") == {
        ("Nguyễn Thị Bỏ Sót", "tiny.elder"): (540_000, False),
        ("Lý Thị Hai Chế Độ", "tiny.poor_elder"): (1_080_000, False),
        ("Lý Văn Sắp Tám Mươi", "tiny.poor_elder"): (1_080_000, False),
        ("Lý Thị Bé", "tiny.card"): (1, False),
    }


def test_a_missed_benefit_names_the_one_it_takes_the_place_of(lines: Any) -> None:
    notes = lines("missed", "note")
    assert notes["Lý Thị Hai Chế Độ", "tiny.poor_elder"] == (
        "Chuyển từ chế độ đang nhận: Trợ cấp người cao tuổi",
    )
    assert notes["Nguyễn Thị Bỏ Sót", "tiny.elder"] == ("",)


def test_each_line_says_which_kind_of_mistake_it_is(lines: Any) -> None:
    ended = lines("not_entitled", "kind")
    assert ended["Trần Thị Đã Mất", "tiny.elder"] == ("dead still paid",)
    assert ended["Trần Văn Có Lương", "tiny.elder"] == ("ended still paid",)
    wrong = lines("wrong_amount", "kind")
    assert wrong["Nguyễn Văn Sai Mức", "tiny.elder"] == ("old level",)
    assert wrong["Hoàng Văn Hai Nơi", "tiny.elder"] == ("paid in two places",)
    assert set(lines("missed", "kind").values()) == {("missed",)}
    assert set(lines("missing", "kind").values()) == {("missing paper",)}


def test_what_is_paid_and_not_due_is_listed_with_what_was_paid_too_much(lines: Any) -> None:
    found = lines("not_entitled", "received", "overpaid", "months", "first", "note")
    assert found == {
        ("Trần Văn Có Lương", "tiny.elder"): (540_000, 5_940_000, 11, date(2026, 1, 1), ""),
        ("Trần Thị Đã Mất", "tiny.elder"): (540_000, 1_080_000, 2, date(2026, 10, 1), "Đã mất"),
        ("Lý Thị Hai Chế Độ", "tiny.elder"): (
            540_000,
            2_700_000,
            5,
            date(2026, 7, 1),
            "Đã có chế độ khác",
        ),
        ("Hoàng Thị Chế Độ Cũ", "tiny.ended"): (
            100_000,
            1_100_000,
            11,
            date(2026, 1, 1),
            "Chế độ đã hết hiệu lực",
        ),
    }


def test_an_abolished_benefit_was_rightly_paid_until_its_last_month(lines: Any) -> None:
    assert lines("not_entitled", "months")["Hoàng Thị Chế Độ Cũ", "tiny.ended"] == (11,)


def test_the_arrears_of_a_level_known_late_are_the_months_it_counts_for(lines: Any) -> None:
    found = lines("wrong_amount", "received", "due", "difference", "arrears", "months", "first")
    assert found == {
        ("Nguyễn Văn Sai Mức", "tiny.elder"): (
            500_000,
            540_000,
            40_000,
            200_000,
            5,
            date(2026, 7, 1),
        ),
        ("Hoàng Văn Hai Nơi", "tiny.elder"): (
            1_080_000,
            540_000,
            -540_000,
            -540_000,
            1,
            date(2026, 11, 1),
        ),
    }


def test_double_payment_names_both_payers(lines: Any) -> None:
    (note,) = lines("wrong_amount", "note")["Hoàng Văn Hai Nơi", "tiny.elder"]
    assert note == "Đang chi 2 lần (07531, 07444)"


def test_who_is_paid_rightly_is_in_no_list_of_mistakes(lines: Any) -> None:
    for name in ("missed", "not_entitled", "wrong_amount", "missing"):
        assert not any(who == "Nguyễn Văn Đúng Mức" for who, _ in lines(name))


def test_soon_to_change_says_the_first_month_that_differs(lines: Any) -> None:
    found = lines("soon", "month", "change", "due", "then")
    assert found["Lý Thị Bé", "tiny.card"] == (date(2027, 5, 1), "Thôi hưởng", 1, 0)
    assert found["Nguyễn Thị Bỏ Sót", "tiny.elder"] == (
        date(2027, 3, 1),
        "Đổi mức",
        540_000,
        600_000,
    )
    assert found["Lý Thị Hai Chế Độ", "tiny.elder"] == (
        date(2027, 1, 1),
        "Bắt đầu",
        0,
        540_000,
    )
    assert found["Hộ Lý Thị Hai Chế Độ", "tiny.power"] == (
        date(2027, 1, 1),
        "Thôi hưởng",
        60_000,
        0,
    )
    assert not any(who == "Trần Thị Đã Mất" for who, _ in found)


def test_a_yearly_gift_that_ends_is_no_news(lines: Any) -> None:
    assert ("Hoàng Thị Chín Mươi", "tiny.gift") not in lines("soon")


def test_a_gift_received_in_its_year_is_not_missed(lines: Any) -> None:
    assert ("Hoàng Thị Chín Mươi", "tiny.gift") not in lines("missed")


def test_missing_data_says_which_fact_and_what_waits_on_it(lines: Any) -> None:
    found = lines("missing", "needs_name", "waiting", "decides", "benefits")
    assert found == {
        ("Trần Văn Chưa Rõ", "Person.insurance_pension"): (
            "Lương hưu hằng tháng",
            1,
            1,
            "Trợ cấp người cao tuổi",
        ),
    }


def test_every_line_says_where_why_and_by_which_article(results: Path) -> None:
    for name in ("missed", "not_entitled", "wrong_amount", "soon"):
        frame = pl.read_parquet(results / f"{name}.parquet")
        assert frame["commune"].unique().to_list() == ["Xã Tân Sơn"]
        for column in ("village", "full_name", "name", "reason", "article"):
            assert (frame[column].fill_null("") != "").all(), (name, column)


def test_reasons_come_from_the_explainer(lines: Any) -> None:
    (reason,) = lines("missed", "reason")["Nguyễn Thị Bỏ Sót", "tiny.elder"]
    assert "được hưởng trợ cấp người cao tuổi" in reason
    assert "540.000 đ" in reason


def test_every_outcome_is_kept(results: Path) -> None:
    frame = pl.read_parquet(results / "outcomes.parquet")
    superseded = frame.filter(pl.col("status") == Status.SUPERSEDED)
    assert superseded["benefit"].to_list() == ["tiny.elder"]
    assert superseded["by"].to_list() == ["tiny.poor_elder"]
    power = frame.filter(pl.col("benefit") == "tiny.power")
    assert power["household_id"].to_list() == [3]
    assert power["person_id"].to_list() == [None]
