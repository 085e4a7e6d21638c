"""Who lives in which household on the day shown, and who is whose kin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ansinh.people.assumptions import assumed
from ansinh.people.calibration.ethnic import ethnic_shares
from ansinh.people.calibration.homes import (
    CHILD,
    CHILDREN,
    GRANDFATHER,
    GRANDMOTHER,
    MAN,
    STRATA,
    WOMAN,
    Home,
)
from ansinh.people.calibration.poverty import stratum_of_cells
from ansinh.people.draws import Luck
from ansinh.people.life import BRIDE, GRANDCHILD, Lives
from ansinh.people.lines import NONE, Lines
from ansinh.people.names import surnames
from ansinh.people.units import cells, is_difficult_village, unit_by_cell
from ansinh.people.world import BASE, DAYS_PER_YEAR, FAR, World, cell_codes

Numbers = np.ndarray[Any, Any]


@dataclass
class Homes:
    """Households of a block on the day shown; arrays have one cell a household.

    Attributes:
        line: Number of the line; a line has two households once a son has founded his own.
        cell: Where it lives now; ``origin`` where it lived before its last move.
        unit: Id of the commune in which that cell lies.
        since: Day on which it came to be; before 2022 for most.
        moved: Day of the last move from another commune; FAR for none.
        village: Number within the cell.
    """

    world: World
    ids: Numbers
    luck: Luck
    line: Numbers
    type: Numbers
    cell: Numbers
    origin: Numbers
    unit: Numbers
    since: Numbers
    moved: Numbers
    village: Numbers
    ethnicity: Numbers

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def is_mountain(self) -> Numbers:
        """Whether the commune is on the expected list of mountain communes."""
        return np.asarray(stratum_of_cells()[self.cell] == STRATA.index("mountain"))

    @property
    def is_urban(self) -> Numbers:
        """Whether the commune is a ward or township on the day shown."""
        kinds = np.array([unit.kind == "urban" for unit in unit_by_cell(self.world.day)])
        return np.asarray(kinds[self.cell])

    @property
    def in_difficult_village(self) -> Numbers:
        """Whether the village is flagged as especially difficult."""
        return is_difficult_village(cell_codes()[self.cell], self.is_mountain, self.village)


@dataclass
class Folk:
    """People of a block in the order of their households; links are ids, -1 for nobody.

    Attributes:
        rows: Row of each person in :class:`~ansinh.people.life.Lives`.
        home: Row of the household.
        place: Place in the line that they were born or first married into.
        mother_died, father_died, partner_died: Day; FAR where alive, or nobody.
        has_partner: Whether they are or were married.
        mother_row, father_row, spouse_row: Row in Lives, also of those not shown; -1 for nobody.
    """

    homes: Homes
    luck: Luck
    rows: Numbers
    home: Numbers
    place: Numbers
    ids: Numbers
    birth: Numbers
    death: Numbers
    is_male: Numbers
    ethnicity: Numbers
    surname: Numbers
    mother: Numbers
    father: Numbers
    spouse: Numbers
    carer: Numbers
    mother_died: Numbers
    father_died: Numbers
    partner_died: Numbers
    has_partner: Numbers
    mother_row: Numbers
    father_row: Numbers
    spouse_row: Numbers

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def today(self) -> int:
        """The registry's day, counted from 1970."""
        return self.homes.world.today

    @property
    def years(self) -> Numbers:
        """Age in years and parts of a year; at death for the dead."""
        return np.asarray((np.minimum(self.death, self.today) - self.birth) / DAYS_PER_YEAR)

    @property
    def age(self) -> Numbers:
        """Complete years."""
        return self.years.astype(np.int32)

    @property
    def is_alive(self) -> Numbers:
        """Whether no death is recorded."""
        return np.asarray(self.death > self.today)

    @property
    def is_child(self) -> Numbers:
        """Whether they were born into the line as a child or grandchild of its couple."""
        return ((self.place >= CHILD) & (self.place < CHILD + CHILDREN)) | (
            self.place >= GRANDCHILD
        )

    def count(self, which: Numbers) -> Numbers:
        """How many of ``which`` each household has."""
        return np.bincount(self.home[which], minlength=len(self.homes))


def make_folk(world: World, lives: Lives) -> Folk:
    """The households and people that the registry lists on the world's day."""
    shown = _shown(world, lives)
    line, founded = _whereabouts(world, lives)
    key = line * 2 + founded
    rows = np.flatnonzero(shown)
    there, home = np.unique(key[rows], return_inverse=True)
    homes = _homes(world, lives.lines, there // 2, (there % 2).astype(bool))
    order = np.lexsort((homes.ids, homes.unit))
    homes = _taken(homes, order)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    home = place[home]
    sort = np.argsort(home * 64 + _seat(lives, rows), kind="stable")
    return _folk(world, lives, homes, rows[sort], home[sort], shown)


def _shown(world: World, lives: Lives) -> Numbers:
    """Rows that the registry lists: the living, and the dead for a while."""
    today, lines = world.today, lives.lines
    old = today - assumed("deaths.shown_for_days")
    here = (lines.start <= today) & (lines.leaves > today)
    # Who moved away stands in another block, and in this one who moved here.
    here &= (lines.hamlet < 0) | (lines.moves > today)
    shown = here[lives.line] & (lives.birth <= today) & (lives.death > old)
    shown &= (lives.leaves > today) | (lives.leaves >= lives.death)
    shown &= lives.death >= lines.start[lives.line]
    return np.asarray(shown & ((lives.slot != BRIDE) | (lives.weds <= today)))


def _whereabouts(world: World, lives: Lives) -> tuple[Numbers, Numbers]:
    """Line in whose household each lives, and whether in the one that its heir founded."""
    line = lives.line.copy()
    gone = (lives.moves_to >= 0) & (lives.weds <= world.today)
    line[gone] = lives.moves_to[gone]
    young = (lives.slot >= BRIDE) | gone
    young |= (lives.slot == lives.heir[lives.line]) & (lives.weds <= world.today)
    return line, young & lives.founds[line]


def _seat(lives: Lives, rows: Numbers) -> Numbers:
    """Order within the household."""
    return np.where(lives.moves_to[rows] >= 0, BRIDE, lives.slot[rows])


def _homes(world: World, lines: Lines, line: Numbers, founded: Numbers) -> Homes:
    ids = lines.id[line] + founded
    luck = Luck(ids, world.seed)
    moved = np.where(lines.start > BASE, lines.start, FAR)[line]
    left = lines.moves[line] <= world.today
    cell = np.where(left, lines.place[line], lines.cell[line])
    villages = np.array([here.villages for here in cells()])
    units = np.array([unit.id for unit in unit_by_cell(world.day)])
    return Homes(
        world=world,
        ids=ids,
        luck=luck,
        line=line,
        type=np.where(founded, Home.NUCLEAR, lines.type[line]),
        cell=cell,
        origin=lines.cell[line],
        unit=units[cell],
        since=np.where(founded, BASE + 1, lines.start[line]),
        moved=np.where(left, lines.moves[line], moved),
        village=luck.below("village", villages[cell]),
        ethnicity=_drawn(lines.cell[line], lines.luck.at(line).random("ethnicity")),
    )


def _drawn(cell: Numbers, chance: Numbers) -> Numbers:
    """An ethnic group for each, by the shares of the cell."""
    edges = np.cumsum(ethnic_shares(), axis=1)[cell, :-1]
    return np.asarray((chance[:, None] >= edges).sum(axis=1)).astype(np.int8)


def _taken(homes: Homes, order: Numbers) -> Homes:
    kept = {
        name: value[order] for name, value in vars(homes).items() if isinstance(value, np.ndarray)
    }
    return Homes(world=homes.world, luck=homes.luck.at(order), **kept)


def _folk(
    world: World, lives: Lives, homes: Homes, rows: Numbers, home: Numbers, shown: Numbers
) -> Folk:
    lines = lives.lines
    own = lives.line[rows]
    groups = _drawn(lines.cell[own], lines.luck.at(own).random("ethnicity"))
    luck = lives.luck.at(rows)
    mother, father = _parents(lives)
    carer = _carers(world, lives)[rows]
    spouse = _spouses(world, lives)

    def shown_id(target: Numbers) -> Numbers:
        return np.where((target >= 0) & shown[target], lives.id[target], NONE)

    def death_of(target: Numbers) -> Numbers:
        return np.where(target >= 0, lives.death[target], FAR)

    ethnicity = _married_in(lives, rows, luck, groups)
    mother, father, spouse = mother[rows], father[rows], spouse[rows]
    founded = homes.since[home] == BASE + 1
    homes.since[home[founded]] = lives.weds[lives.row_of[own, lives.heir[own]]][founded]
    return Folk(
        homes=homes,
        luck=luck,
        rows=rows,
        home=home,
        place=lives.slot[rows],
        ids=lives.id[rows],
        birth=lives.birth[rows],
        death=lives.death[rows],
        is_male=lives.is_male[rows],
        ethnicity=ethnicity,
        surname=_surnames(lines, own, lives.slot[rows], luck, ethnicity),
        mother=shown_id(mother),
        father=shown_id(father),
        spouse=shown_id(spouse),
        carer=shown_id(carer),
        mother_died=death_of(mother),
        father_died=death_of(father),
        partner_died=death_of(spouse),
        has_partner=spouse >= 0,
        mother_row=mother,
        father_row=father,
        spouse_row=spouse,
    )


def _parents(lives: Lives) -> tuple[Numbers, Numbers]:
    """Row of the mother and father of each, -1 where nobody is known."""
    line, slot, row_of = lives.line, lives.slot, lives.row_of
    child = (slot >= CHILD) & (slot < CHILD + CHILDREN)
    young = slot >= GRANDCHILD
    heir = row_of[line, lives.heir[line]]
    lineal = (slot == MAN) & (lives.lines.type[line] == Home.THREE_GENERATIONS)
    mother = np.full(len(lives), NONE)
    father = mother.copy()
    mother[child], father[child] = row_of[line[child], WOMAN], row_of[line[child], MAN]
    mother[young], father[young] = lives.partner[heir[young]], heir[young]
    mother[lineal] = row_of[line[lineal], GRANDMOTHER]
    father[lineal] = row_of[line[lineal], GRANDFATHER]
    _known_elsewhere(lives, mother, father)
    return mother, father


def _known_elsewhere(lives: Lives, mother: Numbers, father: Numbers) -> None:
    """Some women have their parents in another household of the hamlet."""
    lines = lives.lines
    women = np.flatnonzero((lives.slot == WOMAN) & lines.is_settled[lives.line])
    luck = lives.luck.at(women)
    women = women[luck.random("mother known") < assumed("marriages.mother_known_elsewhere")]
    luck = lives.luck.at(women)
    other = lives.line[women] + 1 + luck.below("mother at", 40)
    inside = other < len(lines)
    women, other = women[inside], other[inside]
    old = lives.row_of[other, GRANDMOTHER]
    hers = np.where(old >= 0, old, lives.row_of[other, WOMAN])
    gap = (lives.birth[women] - lives.birth[hers]) / DAYS_PER_YEAR
    fits = (hers >= 0) & (gap >= 18) & (gap <= 42) & lines.is_settled[other]
    fits &= lines.hamlet[other] == lines.hamlet[lives.line[women]]
    women, other, hers = women[fits], other[fits], hers[fits]
    fits = _born_apart(lives, mother, women, hers)
    women, other, hers = women[fits], other[fits], hers[fits]
    mother[women] = hers
    father[women] = lives.row_of[other, np.where(lives.slot[hers] == WOMAN, MAN, GRANDFATHER)]


def _born_apart(lives: Lives, mother: Numbers, women: Numbers, hers: Numbers) -> Numbers:
    """Where a woman may be one more child of ``hers``: a year from her other known children.

    Of several women for one mother the first may.
    """
    far, year = 4 * FAR, int(DAYS_PER_YEAR)
    children = np.flatnonzero(mother >= 0)
    known = np.sort(mother[children] * far + lives.birth[children])
    wanted = hers * far + lives.birth[women]
    near = np.searchsorted(known, wanted + year) > np.searchsorted(known, wanted - year)
    first = np.zeros(len(women), dtype=bool)
    first[np.unique(hers, return_index=True)[1]] = True
    return np.asarray(first & ~near)


def _spouses(world: World, lives: Lives) -> Numbers:
    """Row of the wife or husband, also a dead one; -1 for nobody."""
    found = np.where(lives.weds <= world.today, lives.partner, NONE)
    for mine, other in ((MAN, WOMAN), (GRANDFATHER, GRANDMOTHER)):
        for place, partner in ((mine, other), (other, mine)):
            rows = np.flatnonzero(lives.slot == place)
            found[rows] = lives.row_of[lives.line[rows], partner]
    return found


def _carers(world: World, lives: Lives) -> Numbers:
    """Grandparents who bring up children whose parents are away or dead."""
    rows = np.flatnonzero(
        (lives.slot >= CHILD)
        & (lives.slot < CHILD + CHILDREN)
        & (lives.lines.type[lives.line] == Home.GRANDPARENTS_AND_CHILDREN)
    )
    found = np.full(len(lives), NONE)
    for place in (GRANDFATHER, GRANDMOTHER):
        carer = lives.row_of[lives.line[rows], place]
        alive = (carer >= 0) & (lives.death[carer] > world.today)
        found[rows[alive]] = carer[alive]
    return found


def _married_in(lives: Lives, rows: Numbers, luck: Luck, groups: Numbers) -> Numbers:
    """Women who married in may be of another group of the commune."""
    came = np.isin(lives.slot[rows], (WOMAN, GRANDMOTHER, BRIDE))
    other = came & (luck.random("other group") < assumed("places.married_to_another_group"))
    cell = lives.lines.cell[lives.line[rows[other]]]
    groups[other] = _drawn(cell, luck.at(other).random("group"))
    return groups


def _surnames(
    lines: Lines, line: Numbers, slot: Numbers, luck: Luck, ethnicity: Numbers
) -> Numbers:
    """Children and grandfathers bear the line's surname; women keep their own."""
    groups = _drawn(lines.cell, lines.luck.random("ethnicity"))
    inherited = surnames(lines.luck, groups)[line]
    came = np.flatnonzero(np.isin(slot, (WOMAN, GRANDMOTHER, BRIDE)))
    inherited[came] = surnames(luck.at(came), ethnicity[came])
    return inherited
