"""Silent places: communes in which so few claim that chance hardly explains it.

Two one-sided tests of each commune and benefit, mid-p, lower tail: of those entitled, how many
receive, against the province's take-up (binomial); how many receive in all, against the number
expected if people of each age group, recognised as poor, near-poor or neither, in each kind and
class of area, lowland or mountain, claimed there as in the whole province (Poisson). The share of
false finds among all tests is held by Benjamini and Hochberg. A recognition is no claim, and is
left out.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from ansinh.insight.catalogue import Catalogue
from ansinh.insight.measures import binomial_mid_p, false_discovery, poisson_mid_p
from ansinh.insight.tables.groups import TERRAIN, Labels
from ansinh.insight.tables.sums import Sums
from ansinh.insight.view import View

#: Largest share of false finds among the places called silent.
FALSE_FINDS = 0.05
_CELL = ["entity", "age", "area_kind", "area_class", TERRAIN, "is_poor", "is_near_poor"]
_SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("group", "label", "benefit", "name", "name_en", "measure"), pl.String),
    "entitled": pl.Int64,
    "observed": pl.Int64,
    **dict.fromkeys(("expected", "ratio", "p", "q"), pl.Float64),
    "silent": pl.Boolean,
}


class Silent:
    """Adds up people at risk and claims by commune, age and area class."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._at_risk = Sums(["group", *_CELL], {"entitled": pl.Int64})
        self._claims = Sums(["group", "benefit", *_CELL], {"observed": pl.Int64})

    def add(self, view: View) -> None:
        """Count a chunk's people, households and what they receive."""
        group = pl.col("commune_code").alias("group")
        people = view.people.filter("is_alive").with_columns(entity=pl.lit("Person"))
        homes = view.living_homes.with_columns(
            age=pl.lit(None, pl.String), entity=pl.lit("Household")
        )
        for rows in (people, homes):
            self._at_risk.add(rows.group_by(group, *_CELL).agg(entitled=pl.len()))
        receiving = view.claims.filter("receiving").join(self._payments, on="benefit", how="semi")
        counted = receiving.group_by(group, "benefit", *_CELL).agg(observed=pl.len())
        self._claims.add(counted)

    def frame(self, coverage: pl.DataFrame, labels: Labels) -> pl.DataFrame:
        """``silent.parquet``; for claims ``entitled`` is the population at risk.

        At risk are people of the groups in which anybody of the province claims.

        Args:
            coverage: ``group``, ``benefit``, ``entitled``, ``covered`` by commune.
        """
        payments = coverage.join(self._payments, on="benefit", how="semi")
        tests = pl.concat([_take_up(payments), self._expected_claims()], how="diagonal_relaxed")
        if tests.is_empty():
            return pl.DataFrame(schema=_SCHEMA)
        names = self.catalogue.frame.select("benefit", "code", "name", "name_en")
        places = labels.frame().filter(pl.col("dimension") == "commune").select("group", "label")
        found = tests.with_columns(q=pl.Series(false_discovery(tests["p"].to_numpy())))
        found = found.with_columns(
            silent=pl.col("q") < FALSE_FINDS, ratio=pl.col("observed") / pl.col("expected")
        )
        named = found.join(names, on="benefit").join(places, on="group", how="left")
        ordered = named.sort("p", "group", "benefit", "measure").drop("benefit")
        return ordered.rename({"code": "benefit"}).select(
            pl.col(name).cast(kind) for name, kind in _SCHEMA.items()
        )

    @property
    def _payments(self) -> pl.DataFrame:
        return self.catalogue.frame.filter(pl.col("unit") != "status").select("benefit")

    def _expected_claims(self) -> pl.DataFrame:
        """Claims of each commune and those expected from the province's rates by cell."""
        at_risk, claims = self._at_risk.total(), self._claims.total()
        if claims.is_empty():
            return pl.DataFrame()
        claimed = claims.group_by("benefit", *_CELL).agg(pl.col("observed").sum())
        whole = at_risk.group_by(_CELL).agg(pl.col("entitled").sum())
        cells = claimed.join(whole, on=_CELL, nulls_equal=True)
        rates = cells.select("benefit", *_CELL, rate=pl.col("observed") / pl.col("entitled"))
        expected = (
            at_risk.join(rates, on=_CELL, nulls_equal=True)
            .group_by("group", "benefit")
            .agg(pl.col("entitled").sum(), expected=(pl.col("entitled") * pl.col("rate")).sum())
        )
        observed = claims.group_by("group", "benefit").agg(pl.col("observed").sum())
        tests = expected.join(observed, on=["group", "benefit"], how="left")
        tests = tests.with_columns(pl.col("observed").fill_null(0), measure=pl.lit("claims"))
        p = poisson_mid_p(tests["observed"].to_numpy(), tests["expected"].to_numpy())
        return tests.with_columns(p=pl.Series(p))


def _take_up(coverage: pl.DataFrame) -> pl.DataFrame:
    """Take-up of each commune in which somebody is entitled, against the province's."""
    province = coverage.group_by("benefit").agg(
        rate=pl.col("covered").sum() / pl.col("entitled").sum()
    )
    tests = coverage.filter(pl.col("entitled") > 0).join(province, on="benefit")
    tests = tests.filter(pl.col("rate") > 0)
    counts = [tests[name].to_numpy() for name in ("covered", "entitled", "rate")]
    return tests.select(
        "group",
        "benefit",
        "entitled",
        observed="covered",
        expected=pl.col("entitled") * pl.col("rate"),
        measure=pl.lit("take_up"),
    ).with_columns(p=pl.Series(binomial_mid_p(*counts)))
