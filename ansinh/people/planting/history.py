"""What has been due to whom since 2022, level after level."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from ansinh.people.planting.paying import Payers
from ansinh.people.planting.window import KEY, Window, days_of
from ansinh.people.rolls import Rolls, draws

Numbers = np.ndarray[Any, Any]

#: Benefit → entity and fact that say when its payment was decided.
DECISIONS = {
    "assistance.social_pension": ("Person", "social_pension_decision_on"),
    "assistance.disability": ("Disability", "allowance_decision_on"),
}
#: The same for every other allowance of a person; support of carers and upkeep have no such fact.
ALLOWANCE_DECISION = ("Person", "assistance_decision_on")
#: Goes on from the allowance of a child without a decision of its own.
GOES_ON = "assistance.former_child_without_support"
_NEVER = np.datetime64("9999-12-31", "D")
_NOT = np.datetime64("NaT", "D")


def levels(outcomes: pl.DataFrame) -> pl.DataFrame:
    """Spans of days with one amount: key, ``spell``, ``first``, ``last`` (days), ``amount``.

    A spell is an unbroken span of days; where the law cannot say, a claim goes on as it was.
    """
    frame = (
        outcomes.lazy()
        .filter(pl.col("status").is_in([Status.ENTITLED, Status.UNDETERMINED]))
        .sort(*KEY, "day")
        .with_columns(
            amount=pl.when(pl.col("status") == Status.ENTITLED).then("amount"),
            spell=_changes(*KEY, pl.col("day") - pl.int_range(pl.len())).cum_sum().cast(pl.Int64),
        )
        .with_columns(pl.col("amount").forward_fill().over("spell"))
        .filter(pl.col("amount").is_not_null())
        .with_columns(begins=_changes("spell", "amount"))
        .collect()
    )
    begins = np.flatnonzero(frame["begins"].to_numpy())
    last = frame["day"].to_numpy()[np.append(begins[1:], len(frame)) - 1] if len(frame) else begins
    return frame[begins].select(
        *KEY, "spell", "amount", first="day", last=pl.Series(last, dtype=pl.Int16)
    )


def _changes(*columns: Any) -> pl.Expr:
    """Whether a row differs from the one before in one of the columns."""
    exprs = [pl.col(c) if isinstance(c, str) else c for c in columns]
    return pl.any_horizontal(e != e.shift(1) for e in exprs).fill_null(value=True)


class People:
    """What the rolls ask of the people and households of a block, by row.

    Attributes:
        ids: Entity → ids.
    """

    def __init__(self, tables: Tables, payers: Payers) -> None:
        self.tables, self.payers = tables, payers
        self._home = tables.owners("Person")
        self.ids = {name: tables.ids[name] for name in ("Household", "Person")}
        person = tables["Person"]
        self.birth = days_of(person, "birth_date")
        self.death = days_of(person, "death_date")

    def of_claims(self, claims: pl.DataFrame, rolls: Rolls) -> pl.DataFrame:
        """Claims with ``id``, ``moved``, ``arrived`` and, of people, ``birth`` and ``death``."""
        personal = rolls.is_personal[claims["benefit"].to_numpy()]
        rows = claims["row"].to_numpy()
        mine, homes = np.where(personal, rows, 0), self.homes(claims, rolls)
        return claims.with_columns(
            id=pl.Series(
                np.where(personal, self.ids["Person"][mine], self.ids["Household"][homes])
            ),
            birth=pl.Series(np.where(personal, self.birth[mine], _NOT)),
            death=pl.Series(np.where(personal, self.death[mine], _NOT)),
            moved=pl.Series(self.payers.moved[homes]),
            arrived=pl.Series(self.payers.arrived[homes]),
        )

    def homes(self, claims: pl.DataFrame, rolls: Rolls) -> Numbers:
        """Row of the household of each claim."""
        rows, personal = claims["row"].to_numpy(), rolls.is_personal[claims["benefit"].to_numpy()]
        return np.where(personal, self._home[np.where(personal, rows, 0)], rows)

    def decided(self, claims: pl.DataFrame, rolls: Rolls) -> Numbers:
        """Day on which each claim was decided; never where no decision is on file.

        Not a day where none is kept: cards, support of carers, and what a household is paid.
        """
        found = np.full(len(claims), _NOT)
        benefits, rows = claims["benefit"].to_numpy(), claims["row"].to_numpy()
        for number in np.unique(benefits):
            kind, code = rolls.kinds[number], rolls.codes[number]
            is_allowance = kind.group(code) == "social_assistance" and code != GOES_ON
            if is_allowance or code in DECISIONS:
                mine = benefits == number
                entity, fact = DECISIONS.get(code, ALLOWANCE_DECISION)
                found[mine] = self._decision(entity, fact)[rows[mine]]
        return found

    def _decision(self, entity: str, fact: str) -> Numbers:
        """Earliest day of a fact for each person; never where there is none."""
        days = days_of(self.tables[entity], fact)
        days = np.where(np.isnat(days), _NEVER, days)
        if entity == "Person":
            return days
        found = np.full(len(self.ids["Person"]), _NEVER)
        np.minimum.at(found, self.tables.owners(entity), days)
        return found


def dated(
    spans: pl.DataFrame, people: People, rolls: Rolls, window: Window, seed: int
) -> pl.DataFrame:
    """Levels with ``since`` and ``until`` (first day no longer paid; null while it is).

    A spell begins in the month of its decision where one is on file and later than the law's own
    beginning; what was due already when the window begins began in a month by lot since the level
    of that time came. A person's payments end on the day after the death.
    """
    spans = people.of_claims(spans, rolls)
    first, last = spans["first"].to_numpy(), spans["last"].to_numpy()
    lot = draws(seed, spans["id"].to_numpy(), spans["benefit"].to_numpy(), rolls.codes, "begun")
    since = np.where(first == 0, _before_window(lot, window), window.starts[first])
    decided = people.decided(spans, rolls)
    previous = np.where(
        first == 0, window.last_rise_before, window.starts[np.maximum(first - 1, 0)]
    )
    opening = spans["spell"].to_numpy() != np.r_[-1, spans["spell"].to_numpy()[:-1]]
    month = decided.astype("datetime64[M]").astype("datetime64[D]")
    late = ~np.isnat(decided) & (month > np.where(opening, previous, since))
    since = np.where(late, month, since)
    born = spans["birth"].to_numpy().astype("datetime64[M]").astype("datetime64[D]")
    since = np.where(since < born, born, since)
    came = spans["arrived"].to_numpy()
    since = np.where(since < came, came, since)
    until = np.where(last == window.last, _NOT, window.starts[np.minimum(last + 1, window.last)])
    over = np.minimum(spans["death"].to_numpy().astype("datetime64[D]") + 1, window.today)
    dead = ~np.isnat(over) & ~(until < over)
    until = np.where(dead, over, until)
    frame = spans.with_columns(since=pl.Series(since), until=pl.Series(until))
    begun = pl.col("until").is_null() | (pl.col("since") < pl.col("until"))
    return frame.filter(begun & (pl.col("since") <= window.day))


def _before_window(lot: Numbers, window: Window) -> Numbers:
    begin = window.starts[0].astype("datetime64[M]")
    earliest = window.last_rise_before.astype("datetime64[M]")
    months = (begin - earliest).astype(np.int64)
    return np.asarray((begin - (lot * (months + 1)).astype(np.int64)).astype("datetime64[D]"))
