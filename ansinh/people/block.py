"""One block of the world as Arrow tables: how things are, and what the registry knows of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.engine.entities import EntityMap, EntityType, Fact
from ansinh.people import assistance, emergencies, survey
from ansinh.people.assumptions import assumed
from ansinh.people.citizens import as_text, citizen_numbers
from ansinh.people.columns import Column, blanked, codes, days, to_arrow, years
from ansinh.people.draws import Luck
from ansinh.people.handwriting import as_registered
from ansinh.people.insurance import Insurance, make_insurance, registrations
from ansinh.people.layout import Layout
from ansinh.people.life import Lives, make_lives
from ansinh.people.lines import make_lines
from ansinh.people.merit import make_honours, make_merit
from ansinh.people.missing import hide
from ansinh.people.names import full_names
from ansinh.people.services import housing
from ansinh.people.services.culture import culture_facts
from ansinh.people.services.education import education_facts
from ansinh.people.services.employment import make_jobs, policy_loans
from ansinh.people.services.health import health_facts
from ansinh.people.services.information import information_facts
from ansinh.people.services.population import population_facts
from ansinh.people.structure import Folk, Homes, make_folk
from ansinh.people.units import LAST_DAY_BEFORE, cells, code_on, unit_by_cell
from ansinh.people.welfare import Welfare, make_welfare, recognitions
from ansinh.people.work import Work, make_schooling, make_work
from ansinh.people.world import FAR, Part, World, cell_codes

Numbers = np.ndarray[Any, Any]

#: Records of one owner are numbered from the owner's id times this.
RECORDS_PER_OWNER = 64
#: Share that the registry lacks of a fact that no part of the generator knows yet.
GUESSED_HIDDEN = 0.5
#: First and second word of a village's name.
_VILLAGES = (
    *("Đồng", "Trại", "Làng", "Bãi", "Đèo", "Suối"),
    *("Khuôn", "Nà", "Tân", "Hạ", "Thượng", "Trung"),
)
_VILLAGE_NAMES = (
    *("Xuân", "Mới", "Chùa", "Bến", "Cầu", "Vàng"),
    *("Lầm", "Thanh", "Lập", "Hòa", "Bình", "Tiến"),
)


@dataclass
class Context:
    """What is the same for every block of a registry."""

    entities: EntityMap
    world: World
    guessed: set[str] = field(default_factory=set)


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


def make_block(context: Context, part: Part) -> Block:
    """The households of a part of the world that live there on its day."""
    world = context.world
    lives = make_lives(world, make_lines(world, part))
    folk = make_folk(world, lives)
    homes = folk.homes
    honours = make_honours(world, lives)
    welfare = make_welfare(homes, honours.homes(folk))
    work, insurance, people = _person_facts(folk, welfare)
    listed, recognition = recognitions(welfare)
    struck, emergency = emergencies.emergencies(homes)
    disabled, disability = assistance.disabilities(folk)
    people |= emergencies.harm_facts(folk, struck, emergency)
    merit = make_merit(honours, folk, people, disabled, disability["degree"].values)
    people |= merit.people
    people |= health_facts(folk) | population_facts(folk) | culture_facts(folk)
    jobs = make_jobs(folk, welfare)
    people |= jobs.people
    owing, debts = policy_loans(welfare)
    household = survey.household_facts(homes, folk, welfare) | assistance.household_facts(welfare)
    household |= merit.households | information_facts(welfare)
    household |= housing.household_facts(homes, welfare, household)
    people |= housing.person_facts(folk, work)
    applicant, application = housing.applications(folk, work, people)
    borrower, loan = housing.loans(folk, applicant)
    insurance.records["HealthRegistration"] = registrations(
        folk,
        welfare,
        people,
        household["is_mainly_farming"].values,
        insurance.with_card | merit.with_card,
    )
    records = merit.records | jobs.records | insurance.records
    every = np.arange(len(homes))
    hide("Household", household, homes.luck, every, welfare)
    hide("Person", people, folk.luck, folk.home, welfare)
    hide("Emergency", emergency, homes.luck.at(struck), struck, welfare)
    hide("Disability", disability, folk.luck.at(disabled), folk.home[disabled], welfare)
    for name, (person, facts) in records.items():
        hide(name, facts, folk.luck.at(person), folk.home[person], welfare)
    found = {
        "Household": ({"id": homes.ids, **_household_links(homes)}, household),
        "Person": ({"id": folk.ids, **_person_links(folk)}, people),
        "PovertyRecognition": (_records("household", homes.ids, listed), recognition),
        "Emergency": (_records("household", homes.ids, struck), emergency),
        "PolicyLoan": (_records("household", homes.ids, owing), debts),
        "Disability": (_records("person", folk.ids, disabled), disability),
        "HousingApplication": (_records("person", folk.ids, applicant), application),
        "HousingLoan": (_records("person", folk.ids, borrower), loan),
    }
    for name, (person, facts) in records.items():
        links = insurance.links.get(name, {})
        found[name] = (_records("person", folk.ids, person) | links, facts)
    attributes = {
        "Household": {**_addresses(homes), **_moves(homes)},
        "Person": _identity(world, lives, folk, work),
    }
    return _block(context, found, attributes)


def _block(
    context: Context,
    found: dict[str, tuple[dict[str, Any], dict[str, Column]]],
    attributes: dict[str, dict[str, pa.Array]],
) -> Block:
    block = Block({}, {})
    for entity in Layout(context.entities).tree:
        ids, facts = found.get(entity.name, ({}, {}))
        if ids:
            _fill(context, entity, ids["id"], facts)
        block.tables[entity.name] = _table(context, entity, ids, facts, attributes)
        block.hidden[entity.name] = {
            name: column.hidden for name, column in facts.items() if column.hidden is not None
        }
    return block


def _person_facts(folk: Folk, welfare: Welfare) -> tuple[Work, Insurance, dict[str, Column]]:
    school = make_schooling(folk, welfare)
    work = make_work(folk, welfare, school)
    facts = survey.person_facts(folk, welfare, school, work)
    facts |= assistance.child_facts(folk, school)
    facts |= education_facts(folk, school, work)
    insurance = make_insurance(folk, work, school.completed)
    facts |= insurance.people
    facts["has_health_insurance"].values[insurance.with_card] = True
    facts |= assistance.support_facts(folk, welfare)
    facts |= assistance.decision_facts(folk, welfare, facts)
    facts |= {
        "birth_date": Column(days(folk.birth)),
        "death_date": Column(days(folk.death), ~folk.is_alive),
        "sex": Column(np.where(folk.is_male, 0, 1)),
        "ethnicity": Column(folk.ethnicity),
    }
    return work, insurance, facts


def _fill(context: Context, entity: EntityType, ids: Numbers, facts: dict[str, Column]) -> None:
    """Guess the facts that no part of the generator knows yet.

    What a missing cell safely means is so for everybody: nothing of the kind is on file.
    """
    luck = Luck(ids, context.world.seed)
    for fact in entity.facts.values():
        if fact.name not in facts and fact.may_be_unknown:
            context.guessed.add(fact.qualified)
            facts[fact.name] = guess(luck, fact, context.world.today)


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


def guess(luck: Luck, fact: Fact, today: int) -> Column:
    """Values of the right type within limits, for a fact that is newer than the generator."""
    least = 0 if fact.least is None else int(fact.least)
    most = least + 1000 if fact.most is None else int(fact.most)
    name = f"guess {fact.qualified}"
    values: Numbers
    if fact.type == "choice":
        values = luck.below(name, len(codes(fact)))
    elif fact.type == "bool":
        values = luck.random(name) < 0.05
    elif fact.type == "date":
        values = days(today - 1 - luck.below(name, 3000))
    elif fact.type == "money":
        values = np.clip(luck.below(name, 5000) * 1000, least, fact.most)
    else:
        scale = 10**fact.decimals if fact.type == "rate" else 1
        values = (least + luck.below(name, min(most, least + 1000) - least + 1)) * scale
    return Column(values).hide(luck.random(f"hidden {name}") < GUESSED_HIDDEN)


def _household_links(homes: Homes) -> dict[str, Numbers]:
    before = min(homes.world.day, LAST_DAY_BEFORE)
    former = np.array([unit.id for unit in unit_by_cell(before)])
    return {"area_id": homes.unit, "former_area_id": former[homes.cell]}


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


def _identity(world: World, lives: Lives, folk: Folk, work: Work) -> dict[str, pa.Array]:
    year = years(folk.birth)
    names = full_names(folk.luck, folk.surname, folk.is_male, year)
    known = folk.luck.random("number") >= assumed("names.without_number")
    return {
        "full_name": as_registered(names, folk.luck, _typed_otherwise(world, lives, folk)),
        "citizen_number": as_text(citizen_numbers(world, lives, folk.rows), known),
        "in_industrial_zone": pa.array(work.in_zone),
    }


def _typed_otherwise(world: World, lives: Lives, folk: Folk) -> Numbers:
    """Whose name the commune of the line has typed in another way."""
    rates = assumed("names.typed_otherwise")
    places = Luck(cell_codes(), world.seed).random("careless of names")
    careless = places < assumed("names.careless_communes")
    rate = np.where(careless, rates["careless_communes"], rates["most_communes"])
    cell = lives.lines.cell[lives.line[folk.rows]]
    return np.asarray(folk.luck.random("typed otherwise") < rate[cell])


def _addresses(homes: Homes) -> dict[str, pa.Array]:
    """Village names of two words, one for each village of a commune."""
    first = np.array([cell.first_village for cell in cells()])
    number = (homes.village + first[homes.cell]) * 37 + homes.cell
    names = _village_names()
    village = number % (len(names) // 2) + homes.is_urban * (len(names) // 2)
    communes, place = np.unique(homes.unit, return_inverse=True)
    standing = {unit.id: unit.name for unit in unit_by_cell(homes.world.day)}
    towns = pa.array([standing[unit] for unit in communes.tolist()])
    villages = names.take(pa.array(village))
    address = pc.binary_join_element_wise(villages, towns.take(pa.array(place)), ", ")
    return {"village": villages, "address": address}


@lru_cache(maxsize=1)
def _village_names() -> pa.Array:
    """Names of villages, then the same of residential groups in towns."""
    return pa.array(
        f"{word} {first} {second}"
        for word in ("Thôn", "Tổ dân phố")
        for first in _VILLAGES
        for second in _VILLAGE_NAMES
    )


def _moves(homes: Homes) -> dict[str, pa.Array]:
    """Day of the last move from another commune, and the code of that commune on that day."""
    moved, inside = homes.moved < FAR, homes.origin != homes.cell
    rows = np.flatnonzero(moved & inside)
    left = [cells()[cell].code for cell in homes.origin[rows].tolist()]
    at = days(homes.moved[rows]).astype(object)
    codes_left: list[str | None] = [None] * len(homes)
    for row, code, day in zip(rows.tolist(), left, at.tolist(), strict=True):
        codes_left[row] = code_on(code, day)
    return {
        "moved_in_on": pa.array(days(homes.moved), mask=~moved),
        "moved_from_code": pa.array(codes_left, pa.string()),
    }
