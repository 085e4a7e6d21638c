"""Payment rolls of a block: who is paid what since when, mistakes of known kinds, and the truth.

What is due follows from the complete facts of the block by the law itself, asked on many days since
2022; the rolls follow from that, and from luck that hangs on ids and the seed alone. What is due
and not paid as it should be, or paid and not due, stands in the truth, all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
import pyarrow as pa

from ansinh.engine.entities import EntityMap
from ansinh.engine.outcome import Status
from ansinh.engine.tables import Tables
from ansinh.people.block import Block
from ansinh.people.planting.alter import without
from ansinh.people.planting.amounts import wrong_amounts
from ansinh.people.planting.events import paid_once
from ansinh.people.planting.history import People, dated, levels
from ansinh.people.planting.mistakes import LINE, Chances, entered, settled
from ansinh.people.planting.papers import Masks, Search
from ansinh.people.planting.part import Links, Part
from ansinh.people.planting.paying import Payers
from ansinh.people.planting.recognised import listed, on_request
from ansinh.people.planting.truth import TRUTH, differences, received
from ansinh.people.planting.twins import Registrar, inserted
from ansinh.people.planting.window import KEY, Window
from ansinh.people.receipts import receipts
from ansinh.people.rolls import Mistake, Numbers, Rolls

_NOTHING_MADE = pl.DataFrame(
    schema={"benefit": pl.Int16, "row": pl.Int64, "meant": pl.String, "fact": pl.String}
)
_NOTHING_PAID = pl.DataFrame(schema=LINE)

__all__ = ["TRUTH", "Planted", "plant"]


@dataclass(frozen=True)
class Planted:
    """A block as the registry has it.

    Attributes:
        tables: Entity → table, with receipts and without the cells that the registry lacks.
        truth: What is wrong in it, see :data:`TRUTH`.
        elsewhere: Households of later communes in which people of this block stand a second time.
    """

    tables: dict[str, pa.Table]
    truth: pa.Table
    elsewhere: dict[str, pa.Table]


def plant(
    block: Block,
    reference: Mapping[str, pa.Table],
    rolls: Rolls,
    entities: EntityMap,
    day: date,
    seed: int,
    communes: Sequence[int] = (),
) -> Planted:
    """Write the payment rolls of a block.

    Args:
        block: Whole households as they truly are.
        reference: The areas and what belongs to them.
        rolls: How to learn what is due.
        entities: Entities of the law.
        day: The registry's day.
        seed: Any whole number from 0.
        communes: Ids of the communes of the whole registry, in order: people of the block may stand
            a second time in a later one.
    """
    return _Planting(block, reference, rolls, entities, day, seed).planted(communes)


class _Planting:
    def __init__(
        self,
        block: Block,
        reference: Mapping[str, pa.Table],
        rolls: Rolls,
        entities: EntityMap,
        day: date,
        seed: int,
    ) -> None:
        self.rolls, self.day, self.seed = rolls, day, seed
        self.window = Window(day, rolls.rises)
        self.truth = Tables(entities, {**block.tables, **reference})
        self.registry = Tables(entities, {**block.registry(), **reference})
        self.links = Links(self.truth)
        self.payers = Payers(self.truth, day, seed)
        self.people = People(self.truth, self.payers)
        lasting = [c for c, kind in rolls.benefits.items() if kind.goes_on and not kind.is_status]
        self.steady = [code for code in lasting if code not in rolls.following]
        self.following = [code for code in lasting if code in rolls.following]
        self.once = [code for code, kind in rolls.benefits.items() if not kind.goes_on]
        self.masks: Masks = {}

    def planted(self, communes: Sequence[int]) -> Planted:
        """The rolls of what hangs on no roll, then of what does, then the truth about both."""
        now = self._asked(self.truth, [self.day], self.rolls.codes)
        part = Part(self.truth, self.links, self._worth_a_history(now))
        steady, made = self._rolls(part, self.steady, _NOTHING_MADE, _NOTHING_PAID)
        part.tables = part.tables.replaced(self._receipts(steady))
        following, more = self._rolls(part, self.following, made, steady)
        events = self._outcomes(part, self.window.month_ends, self.once)
        lines = pl.concat(
            [
                steady,
                following,
                paid_once(events, self.people, self.rolls, self.window, self.seed),
                listed(self.truth, self.people, self.rolls),
                on_request(now, self.people, self.rolls, self.window, self.seed),
            ]
        )
        made = pl.concat([made, more]).unique(KEY, keep="first", maintain_order=True)
        truth = self._compared(part, now, lines, made)
        registry = self._written(lines)
        faulty = truth.filter(~pl.Series(self._is_status(truth)))["id"].to_numpy()
        registrar = Registrar(registry, faulty, communes, self.rolls, self.day, self.seed)
        twins = registrar.twins(self.links)
        tables = inserted(registry, twins.here)
        return Planted(
            tables, pa.concat_tables([truth.to_arrow().cast(TRUTH), twins.truth]), twins.elsewhere
        )

    def _asked(self, tables: Tables, days: Sequence[date], codes: list[str]) -> pl.DataFrame:
        """Outcomes of every household of some tables."""
        return self.rolls.outcomes(tables, days, self.day, codes, tables.size("Household"))

    def _outcomes(self, part: Part, days: Sequence[date], codes: list[str]) -> pl.DataFrame:
        """Outcomes of a part's own households, in rows of the block."""
        found = self.rolls.outcomes(part.tables, days, self.day, codes, part.own)
        return part.outside(found, self.rolls)

    def _marked(self, *claims: pl.DataFrame) -> Numbers:
        """The households of some claims, as a mask."""
        marked = np.zeros(self.truth.size("Household"), dtype=bool)
        for some in claims:
            marked[self.people.homes(some, self.rolls)] = True
        return marked

    def _worth_a_history(self, now: pl.DataFrame) -> Numbers:
        """Households in which something is due or was on some earlier day, or was recorded."""
        seen = self._asked(self.truth, self.window.glances, self.steady)
        paid = ~self.rolls.flags("is_status")[now["benefit"].to_numpy()]
        marked = self._marked(now.filter(pl.Series(paid)), seen)
        marked[self.truth.owners("PovertyRecognition")] = True
        marked[self.truth.owners("Emergency")] = True
        return marked

    def _rolls(
        self, part: Part, codes: list[str], made: pl.DataFrame, paid: pl.DataFrame
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Lines of some benefits, and the mistakes made with them: key, ``meant``, ``fact``.

        Args:
            made: The mistakes made with other benefits.
            paid: Lines of the rolls so far.
        """
        outcomes = self._outcomes(part, self.window.days, codes)
        spans = dated(levels(outcomes), self.people, self.rolls, self.window, self.seed)
        now = outcomes.filter(
            (pl.col("day") == self.window.last) & (pl.col("status") == Status.ENTITLED)
        ).select(*KEY, due="amount")
        claims = Chances(spans, now, self.rolls, self.window, self.seed).meant()
        missing = self._papers(claims, codes, made, paid)
        claims = self._wrong(settled(claims, missing), spans)
        mine = claims.filter(pl.col("meant") != "").select(_NOTHING_MADE.columns)
        others = missing.join(claims, on=KEY, how="anti").with_columns(
            meant=pl.lit(str(Mistake.MISSING_PAPER))
        )
        lines = entered(spans, claims)
        return lines, pl.concat([mine, others.select(mine.columns)])

    def _papers(
        self, claims: pl.DataFrame, codes: list[str], made: pl.DataFrame, paid: pl.DataFrame
    ) -> pl.DataFrame:
        """Claims that wait for a paper, with ``fact``; the cells are noted in the masks.

        A household that lacks a paper already shall lack no second one.
        """
        earlier = made.filter(pl.col("fact").is_not_null()).select(*KEY, "fact")
        wanted = claims.filter(pl.col("meant") == Mistake.MISSING_PAPER)
        taken = self._marked(earlier)[self.people.homes(wanted, self.rolls)]
        wanted = wanted.filter(pl.Series(~taken))
        part = Part(self.registry, self.links, self._marked(wanted))
        mine = self._marked(wanted)[self.people.homes(paid, self.rolls)]
        tables = part.tables.replaced(self._receipts(paid.filter(pl.Series(mine))))
        asked = [*self.steady, *self.following]
        inside = part.inside(wanted, self.rolls)
        search = Search(tables, inside, self.rolls, asked, self.seed)
        found = search.found(self.day, codes if len(paid) else asked)
        self._note(part, found.masks)
        return pl.concat([earlier, part.outside(found.claims, self.rolls)])

    def _note(self, part: Part, masks: Masks) -> None:
        """Remember the cells of a part that the registry lacks."""
        for entity, facts in masks.items():
            for fact, mask in facts.items():
                whole = np.isin(self.truth.ids[entity], part.tables.ids[entity][mask])
                known = self.masks.setdefault(entity, {})
                known[fact] = whole | known.get(fact, False)

    def _wrong(self, claims: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
        """Claims with the amount entered for those whose amount is ``wrong``."""
        wrong = claims.filter(pl.col("meant") == Mistake.WRONG_AMOUNT)
        part = Part(self.truth, self.links, self._marked(wrong))
        known = part.inside(spans.join(wrong, on=KEY, how="semi"), self.rolls)
        amounts = wrong_amounts(
            part.inside(wrong, self.rolls), known, part.tables, self.rolls, self.day, self.seed
        )
        wrong = wrong.select(*KEY, wrong=pl.Series(amounts, dtype=pl.Int64))
        return claims.join(wrong, on=KEY, how="left", maintain_order="left")

    def _receipts(self, lines: pl.DataFrame) -> dict[str, pa.Table]:
        return receipts(lines, self.truth, self.rolls)

    def _compared(
        self, part: Part, now: pl.DataFrame, lines: pl.DataFrame, made: pl.DataFrame
    ) -> pl.DataFrame:
        """The truth: what the law gives once everything is on the rolls against what these say."""
        inside = np.zeros(self.truth.size("Household"), dtype=bool)
        inside[part.rows["Household"]] = True
        mine = lines.filter(pl.Series(inside[self.people.homes(lines, self.rolls)]))
        part.tables = part.tables.replaced(self._receipts(mine))
        final = self._outcomes(part, [self.day], self.rolls.codes)
        others = now.filter(~pl.Series(inside[self.people.homes(now, self.rolls)]))
        outcomes = self.people.of_claims(pl.concat([final, others]), self.rolls)
        outcomes = outcomes.with_columns(dead=(pl.col("death") <= self.day).fill_null(value=False))
        held = received(lines, self.rolls, self.window)
        return differences(outcomes, held, made, self.rolls).sort("entity", "id", "benefit")

    def _written(self, lines: pl.DataFrame) -> Tables:
        """The block as the registry has it."""
        paid = self.payers.split(lines, self.people.homes(lines, self.rolls))
        return without(self.registry, self.masks).replaced(self._receipts(paid))

    def _is_status(self, truth: pl.DataFrame) -> Numbers:
        codes = [code for code, kind in self.rolls.benefits.items() if kind.is_status]
        return truth["benefit"].is_in(codes).to_numpy()
