"""The same person twice: a second row in another household, typed by another office.

A woman stands at her parents' besides her husband's, an elder at a child's or with relatives near
besides the own home; a third of them are registered alone in another commune. Who draws money draws
it in both places. A second row that would change what the law gives to anybody else is not planted,
so that each explains everything that is odd about itself and nothing besides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.engine.dates import add_months
from ansinh.engine.tables import Tables
from ansinh.people.block import RECORDS_PER_OWNER
from ansinh.people.layout import TOP, Layout
from ansinh.people.planting import rates, retyped
from ansinh.people.planting.alter import records_of
from ansinh.people.planting.part import Links, Part
from ansinh.people.planting.truth import TRUTH
from ansinh.people.planting.window import MONTHS_REMEMBERED, days_of
from ansinh.people.receipts import RECEIPTS_PER_OWNER
from ansinh.people.rolls import Mistake, Rolls, draws
from ansinh.people.world import DAYS_PER_YEAR, HAMLET, IDS_PER_HOUSEHOLD

Numbers = np.ndarray[Any, Any]

#: Ids of households of people who stand alone in another commune: the own household's plus this.
ALONE = 10**12
#: Communes after the own one among which the other is taken.
NEAR = 5
#: Households further on in the hamlet in which an elder's relatives may live.
_NEIGHBOURS = 20
_SAME = ["benefit", "id", "status", "amount"]
#: Ages of women who may still stand at their parents', and from which an elder may at a child's.
_DAUGHTERS, _ELDER = (18, 65), 60


@dataclass(frozen=True)
class Twins:
    """Second rows.

    Attributes:
        here: Entity → rows to add to the block's households.
        elsewhere: Entity → rows of households in other communes, of one person each.
        truth: A row each, see :data:`~ansinh.people.planting.truth.TRUTH`.
    """

    here: dict[str, pa.Table]
    elsewhere: dict[str, pa.Table]
    truth: pa.Table


@dataclass(frozen=True)
class _Pairs:
    """People and where they stand again; one cell a pair.

    Attributes:
        origin: Rows of the people.
        host: Rows of the households they stand in again, for who stands in a household of here.
        area: Id of the other commune, -1 for who stands in a household of here.
    """

    origin: Numbers
    host: Numbers
    area: Numbers

    def at(self, mine: Numbers) -> _Pairs:
        """Some of the pairs."""
        return _Pairs(self.origin[mine], self.host[mine], self.area[mine])


class Registrar:
    """Registers people of a block a second time.

    Args:
        registry: The block as the registry has it, with receipts.
        faulty: Ids of people in whose payments something else is wrong.
        communes: Ids of the communes of the whole registry, in order.
    """

    def __init__(
        self,
        registry: Tables,
        faulty: Numbers,
        communes: Sequence[int],
        rolls: Rolls,
        day: date,
        seed: int,
    ) -> None:
        self.registry, self.rolls, self.day, self.seed = registry, rolls, day, seed
        self.faulty, self.communes = faulty, np.array(communes, dtype=np.int64)
        self.home = registry.owners("Person")
        self.ids = registry.ids["Person"]
        person = registry["Person"]
        days = np.datetime64(day, "D") - days_of(person, "birth_date")
        age = days.astype(np.int64) / DAYS_PER_YEAR
        female = pc.equal(person.column("sex").cast(pa.string()), "female")
        self.lives = np.isnat(days_of(person, "death_date"))
        self.is_elder = (age >= _ELDER) & self.lives
        self.is_daughter = (age >= _DAUGHTERS[0]) & (age < _DAUGHTERS[1]) & self.lives
        self.is_daughter &= female.fill_null(False).to_numpy()

    def twins(self, links: Links) -> Twins:
        """Second rows, none of which changes anything for anybody else."""
        pairs = self._pairs()
        pairs = pairs.at(self._harmless(pairs, links))
        alone = pairs.area >= 0
        here, elsewhere = self._rows(pairs.at(~alone)), self._rows(pairs.at(alone))
        drawn = pa.concat_tables([here["Receipt"], elsewhere["Receipt"]])
        drawn = drawn.filter(drawn.column("until").is_null())
        return Twins(here, elsewhere, self._truth(pairs, drawn))

    def _pairs(self) -> _Pairs:
        """People chosen by lot, at most one for each household on either side."""
        kin, with_kin = self._kin()
        elders, near = self._paid_elders()
        chosen = [
            self._lot(kin, "twin") < rates.SAME_PERSON.share,
            self._lot(elders, "twin") < rates.SAME_ELDER.share,
        ]
        origin = np.concatenate([elders[chosen[1]], kin[chosen[0]]])
        host = np.concatenate([near[chosen[1]], with_kin[chosen[0]]])
        right = ~np.isin(self.ids[origin], self.faulty)
        origin, host = _apart(origin[right], host[right], self.home)
        return _Pairs(origin, host, self._areas(origin))

    def _kin(self) -> tuple[Numbers, Numbers]:
        """People with parents or children in another household, and that household."""
        ends: list[tuple[Numbers, Numbers]] = []
        for relation in ("mother", "father"):
            parent = self.registry.targets("Person", relation)
            child = np.flatnonzero(parent >= 0)
            child = child[self.home[child] != self.home[parent[child]]]
            parent = parent[child]
            daughters = self.is_daughter[child]
            ends.append((child[daughters], self.home[parent[daughters]]))
            elders = self.is_elder[parent] & self.lives[child]
            ends.append((parent[elders], self.home[child[elders]]))
        people, homes = (np.concatenate(side) for side in zip(*ends, strict=True))
        _, first = np.unique(people, return_index=True)
        return people[first], homes[first]

    def _paid_elders(self) -> tuple[Numbers, Numbers]:
        """Elders who are paid something, and a household near by."""
        paid = np.isin(self.ids, self._running().column("person_id").to_numpy())
        elders = np.flatnonzero(paid & self.is_elder)
        homes = self.registry.ids[TOP]
        step = 1 + (self._lot(elders, "near") * _NEIGHBOURS).astype(np.int64)
        near = np.minimum(self.home[elders] + step, len(homes) - 1)
        hamlet = homes // (2 * HAMLET)
        same = (hamlet[near] == hamlet[self.home[elders]]) & (near > self.home[elders])
        return elders[same], near[same]

    def _running(self) -> pa.Table:
        """Receipts of payments that go on, without mere recognitions."""
        table = self.registry["Receipt"]
        paid = pc.invert(self._of(table, "is_status"))
        return table.filter(pc.and_(paid, table.column("until").is_null()))

    def _counting(self) -> pa.Table:
        """The same, with what was paid once or for the year and counts as received today."""
        table = self.registry["Receipt"]
        day = pa.scalar(self.day, pa.date32())
        since = table.column("since")
        goes_on = table.column("until").is_null()
        once = pc.greater(since, pa.scalar(add_months(self.day, -MONTHS_REMEMBERED), pa.date32()))
        yearly = pc.equal(pc.year(since), pc.year(day))
        counts = pc.or_(goes_on, pc.and_(self._paid(table, "once"), once))
        counts = pc.or_(counts, pc.and_(self._paid(table, "yearly"), yearly))
        return table.filter(pc.and_(pc.invert(self._of(table, "is_status")), counts))

    def _of(self, table: pa.Table, flag: str) -> Any:
        """Receipts of benefits that are ``flag``, a property of their kind."""
        codes = [code for code, kind in self.rolls.benefits.items() if getattr(kind, flag)]
        return pc.is_in(table.column("benefit"), pa.array(codes, pa.string()))

    def _paid(self, table: pa.Table, how: str) -> Any:
        """Receipts of benefits paid ``how``."""
        codes = [code for code, kind in self.rolls.benefits.items() if kind.paid == how]
        return pc.is_in(table.column("benefit"), pa.array(codes, pa.string()))

    def _areas(self, origin: Numbers) -> Numbers:
        """A later commune for some of the people, -1 for the others."""
        own = self.registry["Household"].column("area_id").to_numpy()[self.home[origin]]
        after = np.searchsorted(self.communes, own, side="right")
        left = np.minimum(len(self.communes) - after, NEAR)
        goes = (self._lot(origin, "another commune") < rates.ANOTHER_COMMUNE.share) & (left > 0)
        place = after + (self._lot(origin, "commune") * left).astype(np.int64)
        return np.where(goes, self.communes[np.where(goes, place, 0)] if goes.any() else -1, -1)

    def _lot(self, origin: Numbers, salt: str) -> Numbers:
        none = np.zeros(len(origin), dtype=np.int64)
        return draws(self.seed, self.ids[origin], none, ["twin"], salt)

    def _rows(self, pairs: _Pairs) -> dict[str, pa.Table]:
        """The rows of pairs, entity by entity."""
        tree = Layout(self.registry.entities).tree
        homes = self.registry.ids[TOP]
        alone = pairs.area >= 0
        own = self.ids[pairs.origin]
        new = own + IDS_PER_HOUSEHOLD
        at_home = np.where(alone, homes[self.home[pairs.origin]] + ALONE, homes[pairs.host])
        return {
            **{
                entity.name: Layout(self.registry.entities).complete(entity, None)
                for entity in tree
            },
            TOP: self._households(at_home[alone], pairs.area[alone]),
            "Person": self._people(pairs.origin, new, at_home),
            **self._records(own, new),
            "Receipt": self._receipts(own, new, self._standing(pairs)),
        }

    def _households(self, ids: Numbers, areas: Numbers) -> pa.Table:
        """Households of one person, of which nothing is known but the commune."""
        layout = Layout(self.registry.entities)
        return layout.complete(layout.entities[TOP], pa.table({"id": ids, "area_id": areas}))

    def _people(self, origin: Numbers, ids: Numbers, homes: Numbers) -> pa.Table:
        table = self.registry["Person"].take(pa.array(origin))
        link = pa.nulls(len(origin), pa.int64())
        changed = {
            "id": pa.array(ids),
            "household_id": pa.array(homes),
            "mother_id": link,
            "father_id": link,
            "spouse_id": link,
            "carer_id": link,
            "full_name": retyped.names(table.column("full_name"), self._lot(origin, "name")),
            "birth_date": retyped.births(days_of(table, "birth_date"), self._lot(origin, "birth")),
            "citizen_number": retyped.citizen_numbers(
                table.column("citizen_number"), self._lot(origin, "number")
            ),
        }
        return _with(table, changed)

    def _records(self, own: Numbers, new: Numbers) -> dict[str, pa.Table]:
        """The records of people, once more for their second rows."""
        names = records_of(self.registry.entities, "Person")[1:]
        return {name: _copied(self.registry[name], own, new, RECORDS_PER_OWNER) for name in names}

    def _standing(self, pairs: _Pairs) -> pl.DataFrame:
        """The commune of each second row: ``person_id``, ``code``, ``from`` (its first day)."""
        household, area = self.registry["Household"], self.registry["Area"]
        here = household.column("area_id").to_numpy()[pairs.host]
        places = np.searchsorted(
            self.registry.ids["Area"], np.where(pairs.area >= 0, pairs.area, here)
        )
        return pl.DataFrame(
            {
                "person_id": self.ids[pairs.origin] + IDS_PER_HOUSEHOLD,
                "code": pl.from_arrow(area.column("code").take(pa.array(places))),
                "from": days_of(area, "valid_from")[places],
            }
        )

    def _receipts(self, own: Numbers, new: Numbers, standing: pl.DataFrame) -> pa.Table:
        """What counts today, drawn a second time in the commune of the second row."""
        table = _copied(self._counting(), own, new, RECEIPTS_PER_OWNER)
        owners = pl.DataFrame({"person_id": table.column("person_id").to_numpy()})
        place = owners.join(standing, on="person_id", how="left", maintain_order="left")
        since = days_of(table, "since")
        begun = place["from"].to_numpy()
        changed = {
            "since": pa.array(np.where(since < begun, begun, since)),
            "paying_area_code": place["code"].to_arrow().cast(pa.string()),
        }
        return _with(table, changed)

    def _harmless(self, pairs: _Pairs, links: Links) -> Numbers:
        """Which second rows leave every outcome of others as it was and have those of the first."""
        marked = np.zeros(self.registry.size(TOP), dtype=bool)
        marked[self.home[pairs.origin]] = marked[pairs.host] = True
        part = Part(self.registry, links, marked).tables
        both = Tables(part.entities, part.tables | inserted(part, self._rows(pairs)))
        before, after = self._outcomes(part), self._outcomes(both)
        own = self.ids[pairs.origin]
        new = own + IDS_PER_HOUSEHOLD
        others = after.filter(~pl.col("id").is_in(new))
        spoilt = pl.concat(
            [before.join(others, on=_SAME, how="anti"), others.join(before, on=_SAME, how="anti")]
        )["home"].unique()
        second = after.filter(pl.col("id").is_in(new) & ~pl.col("status_only"))
        first = before.filter(pl.col("id").is_in(own) & ~pl.col("status_only"))
        first = first.with_columns(id=pl.col("id") + IDS_PER_HOUSEHOLD)
        unlike = pl.concat(
            [second.join(first, on=_SAME, how="anti"), first.join(second, on=_SAME, how="anti")]
        )["id"]
        homes = self.registry.ids[TOP]
        harm = np.isin(homes[pairs.host], spoilt) | np.isin(homes[self.home[pairs.origin]], spoilt)
        return np.asarray(~harm & ~np.isin(new, unlike))

    def _outcomes(self, tables: Tables) -> pl.DataFrame:
        """Every claim that is not a plain no.

        Returns:
            Benefit, ``id``, status, amount, ``home`` (id), ``status_only`` (a mere recognition).
        """
        found = self.rolls.outcomes(
            tables, [self.day], self.day, self.rolls.codes, tables.size(TOP)
        )
        personal = self.rolls.is_personal[found["benefit"].to_numpy()]
        rows = found["row"].to_numpy()
        people = np.where(personal, rows, 0)
        homes = np.where(personal, tables.owners("Person")[people], rows)
        ids = np.where(personal, tables.ids["Person"][people], tables.ids[TOP][homes])
        return found.select("benefit", "status", "amount").with_columns(
            id=pl.Series(ids),
            home=pl.Series(tables.ids[TOP][homes]),
            status_only=pl.Series(self.rolls.flags("is_status")[found["benefit"].to_numpy()]),
        )

    def _truth(self, pairs: _Pairs, drawn: pa.Table) -> pa.Table:
        """One row for each pair: ``received`` is what both rows go on to draw, ``due`` half."""
        own, count = self.ids[pairs.origin], len(pairs.origin)
        due = np.zeros(count, dtype=np.int64)
        order = np.argsort(own)
        owners = drawn.column("person_id").to_numpy() - IDS_PER_HOUSEHOLD
        amounts = drawn.column("amount").fill_null(0).to_numpy()
        np.add.at(due, order[np.searchsorted(own, owners, sorter=order)], amounts)
        return pa.table(
            {
                "kind": pa.array([str(Mistake.SAME_PERSON)] * count, pa.string()),
                "entity": pa.array(["Person"] * count, pa.string()),
                "id": own,
                "benefit": pa.nulls(count, pa.string()),
                "fact": pa.nulls(count, pa.string()),
                "other_id": own + IDS_PER_HOUSEHOLD,
                "due": due,
                "received": 2 * due,
            },
            schema=TRUTH,
        )


def _apart(origin: Numbers, host: Numbers, home: Numbers) -> tuple[Numbers, Numbers]:
    """The pairs that share no household with an earlier one, in the order of people."""
    kept, used = [], set[int]()
    for number, homes in enumerate(zip(home[origin].tolist(), host.tolist(), strict=True)):
        if used.isdisjoint(homes):
            used.update(homes)
            kept.append(number)
    kept.sort(key=lambda number: int(origin[number]))
    return origin[kept], host[kept]


def _copied(table: pa.Table, own: Numbers, new: Numbers, per_owner: int) -> pa.Table:
    """The records of the people ``own``, for the rows ``new``; ids count from the owner's."""
    order = np.argsort(own)
    table = table.filter(pa.array(np.isin(table.column("person_id").to_numpy(), own)))
    owners = table.column("person_id").to_numpy()
    heirs = new[order[np.searchsorted(own, owners, sorter=order)]] if len(owners) else owners
    ids = table.column("id").to_numpy() + (heirs - owners) * per_owner
    return _with(table, {"id": pa.array(ids), "person_id": pa.array(heirs)})


def inserted(tables: Tables, more: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Tables of households with further rows in the order of their owners.

    New households come last.
    """
    layout = Layout(tables.entities)
    found: dict[str, pa.Table] = {}
    for entity in layout.tree:
        table = tables[entity.name]
        if len(more[entity.name]):
            rows = more[entity.name].select(table.column_names).cast(table.schema)
            table = pa.concat_tables([table, rows])
            if entity.owner is not None:
                owners = found[entity.owner.target].column("id").to_numpy()
                order = np.argsort(owners, kind="stable")
                mine = table.column(f"{entity.owner.name}_id").to_numpy()
                places = order[np.searchsorted(owners, mine, sorter=order)]
                table = table.take(pa.array(np.argsort(places, kind="stable")))
        found[entity.name] = table
    return found


def _with(table: pa.Table, columns: Mapping[str, Any]) -> pa.Table:
    for name, column in columns.items():
        place = table.schema.get_field_index(name)
        table = table.set_column(place, table.schema.field(place), column)
    return table
