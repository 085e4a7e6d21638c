"""Seven real benefits as a good engineer writes them in whole-array NumPy.

The yardstick for the kernel: whole arrays, no loop over people, figures read from the same
parameters. It knows nothing of facts that nobody knows, so it runs on a population in which every
fact is known, and of no other dates than those on which a version was looked up by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from ansinh.engine.book import LawBook
from ansinh.engine.dates import first_of_month, first_of_next_month
from ansinh.engine.entities import Default
from ansinh.engine.tables import Tables

Array = np.ndarray[Any, Any]

#: Benefits in the order of the law's interactions.
CODES = (
    "assistance.child_without_support",
    "assistance.single_parent",
    "assistance.elder_poor",
    "assistance.elder_80",
    "assistance.disability",
    "assistance.social_pension",
    "assistance.care_household",
)
#: Rules wanted as columns.
COLUMNS = ("Household.is_poor", "Household.is_near_poor")
#: Facts that the rules read.
FACTS = {
    "PovertyRecognition": ("poverty_class", "since", "until"),
    "Disability": (
        "degree",
        "certified_on",
        "until",
        "board_capacity_loss",
        "board_self_care",
    ),
    "Person": (
        "birth_date",
        "death_date",
        "is_serving_sentence",
        "facility_stay",
        "is_citizen",
        "is_abandoned",
        "is_adopted",
        "mother_situation",
        "father_situation",
        "studies_for_first_degree",
        "insurance_pension",
        "insurance_allowance",
        "merit_allowance",
        "marital_status",
        "has_supporter",
        "supporter_has_social_allowance",
        "is_taken_in",
    ),
}
LINKS = ("mother", "father", "spouse", "carer")
ELDERLY = ("assistance.elder_poor", "assistance.elder_80")
ALLOWANCES = CODES[:5]

# Places in the lists that facts choose from.
POOR, NEAR_POOR = 0, 1
ESPECIALLY_SEVERE, SEVERE, LIGHT = 0, 1, 2
SELF_CARE_NONE, SELF_CARE_WITH_HELP = 1, 2
PARENT_PRESENT, PARENT_DEAD = 0, 1
SINGLE_BY_LAW = (0, 2, 3)
NO_FACILITY = 0

COMMUNE_DECIDES = date(2025, 7, 1)
OLD_BOARDS_UNTIL = date(2012, 6, 1)
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class People:
    """A population as arrays.

    Attributes:
        facts: Entity → fact → array; days count from 1970, choices are places in their lists.
        links: Relation → row number of the person it points to, -1 for nobody.
        household: Row of each person's household.
        recognised: Row of each recognition's household; ``disabled``: of each disability's person.
    """

    households: int
    facts: dict[str, dict[str, Array]]
    links: dict[str, Array]
    household: Array
    recognised: Array
    disabled: Array

    def __len__(self) -> int:
        return len(self.household)


@dataclass(frozen=True)
class Figures:
    """The parameters of one date."""

    book: LawBook
    day: date

    def number(self, name: str) -> Any:
        """A single value, or ``None`` where none is in force."""
        found = self.book.parameters[f"assistance.{name}"].at(self.day, self.day)
        return None if found is None else found.value

    def amounts(self, name: str, level: int, ages: Array) -> Array:
        """The level times the coefficient of each age."""
        found = self.book.parameters[f"assistance.{name}"].at(self.day, self.day)
        assert found is not None
        starts = np.array([at for at, _ in found.value])
        values = np.array([int(level * coefficient) for _, coefficient in found.value])
        return values[np.searchsorted(starts, ages, side="right") - 1]


@dataclass(frozen=True)
class Answers:
    """What the rules give on one date.

    Attributes:
        amounts: Benefit → amount of every row, as claimed by itself.
        by: Benefit → place in :data:`CODES` of what superseded it, -1 for nothing.
        columns: Asked rule → truth value of every row.
    """

    amounts: dict[str, Array]
    by: dict[str, Array]
    columns: dict[str, Array]


def arrays_of(tables: Tables) -> People:
    """Take a population out of its tables."""
    return People(
        tables.size("Household"),
        {
            name: {fact: _fact(tables, name, fact) for fact in facts}
            for name, facts in FACTS.items()
        },
        {name: tables.targets("Person", name) for name in LINKS},
        tables.owners("Person"),
        tables.owners("PovertyRecognition"),
        tables.owners("Disability"),
    )


def _fact(tables: Tables, entity: str, name: str) -> Array:
    fact = tables.entities[entity].facts[name]
    column = tables[entity].column(name).combine_chunks()
    default = fact.missing.value if isinstance(fact.missing, Default) else None
    if fact.type == "choice":
        column = column.indices
        codes = fact.choice.codes() if fact.choice is not None else []
        default = None if default is None else codes.index(default.code)
    if fact.type == "date":
        column = column.cast("int32")
        default = None if default is None else default.toordinal() - EPOCH
    if default is not None:
        column = column.fill_null(default)
    if column.null_count:
        raise ValueError(f"{entity}.{name}: {column.null_count} values that nobody knows")
    return np.asarray(column.to_numpy(zero_copy_only=False))


def evaluate(people: People, book: LawBook, day: date) -> Answers:
    """The seven benefits of everyone on ``day``, settled."""
    return _Rules(people, Figures(book, day), day).answers()


class _Rules:
    """The rules of one date over a population; what several rules read is worked out once."""

    def __init__(self, people: People, figures: Figures, day: date) -> None:
        self.people, self.figures, self.date = people, figures, day
        self.facts = people.facts["Person"]
        self.day = day.toordinal() - EPOCH
        self.level = figures.number("standard_level")
        self.born = _year_month_day(self.facts["birth_date"])
        self._ages()
        self._living()
        self._poverty()
        self._disability()

    # --- what several benefits read ---------------------------------------------------------------

    def age_on(self, day: date) -> Array:
        return (day.year * 10000 + day.month * 100 + day.day - self.born) // 10000

    def _ages(self) -> None:
        last_of_month = first_of_next_month(self.date) - timedelta(days=1)
        self.age = self.age_on(self.date)
        self.age_before = self.age_on(first_of_month(self.date) - timedelta(days=1))
        reached = self.age_before if self.date >= COMMUNE_DECIDES else self.age_on(last_of_month)
        self.coefficient_age = np.maximum(0, reached)

    def _living(self) -> None:
        facts = self.facts
        first = first_of_month(self.date).toordinal() - EPOCH
        born = facts["birth_date"] <= self.day
        self.is_alive = born & (self.day < facts["death_date"])
        self.lives = born & (first <= facts["death_date"])
        self.can_be_paid = self.lives & ~facts["is_serving_sentence"]
        self.is_elderly = (self.age >= 60) & facts["is_citizen"]

    def _poverty(self) -> None:
        facts = self.people.facts["PovertyRecognition"]
        counts = (facts["since"] <= self.day) & (self.day < facts["until"])
        owners = self.people.recognised
        self.is_poor = _any(
            owners, counts & (facts["poverty_class"] == POOR), self.people.households
        )
        self.is_near_poor = _any(
            owners, counts & (facts["poverty_class"] == NEAR_POOR), self.people.households
        )
        self.in_poor = self.is_poor[self.people.household]
        self.in_poor_or_near = (self.is_poor | self.is_near_poor)[self.people.household]

    def _disability(self) -> None:
        facts = self.people.facts["Disability"]
        is_valid = (facts["certified_on"] <= self.day) & (self.day < facts["until"])
        loss, care = facts["board_capacity_loss"], facts["board_self_care"]
        old = np.select(
            [(care == SELF_CARE_NONE) | (loss >= 81), (care == SELF_CARE_WITH_HELP) | (loss >= 61)],
            [ESPECIALLY_SEVERE, SEVERE],
            LIGHT,
        )
        is_old = facts["certified_on"] < OLD_BOARDS_UNTIL.toordinal() - EPOCH
        degree = np.where(is_old, old, facts["degree"])
        owners, size = self.people.disabled, len(self.people)
        self.is_especially_severe = _any(owners, is_valid & (degree == ESPECIALLY_SEVERE), size)
        self.is_severe = _any(owners, is_valid & (degree == SEVERE), size)

    # --- benefits ---------------------------------------------------------------------------------

    def child_without_support(self) -> Array:
        facts = self.facts
        # Ten pairs of situations in Article 5(1): all there are of parents who cannot bring up.
        neither = (self._situation("mother") != PARENT_PRESENT) & (
            self._situation("father") != PARENT_PRESENT
        )
        due = (
            self.can_be_paid
            & (self.age_before < 16)
            & ~facts["is_adopted"]
            & (facts["is_abandoned"] | neither)
        )
        return self._by_age("coefficient_child_without_support", due)

    def _situation(self, parent: str) -> Array:
        link = self.people.links[parent]
        is_dead = (link >= 0) & ~self.is_alive[link]
        return np.where(is_dead, PARENT_DEAD, self.facts[f"{parent}_situation"])

    def single_parent(self) -> Array:
        spouse = self.people.links["spouse"]
        is_single = np.where(
            spouse >= 0,
            ~self.is_alive[spouse],
            np.isin(self.facts["marital_status"], SINGLE_BY_LAW),
        )
        children = self._children_raised()
        due = self.can_be_paid & self.in_poor_or_near & (children > 0) & is_single
        each = int(self.level * self.figures.number("coefficient_single_parent"))
        return np.where(due, each * children, 0)

    def _children_raised(self) -> Array:
        facts, links = self.facts, self.people.links
        student = (self.age_before >= 16) & (self.age_before < 22)
        student &= facts["studies_for_first_degree"]
        counts = self.lives & (facts["facility_stay"] == NO_FACILITY)
        counts &= (self.age_before < 16) | student
        mother, father = links["mother"], links["father"]
        carer = np.where(facts["is_adopted"], links["carer"], -1)
        father = np.where(father == mother, -1, father)
        carer = np.where((carer == mother) | (carer == father), -1, carer)
        return (
            self._counted(mother, counts)
            + self._counted(father, counts)
            + self._counted(carer, counts)
        )

    def _counted(self, parent: Array, counts: Array) -> Array:
        """How many of those that count live with and point to each person."""
        child = np.flatnonzero(counts & (parent >= 0))
        household = self.people.household
        child = child[household[parent[child]] == household[child]]
        return np.bincount(parent[child], minlength=len(self.people))

    def elder_poor(self) -> Array:
        return self._by_age("coefficient_elder_poor", self._is_elder_poor())

    def _is_elder_poor(self) -> Array:
        facts = self.facts
        lacks = ~facts["has_supporter"] | facts["supporter_has_social_allowance"]
        return self.can_be_paid & self.is_elderly & self.in_poor & lacks

    def elder_80(self) -> Array:
        if self.date >= COMMUNE_DECIDES:
            return np.zeros(len(self.people), dtype=np.int64)
        facts = self.facts
        due = self.can_be_paid & (self.age >= 80) & self.is_elderly & ~self._is_elder_poor()
        due &= (facts["insurance_allowance"] == 0) & (facts["insurance_pension"] == 0)
        return np.where(due, int(self.level * self.figures.number("coefficient_elder_80")), 0)

    def disability(self) -> Array:
        facts = self.facts
        pension = (self.age >= 30) & (facts["insurance_pension"] > 0)
        other = (facts["merit_allowance"] > 0) | (facts["insurance_allowance"] > 0)
        due = self.can_be_paid & ~pension & ~other
        especially = self._by_age("coefficient_especially_severe", due & self.is_especially_severe)
        return np.where(
            self.is_especially_severe,
            especially,
            self._by_age("coefficient_severe", due & self.is_severe),
        )

    def social_pension(self) -> Array:
        level = self.figures.number("social_pension_level")
        if level is None:
            return np.zeros(len(self.people), dtype=np.int64)
        facts = self.facts
        of_age = (self.age >= 75) | ((self.age >= 70) & self.in_poor_or_near)
        enough = facts["insurance_pension"] + facts["insurance_allowance"] < level
        return np.where(self.can_be_paid & facts["is_citizen"] & of_age & enough, level, 0)

    def care_household(self) -> Array:
        facts, size = self.facts, self.people.households
        cared = self.is_especially_severe & self.can_be_paid & ~facts["is_taken_in"]
        cared &= facts["facility_stay"] == NO_FACILITY
        count = np.bincount(self.people.household[cared], minlength=size)
        members = np.bincount(self.people.household[self.lives], minlength=size)
        each = int(self.level * self.figures.number("coefficient_care_household"))
        return np.where(members >= 2, each * count, 0)

    def _by_age(self, name: str, due: Array) -> Array:
        """The level times the coefficient of the age, looked up for those due only."""
        amounts = np.zeros(len(self.people), dtype=np.int64)
        rows = np.flatnonzero(due)
        amounts[rows] = self.figures.amounts(name, self.level, self.coefficient_age[rows])
        return amounts

    def answers(self) -> Answers:
        amounts = {code: getattr(self, code.split(".")[1])() for code in CODES}
        by = {code: np.full(len(amount), -1, dtype=np.int8) for code, amount in amounts.items()}
        settle(
            amounts,
            by,
            ALLOWANCES,
            [("assistance.single_parent", other) for other in (*ELDERLY, "assistance.disability")],
        )
        pairs = [(a, b) for a in ALLOWANCES for b in ALLOWANCES]
        settle(amounts, by, ("assistance.social_pension", *ALLOWANCES), pairs)
        return Answers(
            amounts, by, dict(zip(COLUMNS, (self.is_poor, self.is_near_poor), strict=True))
        )


def settle(
    amounts: dict[str, Array],
    by: dict[str, Array],
    among: Iterable[str],
    together: list[tuple[str, str]],
) -> None:
    """Of several claims the highest only, save pairs that go together; looks at clashes alone."""
    codes = list(among)
    live = np.stack([(amounts[code] > 0) & (by[code] < 0) for code in codes])
    rows = np.flatnonzero(live.sum(axis=0) > 1)
    live = live[:, rows].T
    claimed = np.stack([amounts[code][rows] for code in codes], axis=1)
    order = np.argsort(np.where(live, -claimed, 1), axis=1, kind="stable")
    clash = _clashes(codes, together)
    rank = np.arange(len(rows))
    standing = np.zeros(live.shape, dtype=bool)
    for place in range(len(codes)):
        member = order[:, place]
        rival = np.full(len(rows), -1)
        for earlier in range(place - 1, -1, -1):
            other = order[:, earlier]
            rival = np.where(standing[rank, other] & clash[member, other], other, rival)
        is_live = live[rank, member]
        standing[rank, member] = is_live & (rival < 0)
        _supersede(codes, by, rows, member, np.where(is_live, rival, -1))


def _clashes(codes: list[str], together: list[tuple[str, str]]) -> Array:
    compatible = {frozenset(pair) for pair in together}
    return np.array([[frozenset((a, b)) not in compatible for b in codes] for a in codes])


def _supersede(
    codes: list[str], by: dict[str, Array], rows: Array, member: Array, rival: Array
) -> None:
    places = np.array([CODES.index(code) for code in codes], dtype=np.int8)
    for number, code in enumerate(codes):
        lost = (member == number) & (rival >= 0)
        by[code][rows[lost]] = places[rival[lost]]


def _any(owners: Array, holds: Array, size: int) -> Array:
    """Whether anything that each of ``size`` owners has ``holds``."""
    found = np.zeros(size, dtype=bool)
    found[owners[holds]] = True
    return found


def _year_month_day(days: Array) -> Array:
    """Day numbers as 20261124."""
    day = days.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    number = month.astype(np.int32)
    in_month = (day - month.astype("datetime64[D]")).astype(np.int32) + 1
    found: Array = (number // 12 + 1970) * 10000 + (number % 12 + 1) * 100 + in_month
    return found
