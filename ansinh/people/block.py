"""One block of a synthetic commune as Arrow tables, every declared fact filled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.engine.entities import EntityMap, EntityType, Fact
from ansinh.people import assistance, survey, welfare
from ansinh.people.citizens import CitizenNumbers, as_text
from ansinh.people.columns import Column, blanked, codes, to_arrow
from ansinh.people.layout import Layout
from ansinh.people.names import full_names
from ansinh.people.structure import Elders, Folk, Homes, make_folk, make_homes
from ansinh.people.units import Unit

Numbers = np.ndarray[Any, Any]

#: People without a personal number in the registry.
WITHOUT_NUMBER = 0.004
#: Records of one owner are numbered from the owner's id times this.
RECORDS_PER_OWNER = 8
#: Share that the registry lacks of a fact that no part of the generator knows yet.
GUESSED_HIDDEN = 0.5
_VILLAGES = (
    "Đồng",
    "Trại",
    "Làng",
    "Bãi",
    "Đèo",
    "Suối",
    "Khuôn",
    "Nà",
    "Tân",
    "Hạ",
    "Thượng",
    "Trung",
)
_VILLAGE_NAMES = (
    "Xuân",
    "Mới",
    "Chùa",
    "Bến",
    "Cầu",
    "Vàng",
    "Lầm",
    "Thanh",
    "Lập",
    "Hòa",
    "Bình",
    "Tiến",
)


@dataclass
class Context:
    """What is the same for every block of a registry."""

    entities: EntityMap
    day: date
    seed: int
    numbers: CitizenNumbers
    elders: Elders
    guessed: set[str]


@dataclass
class Block:
    """Some households as they truly are on the registry's day, and what of them it does not know.

    Attributes:
        tables: Entity → table with every column of the layout. Every fact that applies is known; a
            cell is empty where nothing applies or nothing happened. Receipts are empty.
        hidden: Entity → fact → mask over its rows: the cells that the registry lacks.
    """

    tables: dict[str, pa.Table]
    hidden: dict[str, dict[str, Numbers]]

    def registry(self) -> dict[str, pa.Table]:
        """The tables as the registry has them."""
        return {
            name: blanked(table, self.hidden.get(name, {})) for name, table in self.tables.items()
        }


def make_block(context: Context, unit: Unit, first_id: int, count: int) -> Block:
    """Some households of one commune; they follow from seed and first id."""
    rng = np.random.default_rng([context.seed, int(unit.code), first_id])
    homes = make_homes(rng, unit, first_id, count, context.day)
    folk, context.elders = make_folk(rng, homes, context.elders)
    standing = welfare.make_welfare(rng, homes, folk)
    lacks = survey.draw_deprivations(rng, standing)
    struck, emergency = assistance.emergencies(rng, homes)
    person = _person_facts(rng, folk, standing, lacks, struck, emergency)
    listed, recognition = welfare.recognitions(rng, standing)
    disabled, disability = assistance.disabilities(rng, folk, standing)
    own = homes.ids
    found = {
        "Household": (
            {"id": own, **_household_links(homes)},
            {
                **survey.household_facts(rng, homes, folk, standing, lacks),
                **assistance.household_facts(rng, standing),
            },
        ),
        "Person": ({"id": folk.ids, **_person_links(folk)}, person),
        "PovertyRecognition": (_records("household", own, listed), recognition),
        "Emergency": (_records("household", own, struck), emergency),
        "Disability": (_records("person", folk.ids, disabled), disability),
    }
    attributes = {
        "Household": _addresses(homes),
        "Person": _identity(rng, context, folk),
    }
    block = Block({}, {})
    for entity in Layout(context.entities).tree:
        ids, facts = found.get(entity.name, ({}, {}))
        if ids:
            _fill(context, rng, entity, facts)
        block.tables[entity.name] = _table(context, entity, ids, facts, attributes)
        block.hidden[entity.name] = {
            name: column.hidden for name, column in facts.items() if column.hidden is not None
        }
    return block


def _person_facts(
    rng: np.random.Generator,
    folk: Folk,
    standing: welfare.Welfare,
    lacks: Numbers,
    struck: Numbers,
    emergency: dict[str, Column],
) -> dict[str, Column]:
    facts = survey.person_facts(rng, folk, standing, lacks)
    facts |= assistance.child_facts(rng, folk, facts["attending"].values)
    facts |= assistance.income_facts(rng, folk, facts["work_situation"].values)
    facts |= assistance.support_facts(rng, folk, standing)
    facts |= assistance.decision_facts(rng, folk, standing, facts)
    facts |= assistance.harm_facts(rng, folk, struck, emergency)
    return facts | {
        "birth_date": Column(folk.birth),
        "death_date": Column(folk.death, ~folk.is_alive),
        "sex": Column(np.where(folk.is_male, 0, 1)),
        "ethnicity": Column(folk.ethnicity),
    }


def _fill(
    context: Context, rng: np.random.Generator, entity: EntityType, facts: dict[str, Column]
) -> None:
    """Guess the facts that no part of the generator knows yet."""
    rows = next(len(column.values) for column in facts.values())
    for fact in entity.facts.values():
        if fact.name not in facts:
            context.guessed.add(fact.qualified)
            facts[fact.name] = guess(rng, fact, rows, context.day)


def _table(
    context: Context,
    entity: EntityType,
    ids: dict[str, Any],
    facts: dict[str, Column],
    attributes: dict[str, dict[str, pa.Array]],
) -> pa.Table:
    layout = Layout(context.entities)
    if not ids:
        return layout.complete(entity, None)
    columns = {name: to_arrow(entity.facts[name], column) for name, column in facts.items()}
    return layout.complete(entity, pa.table({**ids, **columns, **attributes.get(entity.name, {})}))


def guess(rng: np.random.Generator, fact: Fact, rows: int, day: date) -> Column:
    """Values of the right type within limits, for a fact that is newer than the generator."""
    least = 0 if fact.least is None else int(fact.least)
    most = least + 1000 if fact.most is None else int(fact.most)
    values: Numbers
    if fact.type == "choice":
        values = rng.integers(0, len(codes(fact)), rows)
    elif fact.type == "bool":
        values = rng.random(rows) < 0.05
    elif fact.type == "date":
        values = np.datetime64(day, "D") - rng.integers(1, 3000, rows).astype("timedelta64[D]")
    elif fact.type == "money":
        values = np.clip(rng.integers(0, 5000, rows) * 1000, least, fact.most)
    else:
        scale = 10**fact.decimals if fact.type == "rate" else 1
        values = rng.integers(least, min(most, least + 1000) + 1, rows) * scale
    return Column(values).forget(rng, GUESSED_HIDDEN)


def _household_links(homes: Homes) -> dict[str, Numbers]:
    return {
        "area_id": np.full(len(homes), homes.unit.id),
        "former_area_id": homes.former_area,
    }


def _person_links(folk: Folk) -> dict[str, Any]:
    links = {
        f"{name}_id": pa.array(ids, mask=ids < 0)
        for name, ids in (
            ("mother", folk.mother),
            ("father", folk.father),
            ("spouse", folk.spouse),
            ("carer", folk.carer),
        )
    }
    return {"household_id": folk.homes.ids[folk.home], **links}


def _records(owner: str, owners: Numbers, rows: Numbers) -> dict[str, Numbers]:
    """Ids of records whose owners stand at ``rows``, ascending."""
    starts = np.r_[True, rows[1:] != rows[:-1]] if len(rows) else np.empty(0, dtype=bool)
    first = np.flatnonzero(starts)
    rank = np.arange(len(rows)) - np.repeat(first, np.diff(np.r_[first, len(rows)]))
    mine = owners[rows]
    return {"id": mine * RECORDS_PER_OWNER + rank + 1, f"{owner}_id": mine}


def _identity(rng: np.random.Generator, context: Context, folk: Folk) -> dict[str, pa.Array]:
    year = folk.birth.astype("datetime64[Y]").astype(np.int64) + 1970
    province = "024" if folk.homes.unit.former_province == "24" else "027"
    numbers = context.numbers.take(rng, province, year, folk.is_male)
    known = rng.random(len(folk)) >= WITHOUT_NUMBER
    return {
        "full_name": full_names(rng, folk.surname, folk.is_male, year),
        "citizen_number": as_text(numbers, known),
    }


def _addresses(homes: Homes) -> dict[str, pa.Array]:
    """Village names of two words, the same for every block of a commune."""
    kinds = len(_VILLAGES) * len(_VILLAGE_NAMES)
    codes = (homes.village * 37 + homes.unit.id) % kinds
    word = "Tổ dân phố" if homes.is_urban else "Thôn"
    names = pa.array(
        [f"{word} {first} {second}" for first in _VILLAGES for second in _VILLAGE_NAMES]
    )
    villages = names.take(pa.array(codes))
    full = pa.array([f"{name}, {homes.unit.name}" for name in names.to_pylist()])
    return {"village": villages, "address": full.take(pa.array(codes))}
