"""Indicators of a made registry, counted a second time by SQL over its files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from ansinh.insight.indicators.build import Indicators, indicators
from ansinh.people.make import make

DAY = date(2026, 11, 24)
Row = tuple[Any, ...]
#: Those alive on the day, in their age in years and with whether they are in the labour force.
_LIVING = """CREATE VIEW living AS
    SELECT *, date_sub('year', birth_date, DATE '2026-11-24') AS age, work_situation IN
        ('wage_with_contract', 'wage_without_contract', 'own_work', 'looking_for_work') AS force
    FROM people WHERE birth_date <= DATE '2026-11-24'
        AND (death_date IS NULL OR death_date > DATE '2026-11-24')"""
_LISTED = """SELECT count(DISTINCT p.household_id)
    FROM living p JOIN recognitions r USING (household_id)
    WHERE r.poverty_class = 'poor' AND r.since <= $day AND (r.until IS NULL OR r.until > $day)"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(1200, 5, tmp_path_factory.mktemp("made") / "registry", DAY).path


@pytest.fixture(scope="module")
def found(made: Path) -> Indicators:
    return indicators(made, DAY)


@pytest.fixture(scope="module")
def sql(made: Path) -> Callable[..., Row]:
    """Asks one row of the registry's tables."""
    base = duckdb.connect()
    for table in ("people", "recognitions", "receipts", "households"):
        base.execute(f"CREATE VIEW {table} AS FROM read_parquet('{made / table}.parquet')")

    base.execute(_LIVING)

    def ask(query: str, day: date = DAY) -> Row:
        row = base.execute(query, {"day": day} if "$day" in query else None).fetchone()
        assert row is not None
        return row

    return ask


def _row(found: Indicators, name: str) -> dict[str, Any]:
    return found.whole.filter(pl.col("indicator") == name).row(0, named=True)


def test_labour_force_unemployment_and_training(found: Indicators, sql: Callable[..., Row]) -> None:
    grown, known, force, seeking, trained = sql("""
        SELECT count(*), count(work_situation), count(*) FILTER (force),
            count(*) FILTER (work_situation = 'looking_for_work'),
            count(*) FILTER (force AND completed IN
                ('vocational_elementary', 'vocational_intermediate', 'college', 'university'))
        FROM living WHERE age >= 15""")
    participation, unemployment = _row(found, "participation"), _row(found, "unemployment")
    assert (participation["part"], participation["whole"]) == (force, known)
    assert participation["unknown"] == grown - known > 0
    assert (unemployment["part"], unemployment["whole"]) == (seeking, force)
    assert _row(found, "trained_with_certificate")["part"] == trained


def test_pensions_past_the_retirement_age(found: Indicators, sql: Callable[..., Row]) -> None:
    """738 months for men and 684 for women in 2026, by Decree 135/2020/NĐ-CP."""
    paid, past = sql("""
        WITH social AS (SELECT person_id FROM receipts
            WHERE benefit = 'assistance.social_pension' AND since <= $day
                AND (until IS NULL OR until > $day))
        SELECT count(*) FILTER (insurance_pension > 0 OR insurance_allowance > 0
                OR id IN (FROM social)), count(*)
        FROM living
        WHERE date_sub('month', birth_date, $day) >= CASE sex WHEN 'male' THEN 738 ELSE 684 END
        """)
    row = _row(found, "pension_coverage")
    assert (row["part"], row["whole"] + row["unknown"]) == (paid, past)


def test_the_poor_on_the_list_now_and_a_year_before(
    found: Indicators, sql: Callable[..., Row]
) -> None:
    (now,), (before,) = sql(_LISTED), sql(_LISTED, date(2025, 11, 24))
    (homes,) = sql("SELECT count(DISTINCT household_id) FROM living")
    assert _row(found, "number_of_poor_households")["value"] == now > 0
    fall = _row(found, "fall_of_poverty")
    assert (fall["part"], fall["whole"]) == (before - now, homes)


def test_sex_ratio_and_fertility_of_three_years(found: Indicators, sql: Callable[..., Row]) -> None:
    boys, girls = sql("""
        SELECT count(*) FILTER (sex = 'male'), count(*) FILTER (sex = 'female')
        FROM people WHERE birth_date > DATE '2023-11-24' AND birth_date <= $day""")
    row = _row(found, "sex_ratio_at_birth_pooled")
    assert (row["part"], row["whole"]) == (boys, girls)
    (total,) = sql("""
        WITH births AS (
            SELECT greatest(15, least(49, date_sub('year', m.birth_date, c.birth_date))) // 5 AS g,
                count(*) AS n
            FROM people c LEFT JOIN people m ON c.mother_id = m.id
            WHERE c.birth_date > DATE '2023-11-24' AND c.birth_date <= $day
                AND m.birth_date IS NOT NULL GROUP BY g),
        women AS (
            SELECT date_sub('year', birth_date, DATE '2025-05-24') // 5 AS g, count(*) AS n
            FROM people WHERE sex = 'female' AND birth_date <= DATE '2025-05-24'
                AND (death_date IS NULL OR death_date > DATE '2025-05-24') GROUP BY g)
        SELECT sum(5 * births.n / (3.0 * women.n)) FROM births JOIN women USING (g)""")
    row = _row(found, "fertility_pooled")
    known = row["part"] - row["unknown"]
    assert row["value"] == pytest.approx(total * row["part"] / known)


def test_deaths_and_ages(found: Indicators, sql: Callable[..., Row]) -> None:
    (deaths,) = sql(
        "SELECT count(*) FROM people WHERE death_date > DATE '2025-11-24' AND death_date <= $day"
    )
    assert _row(found, "death_rate")["part"] == deaths
    children, working, old = sql("""
        SELECT count(*) FILTER (age < 15), count(*) FILTER (age BETWEEN 15 AND 64),
            count(*) FILTER (age >= 65) FROM living""")
    assert _row(found, "total_dependency")["value"] == pytest.approx(
        100 * (children + old) / working
    )
    assert found.people == children + working + old


def test_groups_add_up_to_the_whole(found: Indicators) -> None:
    counts = found.figures.filter(pl.col("indicator") == "people")
    for kind in ("commune", "area_kind", "ethnicity", "sex"):
        assert counts.filter(pl.col("dimension") == kind)["value"].sum() == found.people
