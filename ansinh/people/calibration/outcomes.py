"""What the world has where no figure was found: what its assumptions come to."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ansinh.people.calibration.census import Census


@dataclass(frozen=True)
class Outcome:
    """A share of the world that nothing was found to compare with, in percent."""

    name: str
    percent: float


def outcomes(census: Census) -> list[Outcome]:
    """Disability, orphans, old people alone, school, work and insurance on one day."""
    age = (pl.lit(census.day) - pl.col("birth")).dt.total_days() / 365.2425
    people = census.people.with_columns(age=age, members=pl.len().over("home"))
    child, adult, old = pl.col("age") < 16, pl.col("age").is_between(16, 60), pl.col("age") >= 60
    rows: list[tuple[str, pl.Expr, str | pl.Expr]] = [
        ("people with a certificate of disability", pl.lit(value=True), "disabled"),
        ("of those from 60", old, "disabled"),
        ("children under 16 whose parents are both dead", child, "orphan"),
        ("people from 60 who live alone", old, pl.col("members") == 1),
        ("people from 60 who draw a pension", old, "pension"),
        ("children from 6 to 14 at school", pl.col("age").is_between(6, 14.99), "attends"),
        ("young people from 15 to 17 at school", pl.col("age").is_between(15, 17.99), "attends"),
        ("people from 16 to 60 in wage work with a contract", adult, _works("wage_with_contract")),
        ("in their own work", adult, _works("own_work")),
        ("looking for work", adult, _works("looking_for_work")),
        ("people who pay compulsory social insurance", pl.lit(value=True), "pays_compulsory"),
        ("people who pay unemployment insurance", pl.lit(value=True), "pays_unemployment"),
        ("people who pay voluntary social insurance", pl.lit(value=True), "pays_voluntary"),
        ("people with health insurance", pl.lit(value=True), "insured"),
    ]
    return [Outcome(name, _share(people.filter(of), what)) for name, of, what in rows]


def _works(situation: str) -> pl.Expr:
    return pl.col("work") == situation


def _share(people: pl.DataFrame, what: str | pl.Expr) -> float:
    test = pl.col(what) if isinstance(what, str) else what
    return 100 * float(people.select(test.fill_null(value=False).mean()).item())
