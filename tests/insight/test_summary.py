from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ansinh.insight.run import Asked, run
from ansinh.insight.store import read_summary
from tests.insight.tiny_law import TODAY, tiny_book, write_registry


@pytest.fixture(scope="session")
def summary(results: Path) -> dict[str, Any]:
    return read_summary(results)


def benefit(summary: dict[str, Any], code: str) -> dict[str, Any]:
    return next(row for row in summary["benefits"] if row["code"] == code)


def test_it_counts_the_living_and_their_households(summary: dict[str, Any]) -> None:
    assert (summary["people"], summary["households"]) == (11, 4)


def test_it_counts_each_list(summary: dict[str, Any]) -> None:
    assert summary["lists"] == {
        "missed": 4,
        "not_entitled": 4,
        "wrong_amount": 2,
        "soon": 9,
        "missing": 1,
    }


def test_it_adds_up_cost_by_month_and_payer(summary: dict[str, Any]) -> None:
    elder = benefit(summary, "tiny.elder")
    assert elder["due"] == 4 * 540_000
    assert elder["received"] == 540_000 + 500_000 + 540_000 + 540_000 + 540_000 + 1_080_000
    month = summary["cost"]["by_payer"]["state budget"]["month"]
    assert month["due"] == 4 * 540_000 + 2 * 1_080_000
    assert month["gap"] == month["due"] - month["received"]


def test_a_year_has_twelve_months_and_one_yearly_gift(summary: dict[str, Any]) -> None:
    province = summary["cost"]["by_payer"]["province"]
    assert province["month"]["due"] == 60_000
    assert province["year"]["due"] == 12 * 60_000 + 1_000_000


def test_coverage_is_what_is_received_of_what_is_due(summary: dict[str, Any]) -> None:
    entitled = 4 + 2 + 1 + 1 + 1
    covered = 3 + 0 + 0 + 1 + 1
    assert summary["coverage"] == {
        "entitled": entitled,
        "covered": covered,
        "share": covered / entitled,
    }


def test_poverty_before_and_after_transfers_is_by_people(summary: dict[str, Any]) -> None:
    """One household of three has 1,000,000 đ, another 3,000,000 đ; the line is 1,500,000 a head."""
    whole = summary["poverty"]["all"]
    assert whole["people"] == 11
    assert whole["income_unknown"] == 3
    assert whole["before"]["poor"] == 3 + 3
    assert whole["before"]["headcount"] == pytest.approx(6 / 8)
    assert whole["before"]["shortfall"] == (4_500_000 - 3_000_000) + (4_500_000 - 1_000_000)
    due_second = 1_000_000 + 2 * 1_080_000 + 60_000
    assert whole["due"]["poor"] == 3
    assert whole["due"]["shortfall"] == 4_500_000 - due_second


def test_it_names_codes_that_are_no_benefit(summary: dict[str, Any]) -> None:
    assert summary["unknown_receipt_codes"] == {"tiny.nobody_knows": 1}


def test_it_forecasts_each_coming_month(summary: dict[str, Any]) -> None:
    months = [row["month"] for row in summary["forecast"]]
    assert months[0] == "2026-12-01"
    assert len(months) == 12


def test_it_counts_lines_by_commune(summary: dict[str, Any]) -> None:
    (row,) = summary["communes"]
    assert row["commune"] == "Xã Tân Sơn"
    assert (row["missed"], row["not_entitled"], row["people"]) == (4, 4, 11)


def test_what_is_paid_while_nobody_can_decide_is_neither_gap_nor_lost(tmp_path: Path) -> None:
    """An old woman whose pension is not known receives the allowance for elders."""
    receipts = [("tiny.elder", 540_000, date(2026, 7, 1), None)]
    people = {"Vũ Thị Chưa Rõ": {"birth_date": date(1930, 1, 1), "receipts": receipts}}
    home = {"village": "Thôn Một", "monthly_income": 0, "people": people}
    write_registry(tmp_path / "registry", households=[home])
    out = tmp_path / "out"
    found = run(tmp_path / "registry", Asked(TODAY, TODAY, excel=False), out, book=tiny_book())
    month = found["cost"]["month"]
    assert (month["due"], month["received"], month["undecided"]) == (0, 540_000, 540_000)
    assert month["gap"] == 0
    assert pl.read_parquet(out / "households.parquet")["due"].to_list() == [540_000]
