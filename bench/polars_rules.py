"""The seven benefits as one lazy Polars query, as a good engineer writes it.

It reads the arrays that :mod:`bench.numpy_rules` reads, as frames, and the same figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce

import numpy as np
import polars as pl
from polars import col, lit, when

from ansinh.engine.book import LawBook
from ansinh.engine.dates import first_of_month, first_of_next_month
from bench.numpy_rules import (
    COMMUNE_DECIDES,
    EPOCH,
    LINKS,
    NEAR_POOR,
    OLD_BOARDS_UNTIL,
    POOR,
    SINGLE_BY_LAW,
    Answers,
    Figures,
    People,
)
from bench.sql_rules import NAMES, spread

RIVALS = NAMES[2:5]
NOBODY = -1


@dataclass(frozen=True)
class Frames:
    """A population as lazy frames."""

    people: pl.LazyFrame
    recognitions: pl.LazyFrame
    disabilities: pl.LazyFrame
    households: pl.LazyFrame


def connected(people: People) -> Frames:
    """The frames of a population."""
    facts = people.facts
    rows = {"row": np.arange(len(people)), "household": people.household}
    links = {name: people.links[name] for name in LINKS}
    recognised = {"household": people.recognised, **facts["PovertyRecognition"]}
    certified = {"row": people.disabled, **facts["Disability"]}
    return Frames(
        pl.LazyFrame({**rows, **links, **facts["Person"]}).with_columns(_day("birth_date")),
        pl.LazyFrame(recognised),
        pl.LazyFrame(certified),
        pl.LazyFrame({"row": np.arange(people.households)}),
    )


def _day(name: str) -> pl.Expr:
    return col(name).cast(pl.Int32).cast(pl.Date)


def evaluate(frames: Frames, book: LawBook, day: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Claims of persons that are not a plain no, and every household."""
    found = _Query(frames, Figures(book, day), day)
    claims = found.claims()
    persons, households = pl.collect_all([_settled(claims), found.households(claims)])
    return persons, households


class _Query:
    def __init__(self, frames: Frames, figures: Figures, day: date) -> None:
        self.frames, self.figures, self.date = frames, figures, day
        self.day = _number(day)
        self.level = figures.number("standard_level")

    def recognised(self) -> pl.LazyFrame:
        counts = (col("since") <= self.day) & (col("until") > self.day)
        return (
            self.frames.recognitions.filter(counts)
            .group_by("household")
            .agg(
                poor=(col("poverty_class") == POOR).any(),
                near_poor=(col("poverty_class") == NEAR_POOR).any(),
            )
        )

    def certified(self) -> pl.LazyFrame:
        degree = (
            when(col("certified_on") >= _number(OLD_BOARDS_UNTIL))
            .then(col("degree"))
            .when((col("board_self_care") == 1) | (col("board_capacity_loss") >= 81))
            .then(0)
            .when((col("board_self_care") == 2) | (col("board_capacity_loss") >= 61))
            .then(1)
            .otherwise(2)
        )
        valid = (col("certified_on") <= self.day) & (col("until") > self.day)
        return (
            self.frames.disabilities.filter(valid)
            .group_by("row")
            .agg(especially_severe=(degree == 0).any(), severe=(degree == 1).any())
        )

    def persons(self) -> pl.LazyFrame:
        first = first_of_month(self.date)
        before = first - timedelta(days=1)
        last = first_of_next_month(self.date) - timedelta(days=1)
        reached = before if self.date >= COMMUNE_DECIDES else last
        birth = col("birth_date")
        born = birth.dt.year() * 10000 + birth.dt.month().cast(pl.Int32) * 100 + birth.dt.day()
        is_born = birth <= self.date

        def age_on(day: date) -> pl.Expr:
            return (day.year * 10000 + day.month * 100 + day.day - col("born")) // 10000

        lives = is_born & (col("death_date") >= _number(first))
        return self.frames.people.with_columns(
            born=born, lives=lives, is_alive=is_born & (col("death_date") > self.day)
        ).with_columns(
            age=age_on(self.date),
            age_before=age_on(before),
            coefficient_age=age_on(reached).clip(0),
            can_be_paid=col("lives") & ~col("is_serving_sentence"),
        )

    def raised(self, persons: pl.LazyFrame) -> pl.LazyFrame:
        is_student = (col("age_before") < 22) & col("studies_for_first_degree")
        counts = (
            col("lives") & (col("facility_stay") == 0) & ((col("age_before") < 16) | is_student)
        )
        father = when(col("father") == col("mother")).then(NOBODY).otherwise(col("father"))
        others = (col("carer") != col("mother")) & (col("carer") != col("father"))
        carer = when(col("is_adopted") & others).then(col("carer")).otherwise(NOBODY)
        parents = persons.select(raised_by="row", home="household")
        return (
            persons.filter(counts)
            .select("household", raised_by=pl.concat_list("mother", father, carer))
            .explode("raised_by")
            .join(parents, on="raised_by")
            .filter(col("home") == col("household"))
            .group_by("raised_by")
            .agg(children=pl.len().cast(pl.Int64))
        )

    def facts(self) -> pl.LazyFrame:
        persons = self.persons()
        living = persons.select(of="row", alive="is_alive")

        def linked(frame: pl.LazyFrame, name: str) -> pl.LazyFrame:
            found = living.rename({"of": name, "alive": f"{name}_alive"})
            return frame.join(found, on=name, how="left")

        frame = persons.join(self.recognised(), on="household", how="left")
        frame = frame.join(self.certified(), on="row", how="left")
        frame = frame.join(self.raised(persons), left_on="row", right_on="raised_by", how="left")
        frame = reduce(linked, ("mother", "father", "spouse"), frame)
        return frame.with_columns(
            col("poor", "near_poor", "especially_severe", "severe").fill_null(value=False),
            children=col("children").fill_null(0),
            mother_lacks=~col("mother_alive").fill_null(value=True)
            | (col("mother_situation") != 0),
            father_lacks=~col("father_alive").fill_null(value=True)
            | (col("father_situation") != 0),
            is_single=(~col("spouse_alive")).fill_null(
                col("marital_status").is_in(list(SINGLE_BY_LAW))
            ),
        ).with_columns(
            poor_or_near=col("poor") | col("near_poor"),
            is_elder_poor=col("can_be_paid")
            & (col("age") >= 60)
            & col("is_citizen")
            & col("poor")
            & (~col("has_supporter") | col("supporter_has_social_allowance")),
        )

    def claims(self) -> pl.LazyFrame:
        paid, age = col("can_be_paid"), col("age")
        no_pension, no_allowance = col("insurance_pension") == 0, col("insurance_allowance") == 0
        lacks = col("is_abandoned") | (col("mother_lacks") & col("father_lacks"))
        pension_level = self.figures.number("social_pension_level")
        enough = col("insurance_pension") + col("insurance_allowance") < (pension_level or 0)
        disabled = (
            paid & ~((age >= 30) & ~no_pension) & (col("merit_allowance") == 0) & no_allowance
        )
        return self.facts().select(
            "row",
            "household",
            "lives",
            child=_due(
                paid & (col("age_before") < 16) & ~col("is_adopted") & lacks,
                self.by_age("coefficient_child_without_support"),
            ),
            single=_due(
                paid & col("poor_or_near") & col("is_single"),
                self.flat("coefficient_single_parent") * col("children"),
            ),
            elder_poor=_due(col("is_elder_poor"), self.by_age("coefficient_elder_poor")),
            elder_80=_due(
                lit(self.date < COMMUNE_DECIDES)
                & paid
                & (age >= 80)
                & col("is_citizen")
                & ~col("is_elder_poor")
                & no_allowance
                & no_pension,
                self.flat("coefficient_elder_80"),
            ),
            disability=when(disabled & col("especially_severe"))
            .then(self.by_age("coefficient_especially_severe"))
            .when(disabled & col("severe"))
            .then(self.by_age("coefficient_severe"))
            .otherwise(0),
            pension=_due(
                paid
                & col("is_citizen")
                & ((age >= 75) | ((age >= 70) & col("poor_or_near")))
                & enough,
                lit(pension_level or 0, pl.Int64),
            ),
            cared=col("especially_severe")
            & paid
            & ~col("is_taken_in")
            & (col("facility_stay") == 0),
        )

    def flat(self, name: str) -> pl.Expr:
        coefficient = self.figures.number(name)
        return lit(0 if coefficient is None else int(self.level * coefficient), pl.Int64)

    def by_age(self, name: str) -> pl.Expr:
        found = self.figures.book.parameters[f"assistance.{name}"].at(self.date, self.date)
        assert found is not None
        amounts = [(at, lit(int(self.level * c), pl.Int64)) for at, c in found.value]
        first, *later = amounts
        return reduce(
            lambda below, pair: (
                when(col("coefficient_age") >= pair[0]).then(pair[1]).otherwise(below)
            ),
            later,
            first[1],
        )

    def households(self, claims: pl.LazyFrame) -> pl.LazyFrame:
        members = claims.group_by("household").agg(
            members=col("lives").sum(), cared=col("cared").sum()
        )
        each = self.flat("coefficient_care_household")
        return (
            self.frames.households.join(members, left_on="row", right_on="household", how="left")
            .join(self.recognised(), left_on="row", right_on="household", how="left")
            .select(
                "row",
                col("poor", "near_poor").fill_null(value=False),
                care=_due(col("members").fill_null(0) >= 2, each * col("cared").fill_null(0)),
            )
        )


def _due(condition: pl.Expr, amount: pl.Expr) -> pl.Expr:
    return when(condition).then(amount).otherwise(0)


def _settled(claims: pl.LazyFrame) -> pl.LazyFrame:
    """Of clashing claims the highest; a single parent's goes with those of :data:`RIVALS`."""
    child, single, top, pension = col("child"), col("single"), col("top"), col("pension")
    stands = (child > 0) & (col("child_by") == NOBODY)
    allowances = NAMES[:5]
    some = [col(name) > 0 for name in NAMES]
    frame = (
        claims.filter(pl.any_horizontal(some))
        .with_columns(top=pl.max_horizontal(RIVALS))
        .with_columns(
            top_place=_first({place: col(n) == top for place, n in _places(RIVALS)}, top > 0)
        )
        .with_columns(
            child_by=when(child == 0)
            .then(NOBODY)
            .when((single > child) & (single >= top))
            .then(1)
            .when(top > child)
            .then(col("top_place"))
            .otherwise(NOBODY)
        )
        .with_columns(
            single_by=when((single > 0) & stands).then(0).otherwise(NOBODY),
            rival=when(stands).then(0).otherwise(col("top_place")),
        )
        .with_columns(
            when((col(name) > 0) & (col("rival") != place))
            .then(col("rival"))
            .otherwise(NOBODY)
            .alias(f"{name}_by")
            for place, name in _places(RIVALS)
        )
    )
    live = {name: (col(name) > 0) & (col(f"{name}_by") == NOBODY) for name in allowances}
    best = pl.max_horizontal([when(live[name]).then(col(name)).otherwise(0) for name in allowances])
    winner = {place: live[name] & (col(name) == col("best")) for place, name in _places(allowances)}
    pension_stands = (pension > 0) & (col("best") <= pension)
    return frame.with_columns(best=best).with_columns(
        *(
            when(pension_stands & live[name])
            .then(5)
            .otherwise(col(f"{name}_by"))
            .alias(f"{name}_by")
            for name in allowances
        ),
        pension_by=_first(winner, (pension > 0) & (col("best") > pension)),
    )


def _places(names: tuple[str, ...]) -> list[tuple[int, str]]:
    return [(NAMES.index(name), name) for name in names]


def _first(places: dict[int, pl.Expr], where: pl.Expr) -> pl.Expr:
    """The first place whose condition holds, nobody's where ``where`` does not."""
    found: pl.Expr = lit(NOBODY)
    for place, holds in reversed(places.items()):
        found = when(holds).then(place).otherwise(found)
    return when(where).then(found).otherwise(NOBODY)


def _number(day: date) -> int:
    return day.toordinal() - EPOCH


def answers(found: tuple[pl.DataFrame, pl.DataFrame], people: People) -> Answers:
    """What a query gave, as arrays over every row."""
    persons, households = found
    return spread(
        {name: persons[name].to_numpy() for name in persons.columns},
        {name: households[name].to_numpy() for name in households.columns},
        people,
    )
