"""The report's tables over the tiny registry, each figure worked out by hand in ``tiny_law``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ansinh.insight.figures import FOLDER
from ansinh.insight.measures import gini, wilson
from ansinh.insight.run import Asked, run
from ansinh.insight.tables.groups import COMMON, DIMENSIONS
from tests.insight.tiny_law import TODAY, tiny_book


def one(frame: pl.DataFrame) -> dict[str, Any]:
    (row,) = frame.iter_rows(named=True)
    return row


# --- households -----------------------------------------------------------------------------------


def test_each_household_with_somebody_alive_is_one_row(results: Path) -> None:
    homes = pl.read_parquet(results / "households.parquet")
    assert homes["members"].to_list() == [3, 2, 3, 3]
    assert homes["income"].to_list() == [3_000_000, 5_000_000, 1_000_000, None]
    assert homes["received"].to_list() == [1_040_000, 1_080_000, 600_000, 1_180_000]
    assert homes["due"].to_list() == [1_620_000, 0, 2_220_000, 540_000]
    assert homes["ethnicity"].to_list() == ["kinh", "kinh", "tay", "kinh"]
    assert homes["line"].unique().to_list() == [1_500_000]
    assert homes["is_poor"].to_list() == [False, False, True, False]


def test_a_unit_that_ended_with_the_districts_is_its_own_former_unit(results: Path) -> None:
    home = pl.read_parquet(results / "households.parquet").row(0, named=True)
    assert home["former_code"] == home["commune_code"] == "07531"
    assert home["district"] == "Lục Ngạn"


def test_deprivations_are_those_of_the_standard_in_force(results: Path) -> None:
    homes = pl.read_parquet(results / "households.parquet")
    columns = [name for name in homes.columns if name.startswith("deprived_")]
    assert columns == ["deprived_water", "deprived_toilet", "deprived_telephone"]
    assert homes["deprived_water"].to_list() == [True, False, True, None]


# --- coverage -------------------------------------------------------------------------------------


def test_coverage_counts_claims_of_each_benefit(table: Any) -> None:
    elder = one(table("coverage", dimension="all", benefit="tiny.elder"))
    counts = {"entitled": 4, "receiving": 6, "covered": 3, "missed": 1, "not_entitled": 3}
    assert {name: elder[name] for name in counts} == counts
    assert (elder["wrong_amount"], elder["undetermined"]) == (2, 1)
    assert elder["due"] == 4 * 540_000
    assert elder["take_up"] == 3 / 4


def test_take_up_comes_with_wilsons_interval(table: Any) -> None:
    elder = one(table("coverage", dimension="all", benefit="tiny.elder"))
    low, high = wilson(3, 4)
    assert elder["take_up_low"] == pytest.approx(float(low))
    assert elder["take_up_high"] == pytest.approx(float(high))


def test_what_nobody_is_entitled_to_has_no_take_up(table: Any) -> None:
    ended = one(table("coverage", dimension="all", benefit="tiny.ended"))
    assert (ended["entitled"], ended["receiving"], ended["take_up"]) == (0, 1, None)


def test_a_card_has_no_amount_in_the_tables(table: Any) -> None:
    card = one(table("coverage", dimension="all", benefit="tiny.card"))
    assert (card["due"], card["received"], card["counted"]) == (None, None, False)


def test_a_households_benefit_has_no_sex_and_no_age(table: Any) -> None:
    power = table("coverage", benefit="tiny.power")
    assert {"all", "commune", "ethnicity"} <= set(power["dimension"])
    assert not {"sex", "age"} & set(power["dimension"])


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_groups_of_each_dimension_add_up_to_the_whole(table: Any, dimension: str) -> None:
    by_group = table("coverage", dimension=dimension, benefit="tiny.elder")
    assert by_group["entitled"].sum() == 4
    assert by_group["receiving"].sum() == 6


def test_age_groups_are_those_of_the_day_asked_about(table: Any) -> None:
    by_age = table("coverage", dimension="age", benefit="tiny.poor_elder")
    assert dict(by_age.select("group", "entitled").iter_rows()) == {"75-79": 1, "80+": 1}


def test_what_is_not_known_is_a_group_that_says_so(table: Any) -> None:
    unknown = one(table("coverage", dimension="area_class", benefit="tiny.elder"))
    assert (unknown["group"], unknown["label"]) == ("unknown", "Chưa rõ")


# --- poverty --------------------------------------------------------------------------------------


def test_poverty_is_by_people_and_leaves_out_unknown_incomes(table: Any) -> None:
    before = one(table("poverty", dimension="all", stage="before"))
    assert (before["people"], before["people_unknown"]) == (11, 3)
    assert before["headcount"] == pytest.approx(6 / 8)
    assert before["gap"] == pytest.approx((3 * (1 / 3) + 3 * (7 / 9)) / 8)
    assert before["severity"] == pytest.approx((3 * (1 / 9) + 3 * (49 / 81)) / 8)
    assert before["mean_income"] == pytest.approx(9_000_000 / 8)
    assert before["se_headcount"] is None


def test_inequality_is_that_of_incomes_a_head(table: Any) -> None:
    before = one(table("poverty", dimension="all", stage="before"))
    exact = gini([1_000_000, 2_500_000, 1_000_000 / 3], [3, 2, 3])
    assert before["gini"] == pytest.approx(exact)


def test_what_is_due_lifts_more_than_what_is_received(table: Any) -> None:
    stages = table("poverty", dimension="all").select("stage", "headcount").iter_rows()
    found = dict(stages)
    assert found["received"] == pytest.approx(6 / 8)
    assert found["due"] == pytest.approx(3 / 8)


def test_without_a_benefit_everything_else_that_is_due_stays(table: Any) -> None:
    elder = one(table("poverty", dimension="all", stage="without:tiny.elder"))
    assert elder["name"] == "Trợ cấp người cao tuổi"
    assert elder["headcount"] == pytest.approx(6 / 8)
    poor_elder = one(table("poverty", dimension="all", stage="without:tiny.poor_elder"))
    assert poor_elder["headcount"] == pytest.approx(3 / 8)
    assert poor_elder["gap"] == pytest.approx(3 * (1 - 1_060_000 / 4_500_000) / 8)
    exact = gini([4_620_000 / 3, 2_500_000, 1_060_000 / 3], [3, 2, 3])
    assert poor_elder["gini"] == pytest.approx(exact)


def test_poverty_by_age_counts_each_member_once(table: Any) -> None:
    by_age = table("poverty", dimension="age", stage="before")
    assert by_age["people"].sum() == 11
    assert one(by_age.filter(pl.col("group") == "3-5"))["headcount"] == 1.0


def test_gaps_are_the_worse_placed_against_the_better_placed(table: Any) -> None:
    gap = one(table("gaps", between="kinh_minority", stage="before"))
    assert gap["headcount_points"] == pytest.approx(100 * (1 - 3 / 5))
    assert gap["income_ratio"] == pytest.approx((1_000_000 / 3) / (8_000_000 / 5))
    after = one(table("gaps", between="kinh_minority", stage="due"))
    assert after["headcount_points"] == pytest.approx(100)


def test_there_is_no_gap_where_one_side_has_nobody(table: Any) -> None:
    assert table("gaps", between="urban_rural").is_empty()


# --- deprivations ---------------------------------------------------------------------------------


def test_multidimensional_poverty_counts_two_of_three_deprivations(table: Any) -> None:
    whole = table("deprivation", dimension="all")
    rates = dict(whole.filter(pl.col("indicator").is_null()).select("measure", "value").iter_rows())
    assert rates["H"] == pytest.approx(3 / 8)
    assert rates["A"] == pytest.approx(2 / 3)
    assert rates["M0"] == pytest.approx(3 / 8 * 2 / 3)
    assert (rates["people"], rates["people_unknown"]) == (8, 3)


def test_each_indicator_has_its_headcounts_and_contribution(table: Any) -> None:
    whole = table("deprivation", dimension="all")
    found = {(row["measure"], row["indicator"]): row for row in whole.iter_rows(named=True)}
    assert found["uncensored", "water"]["value"] == pytest.approx(6 / 8)
    assert found["censored", "water"]["value"] == pytest.approx(3 / 8)
    assert found["uncensored", "telephone"]["value"] == pytest.approx(2 / 8)
    assert found["censored", "telephone"]["value"] == 0
    assert found["contribution", "toilet"]["value"] == pytest.approx(1 / 2)
    assert found["censored", "water"]["indicator_label"] == "Nước sinh hoạt"
    assert found["censored", "water"]["indicator_label_en"] == "Water"


def test_who_is_one_step_from_the_standard_is_told_with_the_step(table: Any) -> None:
    near = table("near", dimension="all").select("state", "reason", "households", "people")
    assert sorted(near.iter_rows()) == [
        ("may_climb_out", "indicator", 1, 3),
        ("may_fall_in", "indicator", 1, 3),
    ]


# --- months and reasons ---------------------------------------------------------------------------


def test_coming_months_hold_what_is_due_by_benefit_and_payer(table: Any) -> None:
    elder = table("months", benefit="tiny.elder").select("month", "entitled", "due").rows()
    assert elder[0] == (date(2026, 12, 1), 4, 4 * 540_000)
    assert elder[1] == (date(2027, 1, 1), 5, 5 * 540_000)
    assert elder[3] == (date(2027, 3, 1), 5, 5 * 600_000)


def test_a_yearly_gift_falls_due_once_in_each_year(table: Any) -> None:
    gift = table("months", benefit="tiny.gift")
    assert gift.select("month", "entitled", "due").rows() == [(date(2027, 1, 1), 1, 1_000_000)]


def reasons(table: Any, code: str) -> dict[str, int]:
    rows = table("why", benefit=code).select("reason", "people").iter_rows()
    return dict(rows)


def test_every_missed_claim_has_one_reason(table: Any) -> None:
    assert reasons(table, "tiny.poor_elder") == {"receives_another": 1, "no_number": 1}
    assert reasons(table, "tiny.card") == {"other": 1}


def test_a_claim_that_one_fact_would_settle_names_the_fact(table: Any) -> None:
    waiting = one(table("why", reason="one_missing_paper"))
    assert (waiting["benefit"], waiting["people"]) == ("tiny.elder", 1)
    assert waiting["label"] == "Còn thiếu một thông tin: Lương hưu hằng tháng"
    assert waiting["label_en"].startswith("One fact is missing: ")


def test_what_is_paid_and_not_due_is_summed_up_too(table: Any) -> None:
    found = reasons(table, "tiny.elder")
    assert (found["dead"], found["has_another"], found["failed_condition"]) == (1, 1, 1)
    assert reasons(table, "tiny.ended") == {"benefit_ended": 1}


def test_of_explained_cases_the_rule_that_failed_is_named(table: Any) -> None:
    failed = one(table("why", reason="failed_condition"))
    assert failed["detail"] == "Person.tiny_elder"
    assert failed["label"] == "Không đạt điều kiện: Từ đủ 80 tuổi, không có lương hưu"


def test_cases_beyond_the_explained_ones_stay_together(registry: Path, tmp_path: Path) -> None:
    asked = Asked(TODAY, TODAY, explain=0, excel=False)
    run(registry, asked, tmp_path / "out", book=tiny_book())
    why = pl.read_parquet(tmp_path / "out" / FOLDER / "why.parquet")
    assert one(why.filter(pl.col("reason") == "condition"))["people"] == 1
    assert why.filter(pl.col("reason") == "failed_condition").is_empty()


def test_tables_with_groups_begin_with_the_same_columns(results: Path) -> None:
    for name in ("coverage", "poverty", "deprivation", "near"):
        frame = pl.read_parquet(results / FOLDER / f"{name}.parquet")
        assert frame.columns[: len(COMMON)] == COMMON, name
        assert frame["label"].null_count() == frame["label_en"].null_count() == 0, name
