"""Which undetermined claims one missing fact decides: with one answer to it, the benefit is due.

Each claim waits for a fact. In the household of the claimant that fact is filled in, one possible
answer after the other, and the law is asked again. Where an answer makes the benefit due, nothing
else is lacking. Of a choice every answer is tried; of a number its two ends; of a date long ago, a
year ago and the day asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.engine.dates import add_months
from ansinh.engine.entities import EntityMap, Fact
from ansinh.engine.errors import UnknownNameError
from ansinh.engine.tables import Tables, arrow_type
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.frames import KEY
from ansinh.insight.subset import Subset, household_rows
from ansinh.insight.what_if import with_fact
from ansinh.people.layout import TOP

#: Claims of some households with their tables changed: key and ``status`` of what is due.
Ask = Callable[[Tables, Subset], pl.DataFrame]
#: A date so early that everything has begun.
_LONG_AGO = date(1900, 1, 1)
_MUCH = 1_000_000_000


def decided_by_one(
    waiting: pl.DataFrame, catalogue: Catalogue, subset: Callable[[Any], Subset], ask: Ask
) -> pl.DataFrame:
    """Keys of the claims that one fact decides.

    Args:
        waiting: Key, ``needs`` and ``home`` (row of the household) of undetermined claims.
        subset: Cuts households, by row, out of the chunk.
        ask: Due claims of the changed households, keyed as in the chunk.
    """
    facts = _facts(catalogue, waiting["needs"].unique().to_list())
    mine = waiting.filter(pl.col("needs").is_in(list(facts)))
    ranked = mine.with_columns(turn=pl.col("needs").rank("dense").over("home"))
    found = [mine.select(KEY).clear()]
    for claims in ranked.partition_by("turn"):
        asked = dict(claims.select("home", "needs").unique().iter_rows())
        homes = np.array(sorted(asked), dtype=np.int64)
        part = subset(homes)
        needs = np.array([asked[home] for home in homes.tolist()])
        for tables in _answered(part.tables, needs, facts, catalogue.effect):
            due = ask(tables, part).select(KEY)
            found.append(claims.select(KEY).join(due, on=KEY, how="semi"))
    return pl.concat(found).unique()


def _facts(catalogue: Catalogue, needs: list[str]) -> dict[str, Fact]:
    """The facts of households and what they own; an area's is nobody's paper."""
    found = {}
    for name in needs:
        try:
            fact = catalogue.book.entities.fact(name)
        except UnknownNameError:
            continue
        if _is_of_household(catalogue.book.entities, fact.entity):
            found[name] = fact
    return found


def _is_of_household(entities: EntityMap, name: str) -> bool:
    owner = entities[name].owner
    return name == TOP or (owner is not None and _is_of_household(entities, owner.target))


def _answered(tables: Tables, needs: Any, facts: dict[str, Fact], effect: date) -> Iterator[Tables]:
    """The tables with each possible answer in turn; ``needs`` is the fact asked by household."""
    answers = {name: _answers(facts[name], effect) for name in set(needs.tolist())}
    for place in range(max(map(len, answers.values()), default=0)):
        changed = tables
        for name, values in sorted(answers.items()):
            if place < len(values):
                changed = _filled(changed, facts[name], needs == name, values[place])
        yield changed


def _answers(fact: Fact, effect: date) -> list[Any]:
    if fact.type == "bool":
        return [True, False]
    if fact.choice is not None:
        return list(fact.choice.codes())
    if fact.type == "date":
        return [_LONG_AGO, add_months(effect, -12), effect]
    least, most = (0, _MUCH) if fact.least is None else (fact.least, fact.most or _MUCH)
    return [least, most]


def _filled(tables: Tables, fact: Fact, homes: Any, answer: Any) -> Tables:
    """The tables with ``answer`` in the empty cells of a fact in some households."""
    column = tables[fact.entity].column(fact.name).combine_chunks()
    asked = np.zeros(tables.size(TOP), dtype=bool)
    asked[: len(homes)] = homes
    wanted = pc.and_(pa.array(asked[household_rows(tables, fact.entity)]), column.is_null())
    if fact.choice is None:
        return with_fact(
            tables,
            fact.entity,
            fact.name,
            pc.if_else(wanted, pa.scalar(answer, arrow_type(fact)), column),
        )
    number = pa.scalar(column.dictionary.to_pylist().index(answer), pa.int8())
    indices = pc.if_else(wanted, number, column.indices)
    values = pa.DictionaryArray.from_arrays(indices, column.dictionary)
    return with_fact(tables, fact.entity, fact.name, values)
