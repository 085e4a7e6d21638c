"""Which claims are paid wrongly, and how the rolls then look."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from ansinh.engine.dates import add_months
from ansinh.people.planting import rates
from ansinh.people.planting.window import KEY, Window
from ansinh.people.rolls import Mistake, Rolls, draws

Numbers = np.ndarray[Any, Any]

#: Who pays a line of the rolls: the commune lived in, the next one, the one left.
HOME, NEXT, LEFT = 0, 1, 2
#: Columns of a line of the rolls.
LINE = {
    "benefit": pl.Int16,
    "row": pl.Int64,
    "id": pl.Int64,
    "since": pl.Date,
    "until": pl.Date,
    "amount": pl.Int64,
    "place": pl.Int8,
}
_UNPAID = [Mistake.MISSED, Mistake.MISSING_PAPER]
_WENT_ON = [Mistake.ENDED_STILL_PAID, Mistake.DEAD_STILL_PAID]


class Chances:
    """Which mistakes are possible for each claim, and the luck that chooses among them.

    Args:
        spans: Dated levels of what goes on, in the order of claims.
        now: What is due on the registry's day: key and ``due``.
        rolls: Kinds of the benefits.
        window: The days of the registry.
        seed: The registry's.
    """

    def __init__(
        self, spans: pl.DataFrame, now: pl.DataFrame, rolls: Rolls, window: Window, seed: int
    ) -> None:
        self._levels = {name: spans[name].to_numpy() for name in spans.columns}
        self._window = window
        self.at = last_of_claims(spans)
        self.claims = (
            spans[self.at]
            .select(*KEY, "id", at=pl.Series(self.at))
            .join(now, on=KEY, how="left", maintain_order="left")
        )
        self._is_money = rolls.flags("is_money")[self.claims["benefit"].to_numpy()]
        self._luck = {
            salt: draws(
                seed,
                self.claims["id"].to_numpy(),
                self.claims["benefit"].to_numpy(),
                rolls.codes,
                salt,
            )
            for salt in ("mistake", "other")
        }

    def meant(self) -> pl.DataFrame:
        """Claims with the mistake ``meant`` for each.

        Returns:
            Key, ``id``, ``at`` (row of the last level), ``due`` (null when nothing is), ``meant``
            (empty for none), ``back`` (how many rises did not reach the roll), ``aged`` (whether
            the amount changed of late without any rise).
        """
        chosen = self._chosen()
        kind = np.select(list(chosen.values()), [str(name) for name in chosen], "")
        older = chosen[Mistake.OLD_LEVEL] & (self._band() == 3)
        return self.claims.with_columns(
            meant=pl.Series(kind.astype(object), dtype=pl.String),
            back=pl.Series(np.where(older, 2, 1)),
            aged=pl.Series(self.has_aged()),
        )

    def _chosen(self) -> dict[Mistake, Numbers]:
        """Mistake → mask; the first that fits counts."""
        band, luck, other = self._band(), self._luck["mistake"], self._luck["other"]
        is_open, has_ended, is_dead = self.is_open(), self.has_ended(), self.is_dead()
        moved = self.has_moved()
        twice = np.where(moved, rates.TWO_PLACES_AFTER_MOVE.share, rates.TWO_PLACES.share)
        aged = self.has_aged() & (other < rates.OLD_COEFFICIENT.share)
        outdated = self.rose(1) & ((band == 2) | ((band == 3) & self.rose(2)))
        return {
            Mistake.MISSED: is_open & (band == 0),
            Mistake.MISSING_PAPER: is_open & (band == 1),
            Mistake.OLD_LEVEL: is_open & self._is_money & outdated,
            Mistake.WRONG_AMOUNT: is_open & self._is_money & ((band == 4) | aged),
            Mistake.TWO_PLACES: is_open & (other > 1 - twice),
            Mistake.DEAD_STILL_PAID: has_ended & is_dead & (luck < rates.DEAD_STILL_PAID.share),
            Mistake.ENDED_STILL_PAID: has_ended & ~is_dead & (luck < rates.ENDED_STILL_PAID.share),
        }

    def _band(self) -> Numbers:
        shares = (
            rates.MISSED,
            rates.MISSING_PAPER,
            rates.OLD_LEVEL,
            rates.OLDER_LEVEL,
            rates.WRONG_AMOUNT,
        )
        edges = np.cumsum([rate.share for rate in shares])
        return np.asarray(np.searchsorted(edges, self._luck["mistake"], side="right"))

    def level(self, name: str, back: int = 0) -> Numbers:
        """A column of the levels, for the last level of each claim or one ``back`` from it."""
        return np.asarray(self._levels[name][np.maximum(self.at - back, 0)])

    def is_open(self) -> Numbers:
        """Due and paid on the registry's day, to somebody alive."""
        is_due = self.claims["due"].is_not_null().to_numpy()
        return np.asarray(is_due & np.isnat(self.level("until")))

    def has_ended(self) -> Numbers:
        """Paid until some day of the last year and due no longer."""
        until, window = self.level("until"), self._window
        is_due = self.claims["due"].is_not_null().to_numpy()
        dying = ~np.isnat(self.level("death")) & ~self.is_dead()
        return np.asarray(~is_due & ~dying & (until > window.year_ago) & (until <= window.today))

    def is_dead(self) -> Numbers:
        """Dead for a month at least."""
        month_ago = np.datetime64(add_months(self._window.day, -1), "D")
        return np.asarray(self.level("death") <= month_ago)

    def has_moved(self) -> Numbers:
        """Paid before the household's last move and after it."""
        spell = self._levels["spell"]
        begun = self._levels["since"][np.searchsorted(spell, spell[self.at])]
        return np.asarray(begun < self.level("moved"))

    def rose(self, back: int) -> Numbers:
        """Whether the ``back``-th last rise of the amount came with a rise of the law's figures."""
        came = self._window.rose[self.level("first", back - 1)]
        return (
            self._follows(back)
            & came
            & (self.level("amount", back) < self.level("amount", back - 1))
        )

    def has_aged(self) -> Numbers:
        """Whether the amount changed within a year without any change of the law's figures."""
        came = self._window.rose[self.level("first")]
        return self._follows(1) & ~came & (self.level("since") > self._window.year_ago)

    def _follows(self, back: int) -> Numbers:
        """Whether the level ``back`` from the last belongs to the same unbroken spell."""
        same = self.level("spell", back) == self.level("spell")
        return np.asarray(same & (self.at >= back))


def last_of_claims(spans: pl.DataFrame) -> Numbers:
    """Rows of the last level of each claim."""
    same = spans.select(pl.all_horizontal(pl.col(name) == pl.col(name).shift(-1) for name in KEY))
    return np.flatnonzero(~same.to_series().fill_null(value=False).to_numpy())


def settled(claims: pl.DataFrame, missing: pl.DataFrame) -> pl.DataFrame:
    """Claims with the ``fact`` they wait for; where none was found, nothing is wrong with them.

    Args:
        claims: As from :meth:`Chances.meant`.
        missing: Key and ``fact`` of the claims that a missing paper leaves open.
    """
    waits, sought = pl.col("fact").is_not_null(), pl.col("meant") == Mistake.MISSING_PAPER
    return claims.join(missing, on=KEY, how="left", maintain_order="left").with_columns(
        meant=pl.when(waits)
        .then(pl.lit(str(Mistake.MISSING_PAPER)))
        .when(sought)
        .then(pl.lit(""))
        .otherwise("meant")
    )


def waiting(missing: pl.DataFrame) -> pl.DataFrame:
    """Claims that a missing paper leaves open, with what is ``meant`` for them."""
    return missing.select(*KEY, pl.lit(str(Mistake.MISSING_PAPER)).alias("meant"), "fact")


def entered(spans: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """The levels as the rolls have them, mistakes and all.

    Args:
        spans: Dated levels.
        claims: As from :meth:`Chances.meant`, with ``wrong`` (amount of a wrong one).

    Returns:
        Lines with the columns :data:`LINE`.
    """
    meant = claims["meant"]
    at, back = claims["at"].to_numpy(), claims["back"].to_numpy()
    spell = spans["spell"].to_numpy()
    kept = ~np.isin(spell, spell[at[meant.is_in(_UNPAID).to_numpy()]])
    last = np.zeros(len(spans), dtype=bool)
    old = meant.eq(Mistake.OLD_LEVEL).to_numpy()
    for step in (1, 2):
        kept[at[old & (back >= step)] - step + 1] = False
    last[(at - back)[old]] = True
    last[at[meant.is_in(_WENT_ON).to_numpy()]] = True
    wrong = meant.eq(Mistake.WRONG_AMOUNT).to_numpy()
    amount = spans["amount"].to_numpy().copy()
    amount[at[wrong]] = claims["wrong"].to_numpy()[wrong]
    lines = spans.with_columns(
        until=pl.when(pl.Series(last)).then(None).otherwise("until"),
        amount=pl.Series(amount),
        place=pl.lit(HOME, pl.Int8),
    )
    twice = _second(lines, at[meant.eq(Mistake.TWO_PLACES).to_numpy()])
    return as_lines(pl.concat([lines.filter(pl.Series(kept)), twice]))


def as_lines(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with the columns :data:`LINE` of the right types."""
    return frame.select(pl.col(name).cast(kind) for name, kind in LINE.items())


def _second(lines: pl.DataFrame, at: Numbers) -> pl.DataFrame:
    """What a second commune pays: the one left since the move, or else the next one."""
    spell, since = lines["spell"].to_numpy(), lines["since"].to_numpy()
    until, moved = lines["until"].to_numpy(), lines["moved"].to_numpy()
    begun = since[np.searchsorted(spell, spell[at])]
    has_moved = begun < moved[at]
    after_move = np.isin(spell, spell[at[has_moved]]) & ~(until <= moved)
    rows = np.concatenate([np.flatnonzero(after_move), at[~has_moved]])
    is_left = np.arange(len(rows)) < after_move.sum()
    return lines[rows].with_columns(
        since=pl.Series(np.where(is_left, np.maximum(since[rows], moved[rows]), since[rows])),
        place=pl.Series(np.where(is_left, LEFT, NEXT), dtype=pl.Int8),
    )
