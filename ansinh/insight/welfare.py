"""Shares of the plan outside population and labour: poverty, pensions, cards, schooling, homes."""

from __future__ import annotations

import polars as pl

from ansinh.insight.indicators.measure import (
    Measure,
    Moment,
    count,
    fall,
    indicator,
    mean,
    share,
)

_age = pl.col("age")
_attending = pl.col("attending")
_everyone = pl.lit(value=True)
_poor, _was_poor = pl.col("is_poor"), pl.col("was_poor")
_minority = pl.col("ethnicity") != "kinh"
#: Districts that were on the list of poor districts of 2021–2025.
POOR_DISTRICTS = ("Huyện Sơn Động",)


# --- poverty --------------------------------------------------------------------------------------


@indicator
def poor_households(_: Moment) -> Measure:
    """Households on the list of the poor."""
    return share("homes", _poor, _everyone)


@indicator
def near_poor_households(_: Moment) -> Measure:
    """Households on the list of the near-poor."""
    return share("homes", pl.col("is_near_poor"), _everyone)


@indicator
def number_of_poor_households(_: Moment) -> Measure:
    """How many households are on the list of the poor."""
    return count("homes", _poor)


@indicator
def fall_of_poverty(_: Moment) -> Measure:
    """By how much the share on the list fell in a year."""
    return fall("homes", _was_poor, _poor)


@indicator
def fall_of_minority_poverty(_: Moment) -> Measure:
    """The same among households whose oldest member is of an ethnic minority."""
    return fall("homes", _was_poor, _poor, _minority)


@indicator
def fall_of_poverty_in_poor_districts(_: Moment) -> Measure:
    """The same in what was a poor district."""
    return fall("homes", _was_poor, _poor, pl.col("district").is_in(POOR_DISTRICTS))


@indicator
def poor_with_merit(_: Moment) -> Measure:
    """Poor households with a person with merit."""
    return count("homes", _poor & pl.col("has_merit"))


@indicator
def merit_families_above_mean(_: Moment) -> Measure:
    """Families of people with merit with the commune's mean income a head, or more."""
    return share("homes", pl.col("head") >= pl.col("commune_mean"), pl.col("is_merit_family"))


@indicator
def income_per_head(_: Moment) -> Measure:
    """Mean income a head and month, without allowances."""
    return mean("homes", pl.col("income"), pl.col("members"), per=1_000_000)


@indicator
def temporary_houses(_: Moment) -> Measure:
    """Poor and near-poor households whose house lacks two durable parts of three."""
    return count("homes", (_poor | pl.col("is_near_poor")) & pl.col("is_temporary"))


# --- old age and health ---------------------------------------------------------------------------


@indicator
def pension_coverage(_: Moment) -> Measure:
    """With a pension, a monthly insurance allowance or the social pension, past retirement age."""
    past = (_age >= 15) & ~pl.col("is_of_working_age")
    paid = (
        pl.col("has_social_pension")
        | (pl.col("insurance_pension") > 0)
        | (pl.col("insurance_allowance").fill_null(0) > 0)
    )
    return share("people", paid, past)


@indicator
def health_insurance(_: Moment) -> Measure:
    """With a health-insurance card."""
    return share("people", pl.col("has_health_insurance"), _everyone)


# --- school ---------------------------------------------------------------------------------------


@indicator
def kindergarten(moment: Moment) -> Measure:
    """In kindergarten or school, of those who turn 3 to 5 in the year the school year began."""
    return share("people", _attending != "none", _turning(moment, 3, 5))


@indicator
def nursery(moment: Moment) -> Measure:
    """In a nursery, of those younger."""
    return share("people", _attending != "none", _turning(moment, 0, 2))


@indicator
def primary_at_the_age(moment: Moment) -> Measure:
    """In primary school, of those who turn 6 to 10."""
    return share("people", _attending == "primary", _turning(moment, 6, 10))


@indicator
def lower_secondary_at_the_age(moment: Moment) -> Measure:
    """In lower secondary school, of those who turn 11 to 14."""
    return share("people", _attending == "lower_secondary", _turning(moment, 11, 14))


def _turning(moment: Moment, first: int, last: int) -> pl.Expr:
    turned = moment.school_year - pl.col("birth_date").dt.year()
    return turned.is_between(first, last)
