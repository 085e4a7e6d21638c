"""Indicators of registries written by hand, their targets, and what is written of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl
import pytest
from typer.testing import CliRunner

from ansinh.cli import app
from ansinh.engine.errors import DataError
from ansinh.insight.indicators.build import Indicators, indicators
from ansinh.insight.indicators.definitions import definitions, missing, themes
from ansinh.insight.indicators.targets import Goal, targets, verdict
from ansinh.insight.indicators.write import write_indicators
from tests.insight.people_by_hand import TODAY, Row, write


def _man(born: str, **more: Any) -> Row:
    return {"birth_date": date.fromisoformat(born), "sex": "male", "ethnicity": "kinh", **more}


def _woman(born: str, **more: Any) -> Row:
    return _man(born, **more) | {"sex": "female"}


_PAYS = {"category": "employee", "since": date(2020, 1, 1), "pays_unemployment": True}
_VOLUNTARY = {"category": "voluntary", "since": date(2024, 1, 1)}


def _workers() -> list[Row]:
    """Twelve alike households, and one that nothing is known of.

    In each of the twelve: a man with a contract and a certificate who contributes, a woman who
    works for herself and contributes by choice, a young man without work, a grandmother of 70 with
    the social pension, a grandfather of 75 with nothing, a schoolgirl, a baby boy.
    """
    homes: list[Row] = [_family(number) for number in range(12)]
    unknown = {"people": {"x": _man("1990-01-01"), "y": _woman("1991-01-01")}, "area_id": 2}
    return [*homes, unknown]


def _family(number: int) -> Row:
    key = str(number)
    return {
        "area_id": 1 + number % 2,
        "monthly_income": 10_000_000 if number else 1_000_000,
        "recognitions": [
            {
                "poverty_class": "poor",
                "since": date(2025, 1, 1),
                "until": None if number == 0 else date(2026, 1, 1),
            }
        ]
        if number < 3
        else [],
        "people": {
            f"man{key}": _man(
                "1985-05-05",
                work_situation="wage_with_contract",
                completed="college",
                has_health_insurance=True,
                insurance=[_PAYS],
            ),
            f"woman{key}": _woman(
                "1988-02-03",
                work_situation="own_work",
                completed="upper_secondary",
                has_health_insurance=True,
                insurance=[_VOLUNTARY],
                courses=[{"started_on": date(2024, 3, 1)}],
            ),
            f"youth{key}": _man(
                "2004-07-01", work_situation="looking_for_work", completed="lower_secondary"
            ),
            f"granny{key}": _woman(
                "1956-01-01",
                work_situation="not_working",
                has_health_insurance=True,
                insurance_pension=0,
                receipts=[
                    {"benefit": "assistance.social_pension", "since": date(2025, 7, 1)},
                ],
            ),
            f"grandpa{key}": _man("1951-01-01", work_situation="not_working", insurance_pension=0),
            f"girl{key}": _woman("2018-04-04", attending="primary", mother=f"woman{key}"),
            f"baby{key}": _man("2026-08-08", attending="none", mother=f"woman{key}"),
            f"dead{key}": _man("1940-01-01", death_date=date(2026, 3, 3)),
        },
    }


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("indicators") / "registry"
    write(path, _workers())
    return path


@pytest.fixture(scope="module")
def found(by_hand: Path) -> Indicators:
    return indicators(by_hand, TODAY)


@pytest.fixture(scope="module")
def figure(found: Indicators) -> Callable[..., dict[str, Any]]:
    """One figure by indicator and group."""

    def ask(name: str, dimension: str = "all", group: str = "all") -> dict[str, Any]:
        row = found.figures.filter(indicator=name, dimension=dimension, group=group)
        return row.row(0, named=True)

    return ask


def test_the_living_are_counted_and_the_dead_are_not(found: Indicators) -> None:
    assert (found.people, found.homes) == (12 * 7 + 2, 13)
    assert found.outlook.filter(pl.col("year") == 2026)["people"].unique().to_list() == [86.0]


@pytest.mark.parametrize(
    ("name", "part", "whole", "unknown"),
    [
        ("participation", 36, 60, 2),
        ("unemployment", 12, 36, 2),
        ("trained_with_certificate", 12, 36, 2),
        ("trained_employed_with_certificate", 12, 24, 2),
        ("trained_as_plans_say", 24, 36, 2),
        ("informal_employment", 12, 24, 2),
        ("social_insurance", 24, 36, 2),
        ("voluntary_insurance", 12, 36, 2),
        ("unemployment_insurance", 12, 36, 2),
    ],
)
def test_shares_of_workers_count_those_of_whom_it_is_known(
    figure: Callable[..., dict[str, Any]], name: str, part: int, whole: int, unknown: int
) -> None:
    row = figure(name)
    told = row["note"] == ""
    assert (row["part"] if told else None, row["whole"], row["unknown"]) == (
        part if told else None,
        whole,
        unknown,
    )
    assert told == (whole >= 30)
    if told:
        assert row["value"] == pytest.approx(100 * part / whole)
        assert row["low"] < row["value"] < row["high"]


def test_fewer_than_thirty_are_not_told(figure: Callable[..., dict[str, Any]]) -> None:
    row = figure("informal_employment")
    assert (row["value"], row["low"], row["part"], row["note"]) == (None, None, None, "few")
    assert row["whole"] == 24


def test_a_group_that_has_nobody_says_so(figure: Callable[..., dict[str, Any]]) -> None:
    assert figure("merit_families_above_mean")["note"] == "nobody"


def test_a_group_of_whom_nothing_is_known_says_so(figure: Callable[..., dict[str, Any]]) -> None:
    """The communes of this registry are neither urban nor rural."""
    assert figure("urban_unemployment")["note"] == "unknown"


def test_men_and_women_are_told_apart(figure: Callable[..., dict[str, Any]]) -> None:
    assert figure("participation", "sex", "male")["whole"] == 36
    assert figure("participation", "sex", "male")["part"] == 24
    assert figure("participation", "sex", "female")["whole"] == 24


def test_pensions_are_counted_past_the_age_of_retirement(
    figure: Callable[..., dict[str, Any]],
) -> None:
    """Of 24 old people twelve draw the social pension; 24 are too few to tell a share of."""
    assert (figure("pension_coverage")["whole"], figure("pension_coverage")["note"]) == (24, "few")


def test_the_shape_by_age(figure: Callable[..., dict[str, Any]]) -> None:
    assert figure("total_dependency")["value"] == pytest.approx(100 * 48 / 38)
    assert figure("child_dependency")["value"] == pytest.approx(100 * 24 / 38)
    assert figure("old_age_dependency")["value"] == pytest.approx(100 * 24 / 38)
    assert figure("from_65")["value"] == pytest.approx(100 * 24 / 86)
    assert (figure("is_golden")["value"], figure("is_ageing")["value"]) == (0.0, 1.0)


def test_deaths_and_births_of_a_year_to_a_thousand_amid_it(
    figure: Callable[..., dict[str, Any]],
) -> None:
    """Amid the year 74 lived: all but the babies and the twelve who had died in March."""
    assert figure("birth_rate")["value"] == pytest.approx(1000 * 12 / 74)
    assert figure("death_rate")["value"] == pytest.approx(1000 * 12 / 74)
    assert figure("natural_growth")["value"] == 0


def test_twelve_births_are_no_sex_ratio_and_no_fertility(
    figure: Callable[..., dict[str, Any]],
) -> None:
    for name in ("sex_ratio_at_birth", "fertility", "life_expectancy_at_birth"):
        assert figure(name)["value"] is None


def test_poor_households_a_year_ago_and_now(found: Indicators) -> None:
    rows = {row["indicator"]: row for row in found.whole.iter_rows(named=True)}
    assert rows["number_of_poor_households"]["value"] == 1
    assert rows["number_of_poor_households"]["verdict"] == "not reached"
    assert rows["poor_with_merit"]["verdict"] == "reached"


def test_an_area_is_its_own_whole(by_hand: Path) -> None:
    found = indicators(by_hand, TODAY, area="07444")
    assert (found.people, found.homes) == (6 * 7 + 2, 7)
    assert found.figures.filter(dimension="commune")["group"].unique().to_list() == ["07444"]


def test_an_area_where_nobody_lives_is_an_error(by_hand: Path) -> None:
    with pytest.raises(DataError, match="nobody lives in area 99999"):
        indicators(by_hand, TODAY, area="99999")


def test_without_insurance_histories_nothing_is_said_of_contributors(tmp_path: Path) -> None:
    write(tmp_path / "registry", [{"people": {"a": _man("1990-01-01")}}])
    found = indicators(tmp_path / "registry", TODAY).whole
    notes = dict(found.select("indicator", "note").iter_rows())
    assert notes["social_insurance"] == notes["informal_employment"] == "insurance_periods"
    assert notes["unemployment"] != "insurance_periods"


def test_births_are_told_where_the_mother_lives(tmp_path: Path) -> None:
    """A hundred and twenty mothers in one commune; their children are registered in the other."""
    mothers = {f"m{n}": _woman("1995-05-05") for n in range(120)}
    children = {
        f"c{n}": (_man if n < 66 else _woman)("2026-01-02", mother=f"m{n}") for n in range(120)
    }
    homes = [{"area_id": 1, "people": mothers}, {"area_id": 2, "people": children}]
    write(tmp_path / "registry", homes, group_people=50)
    found = indicators(tmp_path / "registry", TODAY)
    rows = found.figures.filter(indicator="sex_ratio_at_birth_pooled", dimension="commune")
    assert rows.select("group", "part", "whole").rows() == [("07531", 66, 54)]
    assert rows["value"].item() == pytest.approx(100 * 66 / 54)
    assert found.boys.filter(dimension="commune").select("boys", "girls").rows() == [(66, 54)]
    assert (found.ages["female"].sum(), found.ages["male"].sum()) == (120 + 54, 66)
    by_age = found.fertility.filter(pl.col("births") > 0)
    assert by_age.select("width", "age", "births").rows() == [(5, 30, 120.0), (1, 30, 120.0)]
    # Amid the three years all 120 were 30: in 360 years lived at that age they had 120 children.
    assert found.fertility.filter(width=5, age=30)["women_years"].item() == 360.0


# --- targets and definitions ----------------------------------------------------------------------


def test_every_target_is_either_answered_or_said_to_be_missing() -> None:
    answered = {code for known in definitions().values() for code in known.targets}
    assert answered | set(missing()) == set(targets())
    assert not answered & set(missing())


def test_every_definition_says_what_it_is_in_both_languages() -> None:
    for known in definitions().values():
        texts = (known.vi, known.en, known.meaning, known.meaning_en, known.basis, known.basis_en)
        assert all(texts), known.name
        assert known.meaning != known.meaning_en
        assert bool(known.unverified) == bool(known.unverified_en)
        assert known.theme in themes()


@pytest.mark.parametrize(
    ("code", "year", "least", "most", "by"),
    [
        ("T03", 2026, 3.0, 3.0, 2030),
        ("T06", 2024, 28.0, 30.0, 2025),
        ("T06", 2026, 35.0, 40.0, 2030),
        ("T15", 2028, 95.0, 95.0, 2030),
        ("T13", 2026, 3.0, 3.0, 2025),
        ("N03", 2026, 0.0, 0.0, 2027),
    ],
)
def test_targets_are_read_as_the_plan_writes_them(
    code: str, year: int, least: float, most: float, by: int
) -> None:
    goal = targets()[code].goal(year)
    assert goal is not None
    assert (goal.least, goal.most, goal.year) == (least, most, by)


@pytest.mark.parametrize(
    ("value", "low", "high", "better", "expected"),
    [
        (36.0, 35.2, 37.0, "higher", "reached"),
        (36.0, 34.0, 38.0, "higher", "open"),
        (30.0, 28.0, 32.0, "higher", "not reached"),
        (35.0, None, None, "higher", "reached"),
        (36.0, 35.0, 37.0, "lower", "reached"),
        (41.0, 40.5, 42.0, "lower", "not reached"),
        (None, None, None, "lower", ""),
    ],
)
def test_a_target_is_judged_by_the_whole_interval(
    value: float | None, low: float | None, high: float | None, better: str, expected: str
) -> None:
    assert verdict(value, low, high, Goal(2030, "35-40", 35, 40), better) == expected


# --- what is written ------------------------------------------------------------------------------


def test_the_workbook_has_a_sheet_a_table(found: Indicators, tmp_path: Path) -> None:
    write_indicators(found, tmp_path / "i.xlsx")
    book = fastexcel.read_excel(tmp_path / "i.xlsx")
    assert book.sheet_names == [
        "Chỉ tiêu",
        "Theo địa bàn và nhóm",
        "Chưa tính được",
        "Giới tính khi sinh",
        "Dân số theo tuổi",
        "Mức sinh theo tuổi",
        "Dự báo dân số",
        "Định nghĩa",
    ]
    whole = book.load_sheet("Chỉ tiêu", header_row=1).to_polars()
    row = whole.filter(pl.col("Mã mục tiêu") == "T03").row(0, named=True)
    assert row["Giá trị"] == pytest.approx(100 / 3)
    assert (row["Tử số"], row["Mẫu số"], row["Kết quả"]) == (12, 36, "chưa đạt")


def test_the_document_holds_definitions_with_their_figures(
    found: Indicators, tmp_path: Path
) -> None:
    write_indicators(found, tmp_path / "i.json")
    content = json.loads((tmp_path / "i.json").read_text(encoding="utf-8"))
    assert content["date"] == "2026-11-24"
    assert [each["name"] for each in content["indicators"]] == list(definitions())
    first = content["indicators"][0]["figures"][0]
    assert (first["part"], first["whole"]) == (36, 60)
    assert {row["scenario"] for row in content["outlook"]["rows"]} >= {"low", "medium", "high"}


def test_the_table_is_flat(found: Indicators, tmp_path: Path) -> None:
    write_indicators(found, tmp_path / "i.csv")
    assert pl.read_csv(tmp_path / "i.csv").height == found.figures.height


def test_another_ending_is_refused(found: Indicators, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"i\.pdf: expected a name that ends in \.xlsx"):
        write_indicators(found, tmp_path / "i.pdf")


@pytest.mark.parametrize(("lang", "word"), [("vi", "Lao động, việc làm"), ("en", "Labour")])
def test_the_command_prints_in_the_language_chosen(
    by_hand: Path, tmp_path: Path, lang: str, word: str
) -> None:
    out = tmp_path / "i.json"
    line = ["--lang", lang, "indicators", str(by_hand), "--date", "2026-11-24", "--out", str(out)]
    done = CliRunner().invoke(app, line)
    assert done.exit_code == 0, done.output
    assert word in done.output
    assert "T05" in done.output
    assert out.exists()


def test_the_command_shows_groups_side_by_side(by_hand: Path) -> None:
    line = ["indicators", str(by_hand), "--date", "2026-11-20", "--by", "sex"]
    done = CliRunner().invoke(app, line)
    assert done.exit_code == 0, done.output
    assert "Theo nhóm" in done.output
    assert "Sổ chụp ngày 24/11/2026" in done.output


# --- what is due ----------------------------------------------------------------------------------


def test_results_of_another_day_are_refused(by_hand: Path, results: Path) -> None:
    with pytest.raises(DataError, match="results of 2026-11-24, expected those of 2026-10-01"):
        indicators(by_hand, date(2026, 10, 1), results=results)


def test_a_folder_that_holds_no_results_is_refused(by_hand: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="these are no results of a run"):
        indicators(by_hand, TODAY, results=tmp_path)


def test_what_is_due_waits_for_results(figure: Callable[..., dict[str, Any]]) -> None:
    assert figure("assistance_served")["note"] == "results"


def test_a_home_of_whom_nothing_is_missed_is_served(tmp_path: Path) -> None:
    """Forty homes are due an allowance; three miss it, one only for want of asking."""
    from ansinh.engine.outcome import Status
    from ansinh.insight.indicators.served import served
    from ansinh.insight.summary import FORMAT, VERSION

    homes = list(range(40))
    paid = {"domain": "assistance", "on_request": False, "unit": "VND", "recorded": True}
    benefits = [
        {"code": "a", **paid},
        {"code": "b", **paid, "on_request": True},
        {"code": "c", **paid, "domain": "merit"},
        {"code": "d", **paid, "recorded": False},
    ]
    summary = {"format": FORMAT, "version": VERSION, "date": "2026-11-24", "benefits": benefits}
    (tmp_path / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    places = ["commune", "former_code", "former_unit", "district", "area_kind", "area_class"]
    pl.DataFrame({"household_id": homes}).with_columns(
        pl.lit("x").alias(name) for name in [*places, "commune_code", "ethnicity"]
    ).write_parquet(tmp_path / "households.parquet")
    entitled = pl.DataFrame({"household_id": homes, "person_id": homes, "benefit": ["a"] * 40})
    entitled.with_columns(status=pl.lit(int(Status.ENTITLED))).write_parquet(
        tmp_path / "outcomes.parquet"
    )
    three = {"household_id": [1, 2, 3], "person_id": [1, 2, 3], "benefit": ["a", "a", "b"]}
    pl.DataFrame(three).write_parquet(tmp_path / "missed.parquet")
    rows = served(tmp_path, TODAY).filter(indicator="assistance_served", dimension="all")
    assert rows.select("part", "whole").rows() == [(38, 40)]
