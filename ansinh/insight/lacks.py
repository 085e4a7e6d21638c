"""Basic services that people and households lack, and what the law would give against it.

The services are the dimensions of the poverty standard (Nghị định 07/2021/NĐ-CP, Điều 3; 351/2025,
Điều 3). What a household lacks is an indicator of the standard in force; what a person lacks is a
fact of the registry. A lack is *mended* where the person, or anybody of the household, is entitled
to a benefit against it: now or, of a child out of school, once the child goes to school.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.engine.tables import Tables
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.frames import KEY, column, plain
from ansinh.insight.lists import ENTITLED, Situation
from ansinh.insight.standard import Standard
from ansinh.insight.tables.groups import age_on
from ansinh.insight.what_if import with_fact
from ansinh.law.facts.poverty import SchoolLevel, WorkSituation

PERSON, HOUSEHOLD = "Person", "Household"
#: Basic service → Vietnamese and English.
SERVICES: Mapping[str, tuple[str, str]] = {
    "health": ("Y tế", "Health"),
    "education": ("Giáo dục", "Education"),
    "housing": ("Nhà ở", "Housing"),
    "water": ("Nước sạch, vệ sinh", "Water and sanitation"),
    "information": ("Thông tin", "Information"),
    "employment": ("Việc làm", "Employment"),
}
#: Level of school → ages, as the calendar year in which the school year begins less the year of
#: birth (Luật Giáo dục 43/2019/QH14, Điều 26 và 28).
SCHOOL_AGES: Mapping[str, tuple[int, int]] = {
    SchoolLevel.PRESCHOOL.code: (3, 5),
    SchoolLevel.PRIMARY.code: (6, 10),
    SchoolLevel.LOWER_SECONDARY.code: (11, 14),
    SchoolLevel.UPPER_SECONDARY.code: (15, 17),
}
_SEPTEMBER = 9
#: From this age on somebody belongs to the labour force (Bộ luật Lao động 45/2019/QH14, Điều 3).
_WORKING_AGE = 15


@dataclass(frozen=True)
class Lack:
    """One thing that a person or household may lack.

    Attributes:
        service: Key of :data:`SERVICES`.
        entity: Who lacks it.
        mends: How codes of benefits against it begin.
        indicator: Column of households that says so; of a person, see :func:`_persons`.
    """

    name: str
    service: str
    vi: str
    en: str
    entity: str
    mends: tuple[str, ...]
    indicator: str | None = None


_CARDS = (
    "health.card",
    "assistance.health_card",
    "merit.health_card",
    "insurance.health_premium",
)
_OF_PEOPLE = (
    Lack("health_card", "health", "Không có thẻ bảo hiểm y tế", "No health card", PERSON, _CARDS),
    Lack(
        "treatment",
        "health",
        "Ốm nặng mà không đi khám, chữa bệnh",
        "Badly ill and not treated",
        PERSON,
        ("health.", *_CARDS),
    ),
    *(
        Lack(name, "education", vi, en, PERSON, ("education.",))
        for name, vi, en in (
            ("preschool", "Trẻ 3–5 tuổi không đến trường", "Age 3–5, not in preschool"),
            ("primary", "Trẻ 6–10 tuổi không đi học", "Age 6–10, not in school"),
            ("lower_secondary", "Trẻ 11–14 tuổi không đi học", "Age 11–14, not in school"),
            ("upper_secondary", "Người 15–17 tuổi không đi học", "Age 15–17, not in school"),
        )
    ),
    Lack(
        "job",
        "employment",
        "Muốn làm mà không có việc",
        "Looking for work",
        PERSON,
        ("employment.", "insurance.unemployment", "insurance.training"),
    ),
)
_HOMES = (
    "housing.house_support",
    "housing.loan",
    "housing.minority_house",
    "housing.poor_district",
    "housing.social_home",
    "housing.temporary_house",
    "merit.housing",
)
_WATER = ("housing.sanitation_loan", "housing.water_support")
#: Indicator of the poverty standard → service and the benefits against it.
_OF_HOUSEHOLDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "housing_quality": ("housing", _HOMES),
    "dwelling_area": ("housing", _HOMES),
    "water": ("water", _WATER),
    "toilet": ("water", _WATER),
    "waste_treatment": ("water", ()),
    "telecom": ("information", ("information.",)),
    "digital_service": ("information", ("information.",)),
    "information_means": ("information", ("information.",)),
    "employment": ("employment", ("employment.", "credit.")),
}


def lacks(standard: Standard) -> tuple[Lack, ...]:
    """Everything that counts as lacking on a day, in the order of the services."""
    found = [*_OF_PEOPLE]
    for item in standard.indicators:
        if item.name in _OF_HOUSEHOLDS:
            service, mends = _OF_HOUSEHOLDS[item.name]
            vi, en = f"Hộ thiếu hụt: {item.vi}", f"Household lacks: {item.en}"
            found.append(Lack(item.name, service, vi, en, HOUSEHOLD, mends, item.column))
    order = list(SERVICES)
    return tuple(sorted(found, key=lambda lack: order.index(lack.service)))


def school_year(day: date) -> int:
    """Calendar year in which the school year of a day begins."""
    return day.year if day.month >= _SEPTEMBER else day.year - 1


def school_level(born: pl.Expr, day: date) -> pl.Expr:
    """Level of school for somebody's age on a day; null for who is too young or too old."""
    age = school_year(day) - born.dt.year()
    level = pl.lit(None, pl.String)
    for name, (first, last) in SCHOOL_AGES.items():
        level = pl.when(age.is_between(first, last)).then(pl.lit(name)).otherwise(level)
    return level


def school_facts(tables: Tables, day: date) -> pl.DataFrame:
    """Each person's ``level`` for the age and whether ``out_of_school``, null where not known."""
    people = tables[PERSON]
    attending = plain(people.column("attending").cast(pa.string())).cast(pl.String)
    frame = pl.DataFrame({"born": plain(people.column("birth_date")), "attending": attending})
    return frame.select(
        level=school_level(pl.col("born"), day),
        out_of_school=pl.col("attending") == SchoolLevel.NONE.code,
    )


def lacking(
    wanted: tuple[Lack, ...], tables: Tables, people: pl.DataFrame, homes: pl.DataFrame, day: date
) -> Iterator[tuple[Lack, pl.DataFrame]]:
    """For each lack, the people or households it is asked of.

    Args:
        people: As :class:`View` has them.
        homes: Households with somebody alive in them.

    Yields:
        The lack, and rows of ``people`` (of ``homes``) with ``lacks``, null where not known.
    """
    persons = _persons(tables, people.height, day)
    alive = people.filter("is_alive")
    for lack in wanted:
        if lack.indicator:
            rows = homes.with_columns(row="household_row", lacks=pl.col(lack.indicator))
        else:
            asked = persons[lack.name]
            rows = alive.join(asked, on="row")
        yield lack, rows


def _persons(tables: Tables, own: int, day: date) -> dict[str, pl.DataFrame]:
    """Lack → ``row`` and ``lacks`` of the own people it is asked of."""
    people = tables[PERSON].slice(0, own)
    school = school_facts(tables, day).head(own)
    work = plain(column(people, "work_situation").cast(pa.string())).cast(pl.String)
    frame = pl.DataFrame(
        {
            "health_card": ~plain(column(people, "has_health_insurance")).cast(pl.Boolean),
            "treatment": plain(column(people, "went_without_treatment")).cast(pl.Boolean),
            "job": work == WorkSituation.LOOKING_FOR_WORK.code,
            "works": (work != WorkSituation.NOT_WORKING.code).fill_null(value=True),
            "birth_date": plain(people.column("birth_date")).cast(pl.Date),
            "level": school["level"],
            "out_of_school": school["out_of_school"],
        }
    ).with_row_index("row")
    frame = frame.with_columns(pl.col("row").cast(pl.Int64))
    found = {name: frame.select("row", lacks=name) for name in ("health_card", "treatment")}
    is_grown = age_on((day.year, day.month, day.day)) >= _WORKING_AGE
    found["job"] = frame.filter("works", is_grown).select("row", lacks="job")
    for level in SCHOOL_AGES:
        of_age = frame.filter(pl.col("level") == level)
        found[level] = of_age.select("row", lacks="out_of_school")
    return found


class Mends:
    """Which entitlements mend the lacks of one chunk."""

    def __init__(self, catalogue: Catalogue, situation: Situation, people: pl.DataFrame) -> None:
        home = people.select("row", home="household_row")
        due = [situation.outcomes.filter(ENTITLED).select(KEY), situation.if_in_school]
        named = catalogue.frame.select("benefit", "code", "name", "entity")
        of_person = pl.col("entity") == PERSON
        self._due = (
            pl.concat(due)
            .unique()
            .join(named, on="benefit")
            .join(home, on="row", how="left")
            .with_columns(home=pl.when(of_person).then("home").otherwise("row"))
        )

    def put_on(self, lack: Lack, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows of who lacks it, with ``mends`` (names of benefits) and ``codes``, null without any.

        A household is helped by what any of its members is entitled to, a person by what the
        person or the household is.
        """
        begins = [pl.col("code").str.starts_with(text) for text in lack.mends]
        due = self._due.filter(pl.any_horizontal(pl.lit(value=False), *begins))
        if lack.entity == HOUSEHOLD:
            found = due.select("benefit", "code", "name", row="home")
        else:
            of_home = due.filter(pl.col("entity") == HOUSEHOLD).drop("row")
            members = rows.select("row", home="household_row")
            found = pl.concat(
                [
                    due.filter(pl.col("entity") == PERSON).select("benefit", "code", "name", "row"),
                    members.join(of_home, on="home").select("benefit", "code", "name", "row"),
                ]
            )
        told = (
            found.unique(["row", "benefit"])
            .sort("row", "benefit")
            .group_by("row")
            .agg(mends=pl.col("name").str.join("; "), codes=pl.col("code").str.join(" "))
        )
        return rows.join(told, on="row", how="left", maintain_order="left")


def in_school(tables: Tables, day: date) -> Tables:
    """The tables as if every child out of school went to the school of the child's age."""
    facts = school_facts(tables, day)
    kept = tables[PERSON].column("attending").combine_chunks()
    levels = facts.select(pl.when("out_of_school").then("level")).to_series().to_arrow()
    wanted = pc.index_in(levels.cast(pa.string()), kept.dictionary).cast(kept.indices.type)
    indices = pc.if_else(wanted.is_valid(), wanted, kept.indices)
    values = pa.DictionaryArray.from_arrays(indices, kept.dictionary)
    return with_fact(tables, PERSON, "attending", values)
