"""Labour statistics of a registry: who works, who seeks work, who is trained, who is insured.

All of it is *by the registry*: what the household said when it was last asked, on whatever day that
was. The labour force survey asks about a week and is another figure. ``docs/indicators.md``.
"""

from __future__ import annotations

import polars as pl

from ansinh.insight.indicators.measure import Measure, Moment, indicator, share

_work = pl.col("work_situation")
_WAGE = ("wage_with_contract", "wage_without_contract")
_grown = pl.col("age") >= 15
_employed = _grown & _work.is_in([*_WAGE, "own_work"])
_seeking = _grown & (_work == "looking_for_work")
_force = _employed | _seeking
_force_of_age = _force & pl.col("is_of_working_age")
_CERTIFICATES = ("vocational_elementary", "vocational_intermediate", "college", "university")
_certified = pl.col("completed").is_in(_CERTIFICATES)
_on_the_job = pl.col("is_trained_by_employer").fill_null(value=False)
_trained = _certified | _on_the_job | pl.col("took_course")
_informal = (_work == "wage_without_contract") | ((_work == "own_work") & ~pl.col("is_insured"))
_any_insurance = pl.col("is_insured") | pl.col("is_voluntary")
_NO_PERIODS = "insurance_periods"


@indicator
def participation(_: Moment) -> Measure:
    """Labour force of all from 15 on."""
    return share("people", _force, _grown)


@indicator
def unemployment(_: Moment) -> Measure:
    """Without work and seeking it, of the labour force."""
    return share("people", _seeking, _force)


@indicator
def urban_unemployment(_: Moment) -> Measure:
    """The same in towns."""
    return share("people", _seeking, _force & (pl.col("area_kind") == "urban"))


@indicator
def trained_with_certificate(_: Moment) -> Measure:
    """Holders of a degree or certificate, of the labour force."""
    return share("people", _certified, _force)


@indicator
def trained_employed_with_certificate(_: Moment) -> Measure:
    """The same numerator's meaning over the older base: of those at work."""
    return share("people", _certified, _employed)


@indicator
def trained_as_plans_say(_: Moment) -> Measure:
    """With a certificate, or a short course or training on the job on file, of the labour force."""
    return share("people", _trained, _force)


@indicator
def informal_employment(moment: Moment) -> Measure:
    """Wage work without a contract and own work without compulsory insurance, of those at work."""
    return share("people", _informal, _employed, lacks=_lacks(moment))


@indicator
def social_insurance(moment: Moment) -> Measure:
    """Contributors, compulsory and voluntary, of the labour force of working age."""
    return share("people", _any_insurance, _force_of_age, lacks=_lacks(moment))


@indicator
def voluntary_insurance(moment: Moment) -> Measure:
    """Voluntary contributors, of the labour force of working age."""
    return share("people", pl.col("is_voluntary"), _force_of_age, lacks=_lacks(moment))


@indicator
def unemployment_insurance(moment: Moment) -> Measure:
    """Contributors to unemployment insurance, of the labour force of working age."""
    return share("people", pl.col("pays_unemployment"), _force_of_age, lacks=_lacks(moment))


def _lacks(moment: Moment) -> str:
    return "" if moment.has_insurance else _NO_PERIODS
