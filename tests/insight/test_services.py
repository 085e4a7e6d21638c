from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from ansinh.insight.lacks import SCHOOL_AGES, lacks, school_level, school_year
from ansinh.insight.measures import wilson
from ansinh.insight.run import Asked, run
from ansinh.insight.standard import Standard
from ansinh.law.book import national_law
from tests.insight.tiny_law import TODAY, tiny_book


@pytest.fixture
def results(registry: Path, tmp_path: Path) -> Path:
    run(registry, Asked(TODAY, TODAY, excel=False), tmp_path / "out", book=tiny_book())
    return tmp_path / "out"


def lines(results: Path, lack: str) -> list[tuple[str, str | None]]:
    frame = pl.read_parquet(results / "lacking.parquet").filter(pl.col("lack") == lack)
    return list(frame.select("full_name", "codes").iter_rows())


def test_a_child_out_of_school_is_told_what_school_would_bring(results: Path) -> None:
    assert lines(results, "preschool") == [("Lý Thị Bé", "education.tiny_fees")]


def test_a_household_without_water_is_told_what_it_is_entitled_to(results: Path) -> None:
    found = dict(lines(results, "water"))
    assert found == {
        "Hộ Nguyễn Thị Bỏ Sót": None,
        "Hộ Lý Thị Hai Chế Độ": "housing.water_support_x",
    }


def test_services_are_counted_by_group_with_wilsons_interval(results: Path) -> None:
    table = pl.read_parquet(results / "tables" / "services.parquet")
    water = table.filter(pl.col("lack") == "water")
    (whole,) = water.filter(pl.col("dimension") == "all").to_dicts()
    counts = [whole[name] for name in ("asked", "known", "using", "lacking", "mended")]
    assert counts == [4, 3, 1, 2, 1]
    low, high = wilson([2], [3])
    assert (whole["share_low"], whole["share_high"]) == (low[0], high[0])
    by_group = {r["group"]: r["lacking"] for r in water.filter(dimension="ethnicity").to_dicts()}
    assert by_group == {"kinh": 1, "tay": 1}
    assert water.filter(dimension="sex").is_empty()


def test_who_is_not_known_to_have_a_card_lacks_none(results: Path) -> None:
    assert [name for name, _ in lines(results, "health_card")] == ["Lý Thị Bé"]


@pytest.mark.parametrize(
    ("born", "day", "level"),
    [
        (date(2020, 12, 31), date(2026, 9, 1), "primary"),
        (date(2020, 12, 31), date(2026, 8, 31), "preschool"),
        (date(2021, 1, 1), date(2026, 9, 1), "preschool"),
        (date(2023, 12, 31), date(2026, 9, 1), "preschool"),
        (date(2024, 1, 1), date(2026, 9, 1), None),
        (date(2016, 1, 1), date(2026, 9, 1), "primary"),
        (date(2015, 12, 31), date(2026, 9, 1), "lower_secondary"),
        (date(2011, 12, 31), date(2026, 9, 1), "upper_secondary"),
        (date(2009, 1, 1), date(2026, 9, 1), "upper_secondary"),
        (date(2008, 12, 31), date(2026, 9, 1), None),
    ],
)
def test_the_level_of_school_goes_by_the_year_of_birth(
    born: date, day: date, level: str | None
) -> None:
    found = pl.DataFrame({"born": [born]}).select(school_level(pl.col("born"), day)).item()
    assert found == level
    assert school_year(day) == (2026 if day.month >= 9 else 2025)


def test_school_ages_leave_no_gap() -> None:
    spans = list(SCHOOL_AGES.values())
    assert all(last + 1 == first for (_, last), (first, _) in itertools.pairwise(spans))


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2026, 11, 1), date(2027, 2, 1)])
def test_every_indicator_of_a_service_is_a_lack_under_each_standard(day: date) -> None:
    names = {lack.name for lack in lacks(Standard.of(national_law(), day, day))}
    assert {"housing_quality", "dwelling_area", "water", "toilet", "health_card"} <= names
    assert names & {"telecom", "digital_service"}


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2027, 2, 1)])
def test_what_is_said_to_mend_a_lack_is_a_benefit_of_the_law(day: date) -> None:
    codes = list(national_law().benefits)
    begins = {text for lack in lacks(Standard.of(national_law(), day, day)) for text in lack.mends}
    assert [text for text in begins if not any(code.startswith(text) for code in codes)] == []
