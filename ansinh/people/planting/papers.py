"""Claims that one missing paper keeps from being paid, and which paper it is.

The papers are found by the law itself: half of what it may read of a claimant is covered by lot,
and what it then asks for is a fact that the claim needs. Covered alone, the fact must leave the
claim open and everything else in the household as it was, so that one mistake makes no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from ansinh.people.planting.alter import papers_of, records_of, rows_of, without
from ansinh.people.planting.window import KEY
from ansinh.people.rolls import Numbers, Rolls, draws

#: Entity → fact → mask over its rows.
Masks = dict[str, dict[str, Numbers]]


@dataclass(frozen=True)
class Papers:
    """What is missing.

    Attributes:
        claims: Key and ``fact`` of every claim that is open for want of it.
        masks: The cells that the registry lacks.
    """

    claims: pl.DataFrame
    masks: Masks


class Search:
    """Looks for the papers of some claims, at most one a household.

    Args:
        registry: Some households as the registry has them, blanks and all.
        claims: Key of the claims that shall lack a paper, in rows of ``registry``.
        benefits: Codes of those that a paper may leave open.
    """

    def __init__(
        self, registry: Tables, claims: pl.DataFrame, rolls: Rolls, benefits: list[str], seed: int
    ) -> None:
        self._rolls, self._seed, self._tables = rolls, seed, registry
        self._benefits = rolls.numbers(benefits).tolist()
        self._owners = np.array([kind.entity for kind in rolls.kinds])
        claims = claims.select(KEY).with_columns(home=pl.Series(self._homes(claims)))
        self._claims = claims.unique("home", keep="first", maintain_order=True)

    def found(self, day: date) -> Papers:
        """The papers, for as many of the claims as have one."""
        before = self._asked(self._tables, day).filter(pl.col("status") == Status.ENTITLED)
        claims = self._claims.join(before.select(KEY), on=KEY, how="semi", maintain_order="left")
        covered = self._asked(without(self._tables, self._by_lot(claims)), day)
        claims = self._needing(claims, covered)
        after = self._asked(without(self._tables, self._masks(claims)), day)
        opened = _left_open(claims, before, after)
        claims = claims.join(opened.select(KEY), on=KEY, how="semi", maintain_order="left")
        opened = opened.join(claims.select("home"), on="home", how="semi", maintain_order="left")
        return Papers(opened.select(*KEY, "fact"), self._masks(claims))

    def _by_lot(self, claims: pl.DataFrame) -> Masks:
        masks: Masks = {}
        tables = self._tables
        for owner, mine in self._claimants(claims):
            for fact in papers_of(tables.entities, owner):
                rows = rows_of(tables, owner, fact.entity, mine)
                ids = tables.ids[fact.entity]
                none = np.zeros(len(ids), dtype=np.int64)
                rows &= draws(self._seed, ids, none, [fact.qualified], "covered") < 0.5
                masks.setdefault(fact.entity, {})[fact.name] = rows
        return masks

    def _needing(self, claims: pl.DataFrame, covered: pl.DataFrame) -> pl.DataFrame:
        """Claims with the ``fact`` of their own that the law asks for."""
        asked = covered.filter(pl.col("status") == Status.UNDETERMINED)
        claims = claims.join(
            asked.select(*KEY, fact=pl.col("needs").cast(pl.String)),
            on=KEY,
            maintain_order="left",
        )
        entities = self._tables.entities
        own = {
            owner: [fact.qualified for fact in papers_of(entities, owner)]
            for owner in set(self._owners.tolist())
        }
        mine = [
            fact in own[self._owners[benefit]]
            for benefit, fact in claims.select("benefit", "fact").iter_rows()
        ]
        return claims.filter(pl.Series(mine, dtype=pl.Boolean))

    def _masks(self, claims: pl.DataFrame) -> Masks:
        masks: Masks = {}
        tables = self._tables
        for (fact,), some in claims.group_by("fact", maintain_order=True):
            entity, name = str(fact).split(".")
            rows = np.zeros(tables.size(entity), dtype=bool)
            for owner, mine in self._claimants(some):
                if entity in records_of(tables.entities, owner):
                    rows |= rows_of(tables, owner, entity, mine)
            masks.setdefault(entity, {})[name] = rows
        return masks

    def _claimants(self, claims: pl.DataFrame) -> Iterator[tuple[str, Numbers]]:
        owners = self._owners[claims["benefit"].to_numpy()]
        for owner in ("Household", "Person"):
            yield owner, claims["row"].to_numpy()[owners == owner]

    def _asked(self, tables: Tables, day: date) -> pl.DataFrame:
        own = tables.size("Household")
        found = self._rolls.outcomes(tables, [day], day, self._rolls.codes, own)
        found = found.filter(pl.col("benefit").is_in(self._benefits))
        return found.with_columns(home=pl.Series(self._homes(found), dtype=pl.Int64))

    def _homes(self, claims: pl.DataFrame) -> Numbers:
        rows = claims["row"].to_numpy()
        personal = self._owners[claims["benefit"].to_numpy()] == "Person"
        homes = self._tables.owners("Person")[np.where(personal, rows, 0)]
        return np.where(personal, homes, rows)


def _left_open(claims: pl.DataFrame, first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    """Claims that a paper leaves open, in households where it does nothing else, with ``fact``."""
    same, before, after = [*KEY, "amount"], first.lazy(), second.lazy()
    entitled = after.filter(pl.col("status") == Status.ENTITLED)
    waiting = after.filter(pl.col("status") == Status.UNDETERMINED).select(KEY)
    opened = before.select(*KEY, "home").join(waiting, on=KEY, how="semi", maintain_order="left")
    spoilt = entitled.join(before.select(same), on=same, how="anti").select("home")
    facts = claims.lazy().select("home", "fact")
    return (
        opened.join(spoilt, on="home", how="anti", maintain_order="left")
        .join(facts, on="home", maintain_order="left")
        .collect()
    )
