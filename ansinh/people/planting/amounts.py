"""Amounts that were never due: a category or an age entered wrongly, a digit mistyped."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from ansinh.people.planting.alter import records_of, with_another, younger
from ansinh.people.planting.rates import MISTYPED
from ansinh.people.planting.window import KEY
from ansinh.people.rolls import Rolls, draws

Numbers = np.ndarray[Any, Any]

_A_YEAR = 366


def wrong_amounts(
    claims: pl.DataFrame, spans: pl.DataFrame, truth: Tables, rolls: Rolls, day: date, seed: int
) -> Numbers:
    """A wrong amount of each claim, in đồng: never one that was due to it at any time.

    Args:
        claims: Key, ``id``, ``due``, ``aged`` (whether the coefficient changed of late); rows are
            those of ``truth``.
        spans: Levels of these and other claims.
        truth: Some households as they truly are.
    """
    draw = (seed, claims["id"].to_numpy(), claims["benefit"].to_numpy(), rolls.codes)
    luck = draws(*draw, "digit")
    typed = [mistyped(due, lot) for due, lot in zip(claims["due"], luck, strict=True)]
    first = ~claims["aged"].to_numpy() & (draws(*draw, "mistyped") < MISTYPED.share)
    frame = claims.select(KEY).with_columns(
        typed=pl.Series(typed, dtype=pl.Int64), first=pl.Series(first)
    )
    other = _by_other_facts(claims, truth, rolls, day, seed)
    other = other.join(spans, on=[*KEY, "amount"], how="anti", maintain_order="left")
    frame = frame.join(other, on=KEY, how="left", maintain_order="left")
    chosen = pl.when("first").then("typed").otherwise(pl.coalesce("amount", "typed"))
    return frame.select(chosen).to_series().to_numpy()


def _by_other_facts(
    claims: pl.DataFrame, truth: Tables, rolls: Rolls, day: date, seed: int
) -> pl.DataFrame:
    """What the law would give with other facts: key, ``amount``.

    The aged are taken to be a year younger; the records of others say something else.
    """
    personal = claims.filter(pl.Series(rolls.is_personal[claims["benefit"].to_numpy()]))
    if personal.is_empty():
        return personal.select(*KEY, amount="due")
    aged = np.zeros(truth.size("Person"), dtype=bool)
    aged[personal.filter("aged")["row"].to_numpy()] = True
    other = {"Person": younger(truth["Person"], "birth_date", _A_YEAR, aged)}
    for name in records_of(truth.entities, "Person")[1:]:
        other[name] = _other_records(truth, name, ~aged[truth.owners(name)], seed)
    changed = truth.replaced(other)
    found = rolls.outcomes(changed, [day], day, rolls.codes, changed.size("Household"))
    return found.filter(pl.col("status") == Status.ENTITLED).select(*KEY, "amount")


def _other_records(tables: Tables, entity: str, mine: Numbers, seed: int) -> pa.Table:
    """The records of an entity with another choice wherever there is one, in the rows of a mask."""
    table, ids = tables[entity], tables.ids[entity]
    for fact in tables.entities[entity].facts.values():
        if fact.type == "choice":
            none = np.zeros(len(ids), dtype=np.int64)
            lot = draws(seed, ids, none, [fact.qualified], "other")
            table = with_another(table, fact, lot, mine)
    return table


def mistyped(amount: int, lot: float) -> int:
    """The amount with two neighbouring digits changed over, or with one nought too many.

    Args:
        amount: Đồng, more than 0.
        lot: In [0, 1); chooses the digits.
    """
    digits = str(amount)
    places = [
        n for n in range(len(digits) - 1) if digits[n] != digits[n + 1] and (n or digits[1] != "0")
    ]
    if not places:
        return amount * 10
    n = places[int(lot * len(places))]
    return int(digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :])
