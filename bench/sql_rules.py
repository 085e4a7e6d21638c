"""The seven benefits as one DuckDB query, as a good engineer writes it.

It reads the arrays that :mod:`bench.numpy_rules` reads, as Arrow tables, and the same figures.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from ansinh.engine.book import LawBook
from ansinh.engine.dates import first_of_month, first_of_next_month
from bench.numpy_rules import (
    CODES,
    COLUMNS,
    COMMUNE_DECIDES,
    LINKS,
    Answers,
    Array,
    Figures,
    People,
)

CLAIMS = """
create or replace temp table claims as
with recognised as (
    select household,
        bool_or(poverty_class = 0) as poor,
        bool_or(poverty_class = 1) as near_poor
    from recognitions
    where since <= $day and until > $day
    group by household
), certified as (
    select person,
        bool_or(degree = 0) as especially_severe,
        bool_or(degree = 1) as severe
    from (
        select person, case
            when certified_on >= date '2012-06-01' then degree
            when board_self_care = 1 or board_capacity_loss >= 81 then 0
            when board_self_care = 2 or board_capacity_loss >= 61 then 1
            else 2 end as degree
        from disabilities
        where certified_on <= $day and until > $day
    )
    group by person
), persons as materialized (
    select *,
        ($ymd - born) // 10000 as age,
        ($ymd_before - born) // 10000 as age_before,
        greatest(0, ($ymd_reached - born) // 10000) as coefficient_age,
        birth_date <= $day and death_date > $day as is_alive,
        lives and not is_serving_sentence as can_be_paid
    from (
        select *,
            year(birth_date) * 10000 + month(birth_date) * 100 + day(birth_date) as born,
            birth_date <= $day and death_date >= $first_of_month as lives
        from people
    )
), raised as (
    select parent.row, count(*) as children
    from (
        select household, unnest([
            mother,
            if(father = mother, -1, father),
            if(is_adopted and carer not in (mother, father), carer, -1)]) as raised_by
        from persons
        where lives and facility_stay = 0 and (
            age_before < 16 or (age_before < 22 and studies_for_first_degree))
    ) child
    join persons parent
        on parent.row = child.raised_by and parent.household = child.household
    group by parent.row
), facts as (
    select p.*,
        coalesce(r.poor, false) as poor,
        coalesce(r.poor or r.near_poor, false) as poor_or_near,
        coalesce(c.especially_severe, false) as especially_severe,
        coalesce(c.severe, false) as severe,
        coalesce(k.children, 0) as children,
        case when m.row is not null and not m.is_alive then 1
            else p.mother_situation end <> 0 as mother_lacks,
        case when f.row is not null and not f.is_alive then 1
            else p.father_situation end <> 0 as father_lacks,
        case when s.row is not null then not s.is_alive
            else p.marital_status in (0, 2, 3) end as is_single
    from persons p
    left join recognised r using (household)
    left join certified c on c.person = p.row
    left join raised k on k.row = p.row
    left join persons m on m.row = p.mother
    left join persons f on f.row = p.father
    left join persons s on s.row = p.spouse
)
select row, household,
    case when can_be_paid and age_before < 16 and not is_adopted
        and (is_abandoned or (mother_lacks and father_lacks))
        then {child} else 0 end as child,
    case when can_be_paid and poor_or_near and children > 0 and is_single
        then {single} * children else 0 end as single,
    case when is_elder_poor then {elder_poor} else 0 end as elder_poor,
    case when $elder_80_counts and can_be_paid and age >= 80 and is_citizen
        and not is_elder_poor and insurance_allowance = 0 and insurance_pension = 0
        then {elder_80} else 0 end as elder_80,
    case when not can_be_paid or (age >= 30 and insurance_pension > 0)
        or merit_allowance > 0 or insurance_allowance > 0 then 0
        when especially_severe then {especially}
        when severe then {severe} else 0 end as disability,
    case when can_be_paid and is_citizen
        and (age >= 75 or (age >= 70 and poor_or_near))
        and insurance_pension + insurance_allowance < $pension_level::bigint
        then $pension_level::bigint else 0 end as pension,
    especially_severe and can_be_paid and not is_taken_in and facility_stay = 0 as cared,
    lives
from (
    select *,
        can_be_paid and age >= 60 and is_citizen and poor
        and (not has_supporter or supporter_has_social_allowance) as is_elder_poor
    from facts
)
"""
SETTLED = """
with ranked as (
    select *,
        greatest(elder_poor, elder_80, disability) as top,
        case greatest(elder_poor, elder_80, disability)
            when 0 then -1 when elder_poor then 2 when elder_80 then 3 else 4 end as top_place
    from claims
    where child + single + elder_poor + elder_80 + disability + pension > 0
), against_child as (
    select *,
        case when child = 0 then -1
            when single > child and single >= top then 1
            when top > child then top_place
            else -1 end as child_by
    from ranked
), settled as (
    select *,
        case when single > 0 and child > 0 and child_by < 0 then 0 else -1 end as single_by,
        case when child > 0 and child_by < 0 then 0 else top_place end as rival
    from against_child
), allowances as (
    select *,
        case when elder_poor > 0 and rival <> 2 then rival else -1 end as elder_poor_by,
        case when elder_80 > 0 and rival <> 3 then rival else -1 end as elder_80_by,
        case when disability > 0 and rival <> 4 then rival else -1 end as disability_by
    from settled
), best as (
    select *,
        greatest(
            if(child_by < 0, child, 0), if(single_by < 0, single, 0),
            if(elder_poor_by < 0, elder_poor, 0), if(elder_80_by < 0, elder_80, 0),
            if(disability_by < 0, disability, 0)) as best
    from allowances
)
select row, child, single, elder_poor, elder_80, disability, pension,
{by}
    case when pension = 0 or best <= pension then -1
        when child = best and child_by < 0 then 0
        when single = best and single_by < 0 then 1
        when elder_poor = best and elder_poor_by < 0 then 2
        when elder_80 = best and elder_80_by < 0 then 3
        else 4 end as pension_by
from best
"""
HOUSEHOLDS = """
select h.row, {care} * coalesce(cared, 0) as care, coalesce(poor, false) as poor,
    coalesce(near_poor, false) as near_poor
from households h
left join (
    select household, if(count_if(lives) >= 2, count_if(cared), 0) as cared
    from claims group by household
) c on c.household = h.row
left join (
    select household,
        bool_or(poverty_class = 0) as poor, bool_or(poverty_class = 1) as near_poor
    from recognitions where since <= $day and until > $day group by household
) r on r.household = h.row
"""
NAMES = ("child", "single", "elder_poor", "elder_80", "disability", "pension")
CARE = CODES[6]
_BY = "    if(pension > 0 and best <= pension and {0} > 0 and {0}_by < 0, 5, {0}_by) as {0}_by,"


def connected(people: People) -> duckdb.DuckDBPyConnection:
    """A database in memory that holds a population."""
    database = duckdb.connect()
    links = {name: people.links[name] for name in LINKS}
    tables: dict[str, dict[str, Array]] = {
        "households": {},
        "people": {"household": people.household, **links, **people.facts["Person"]},
        "recognitions": {"household": people.recognised, **people.facts["PovertyRecognition"]},
        "disabilities": {"person": people.disabled, **people.facts["Disability"]},
    }
    for name, columns in tables.items():
        size = len(next(iter(columns.values()))) if columns else people.households
        typed = {key: _dated(key, values) for key, values in columns.items()}
        table = pa.table({"row": np.arange(size), **typed})
        database.register("given", table)
        database.execute(f"create table {name} as select * from given")
        database.unregister("given")
    return database


def _dated(name: str, values: Array) -> pa.Array:
    is_date = name.endswith("_date") or name in ("since", "until", "certified_on")
    return pa.array(values.astype(np.int32)).cast(pa.date32()) if is_date else pa.array(values)


def evaluate(
    database: duckdb.DuckDBPyConnection, book: LawBook, day: date
) -> tuple[pa.Table, pa.Table]:
    """Claims of persons that are not a plain no, and every household."""
    figures = Figures(book, day)
    written, given = _figures(figures), _dates(day)
    pension = {"pension_level": figures.number("social_pension_level")}
    database.execute(CLAIMS.format(**written), given | pension)
    by = "\n".join(_BY.format(name) for name in NAMES[:5])
    persons = database.sql(SETTLED.format(by=by)).to_arrow_table()
    households = database.sql(HOUSEHOLDS.format(**written), params={"day": day}).to_arrow_table()
    return persons, households


def _dates(day: date) -> dict[str, Any]:
    first = first_of_month(day)
    before = first - timedelta(days=1)
    reached = before if day >= COMMUNE_DECIDES else first_of_next_month(day) - timedelta(days=1)
    return {
        "day": day,
        "first_of_month": first,
        "ymd": _number(day),
        "ymd_before": _number(before),
        "ymd_reached": _number(reached),
        "elder_80_counts": day < COMMUNE_DECIDES,
    }


def _number(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


def _figures(figures: Figures) -> dict[str, str]:
    """The amounts of one date as SQL."""
    level = figures.number("standard_level")

    def by_age(name: str) -> str:
        found = figures.book.parameters[f"assistance.{name}"].at(figures.day, figures.day)
        assert found is not None
        whens = [f"when coefficient_age >= {at} then {int(level * c)}" for at, c in found.value]
        return f"case {' '.join(reversed(whens))} end"

    def flat(name: str) -> str:
        coefficient = figures.number(name)
        return "null" if coefficient is None else str(int(level * coefficient))

    return {
        "child": by_age("coefficient_child_without_support"),
        "single": flat("coefficient_single_parent"),
        "elder_poor": by_age("coefficient_elder_poor"),
        "elder_80": flat("coefficient_elder_80"),
        "especially": by_age("coefficient_especially_severe"),
        "severe": by_age("coefficient_severe"),
        "care": flat("coefficient_care_household"),
    }


def answers(found: tuple[pa.Table, pa.Table], people: People) -> Answers:
    """What a query gave, as arrays over every row."""
    persons, households = (
        {name: table[name].to_numpy() for name in table.column_names} for table in found
    )
    return spread(persons, households, people)


def spread(persons: dict[str, Array], households: dict[str, Array], people: People) -> Answers:
    """Claims of some persons, and households in any order, as arrays over every row."""
    amounts, by = {}, {}
    for code, name in zip(CODES, NAMES, strict=False):
        amounts[code] = np.zeros(len(people), dtype=np.int64)
        by[code] = np.full(len(people), -1, dtype=np.int8)
        amounts[code][persons["row"]] = persons[name]
        by[code][persons["row"]] = persons[f"{name}_by"]
    order = np.argsort(households["row"])
    amounts[CARE] = households["care"][order].astype(np.int64)
    by[CARE] = np.full(people.households, -1, dtype=np.int8)
    truths = (households[name][order] for name in ("poor", "near_poor"))
    return Answers(amounts, by, dict(zip(COLUMNS, truths, strict=True)))
