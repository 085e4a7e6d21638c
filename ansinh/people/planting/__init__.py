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
from ansinh.people.planting.mistakes import Chances, entered, settled, waiting
from ansinh.people.planting.papers import Masks, Search
from ansinh.people.planting.part import Links, Part
from ansinh.people.planting.paying import Payers
from ansinh.people.planting.recognised import listed, on_request
from ansinh.people.planting.truth import TRUTH, differences, received
from ansinh.people.planting.twins import Registrar, inserted
from ansinh.people.planting.window import KEY, Window
from ansinh.people.receipts import receipts
from ansinh.people.rolls import Mistake, Numbers, Rolls

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
        self.rivals = [code for code in self.steady if code in rolls.rivals]
        self.once = [code for code, kind in rolls.benefits.items() if not kind.goes_on]
        self.masks: Masks = {}

    def planted(self, communes: Sequence[int]) -> Planted:
        """The rolls of what hangs on no roll, then of what does, then the truth about both."""
        now = self._asked(self.truth, [self.day], self.rolls.codes)
        part = Part(self.truth, self.links, self._worth_a_history(now))
        spans, claims = self._claims(part, self.steady)
        papers = self._papers(claims)
        steady, made = self._entered(spans, claims, papers)
        part.tables = part.tables.replaced(self._receipts(steady))
        spans, claims = self._claims(part, self.following)
        following, more = self._entered(spans, claims, papers)
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
        truth = self._compared(part, now, lines, pl.concat([waiting(papers), made, more]))
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

    def _claims(self, part: Part, codes: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Dated levels of some benefits, and the claims with the mistake meant for each."""
        asked = codes if codes == self.steady else [*codes, *self.rivals]
        outcomes = self._outcomes(part, self.window.days, asked)
        outcomes = outcomes.filter(pl.col("benefit").is_in(self.rolls.numbers(codes).tolist()))
        spans = dated(levels(outcomes), self.people, self.rolls, self.window, self.seed)
        now = outcomes.filter(
            (pl.col("day") == self.window.last) & (pl.col("status") == Status.ENTITLED)
        ).select(*KEY, due="amount")
        return spans, Chances(spans, now, self.rolls, self.window, self.seed).meant()

    def _entered(
        self, spans: pl.DataFrame, claims: pl.DataFrame, papers: pl.DataFrame
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Lines of the rolls, and the mistakes made in them: key, ``meant``, ``fact``."""
        claims = self._wrong(settled(claims, papers), spans)
        made = claims.filter(pl.col("meant") != "").select(*KEY, "meant", "fact")
        return entered(spans, claims), made

    def _papers(self, claims: pl.DataFrame) -> pl.DataFrame:
        """Claims that wait for a paper, with ``fact``; the cells are noted in the masks."""
        wanted = claims.filter(pl.col("meant") == Mistake.MISSING_PAPER)
        part = Part(self.registry, self.links, self._marked(wanted))
        asked = [*self.steady, *self.following]
        inside = part.inside(wanted, self.rolls)
        found = Search(part.tables, inside, self.rolls, asked, self.seed).found(self.day)
        self._note(part, found.masks)
        return part.outside(found.claims, self.rolls)

    def _note(self, part: Part, masks: Masks) -> None:
        """Remember the cells of a part that the registry lacks."""
        for entity, facts in masks.items():
            whole, ids = self.truth.ids[entity], part.tables.ids[entity]
            self.masks[entity] = {fact: np.isin(whole, ids[mask]) for fact, mask in facts.items()}

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
