"""Lives: births, deaths, marriages and leaving home of everybody who ever belongs to a line.

Every day of a life is drawn in closed form from the person's own luck, whatever day is shown:
deaths by Gompertz's law, weddings by a normal age beyond the present one. Rows are people in the
order of their lines; days count from 1970, :data:`~ansinh.people.world.FAR` is never.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ansinh.people.assumptions import assumed
from ansinh.people.calibration.homes import (
    CHILD,
    CHILDREN,
    DIED,
    GRANDFATHER,
    MAN,
    NOBODY,
    WOMAN,
)
from ansinh.people.draws import Luck, after
from ansinh.people.lines import NONE, Lines
from ansinh.people.world import (
    BASE,
    DAYS_PER_YEAR,
    FAR,
    IDS_PER_HOUSEHOLD,
    World,
)

Numbers = np.ndarray[Any, Any]

BRIDE, GRANDCHILD, GRANDCHILDREN = 9, 10, 3
SLOTS = GRANDCHILD + GRANDCHILDREN


@dataclass
class Lives:
    """Everybody of a block's lines.

    Attributes:
        line: Number of the line that a person was born or first married into.
        slot: Place in it.
        row_of: Row of the person in each place of each line, -1 for nobody.
        leaves: Day of moving out of the registry.
        weds: Day of the wedding.
        partner: Row of the spouse from that day on.
        moves_to: Number of the line that a bride marries into.
        heir: Place of the son that weds first, of each line; -1 for none.
        founds: Lines whose heir founds a household of his own.
    """

    lines: Lines
    line: Numbers
    slot: Numbers
    id: Numbers
    luck: Luck
    birth: Numbers
    death: Numbers
    is_male: Numbers
    row_of: Numbers
    leaves: Numbers
    weds: Numbers
    partner: Numbers
    moves_to: Numbers
    heir: Numbers
    founds: Numbers

    def __len__(self) -> int:
        return len(self.line)


def make_lives(world: World, lines: Lines) -> Lives:
    """Everybody of these lines up to the day shown, and what becomes of them."""
    lives = _families(world, lines)
    _childhoods_end(lives)
    _weddings(lives)
    _new_families(world, lives)
    return lives


def _families(world: World, lines: Lines) -> Lives:
    """Those of 1 January 2022 and the children that couples still have."""
    born = BASE - (lines.age * DAYS_PER_YEAR).astype(np.int64)
    there = (lines.state != NOBODY) & (born <= world.today)
    line, slot = np.nonzero(there)
    lives = _people(world, lines, line, slot, born[line, slot])
    died = lines.state[line, slot] == DIED
    child = (slot >= CHILD) & (slot < CHILD + CHILDREN)
    lives.is_male = np.where(
        child,
        lives.luck.random("sex") < assumed("births.share_of_boys"),
        (slot == MAN) | (slot == GRANDFATHER),
    )
    lives.death = np.where(died, _died_before(lives, line), _deaths(lives))
    _bereaved(lives)
    return lives


def _people(world: World, lines: Lines, line: Numbers, slot: Numbers, birth: Numbers) -> Lives:
    ids = lines.id[line] * IDS_PER_HOUSEHOLD + slot + 1
    row_of = np.full((len(lines), SLOTS), NONE)
    row_of[line, slot] = np.arange(len(line))
    never, nobody = np.full(len(line), FAR), np.full(len(line), NONE)
    return Lives(
        lines=lines,
        line=line,
        slot=slot,
        id=ids,
        luck=Luck(ids, world.seed),
        birth=birth,
        death=never,
        is_male=np.zeros(len(line), dtype=bool),
        row_of=row_of,
        leaves=never.copy(),
        weds=never.copy(),
        partner=nobody,
        moves_to=nobody.copy(),
        heir=np.full(len(lines), NONE),
        founds=np.zeros(len(lines), dtype=bool),
    )


def _deaths(lives: Lives) -> Numbers:
    """Day of death: hazard b·exp(b·(age − mode)), from 1 January 2022 or from birth on."""
    rise, modes = assumed("deaths.ageing"), assumed("deaths.modal_age")
    mode = np.where(lives.is_male, modes["male"], modes["female"])
    since = np.maximum(BASE - lives.birth, 0) / DAYS_PER_YEAR
    reached = lives.luck.exponential("death") + np.exp(rise * (since - mode))
    age = mode + np.log(reached) / rise
    chance = lives.luck.random("infancy") / assumed("deaths.infants")
    age = np.where((chance < 1) & (since < 1) & (chance > since), chance, age)
    return np.asarray(lives.birth + (np.maximum(age, 0) * DAYS_PER_YEAR).astype(np.int64))


def _died_before(lives: Lives, line: Numbers) -> Numbers:
    """Day of death of those dead in January 2022, later than the birth of their children."""
    lines = lives.lines
    child = lines.state[:, CHILD : CHILD + CHILDREN] != NOBODY
    ages = np.where(child, lines.age[:, CHILD : CHILD + CHILDREN], 99).min(axis=1)[line]
    years = lives.luck.exponential("died before") * assumed("deaths.years_since_partner_died")
    most = np.where(ages < 99, ages * lives.luck.random("died while young"), 30.0)
    parent = lives.slot <= WOMAN
    years = np.where(parent, np.minimum(years, most), np.minimum(years, 15))
    return np.asarray(BASE - 1 - (np.maximum(years, 0) * DAYS_PER_YEAR).astype(np.int64))


def _bereaved(lives: Lives) -> None:
    """Children are not born once their mother is dead, nor a year after their father's death."""
    mother, father = lives.row_of[lives.line, WOMAN], lives.row_of[lives.line, MAN]
    child = (lives.slot >= CHILD) & (lives.slot < CHILD + CHILDREN) & (lives.birth > BASE)
    late = (mother >= 0) & (lives.birth >= lives.death[mother])
    late |= (father >= 0) & (lives.birth >= lives.death[father] + 250)
    _unborn(lives, child & late)


def _unborn(lives: Lives, who: Numbers) -> None:
    lives.birth[who] = FAR
    lives.death[who] = FAR


def _childhoods_end(lives: Lives) -> None:
    """When children at home marry, or leave unmarried."""
    child = (lives.slot >= CHILD) & (lives.slot < CHILD + CHILDREN) & (lives.birth < FAR)
    rows = np.flatnonzero(child & (BASE - lives.birth < assumed("marriages.too_old") * 366))
    luck, male = lives.luck.at(rows), lives.is_male[rows]
    since = (BASE - lives.birth[rows]) / DAYS_PER_YEAR
    chance, ages = luck.random("wedding"), assumed("marriages.age")
    age = np.where(
        male,
        after(chance, np.maximum(since, 20.2), *ages["male"]),
        after(chance, np.maximum(since, 18.6), *ages["female"]),
    )
    day = lives.birth[rows] + (age * DAYS_PER_YEAR).astype(np.int64)
    left = 18 + 8 * luck.random("leaves at")
    alone = (luck.random("leaves") < assumed("marriages.child_leaves_unmarried")) & (left > since)
    out = lives.birth[rows] + (left * DAYS_PER_YEAR).astype(np.int64)
    never = (luck.random("never weds") < assumed("marriages.never")) | (day >= lives.death[rows])
    lives.weds[rows] = np.where(never | (alone & (out < day)), FAR, day)
    lives.leaves[rows] = np.where(alone & (out < lives.death[rows]) & (out < day), out, FAR)


def _weddings(lives: Lives) -> None:
    """The first son to wed brings a bride home or founds a household; the others move away."""
    grown = (lives.slot >= CHILD) & (lives.slot < CHILD + CHILDREN) & (lives.weds < FAR)
    son, daughter = _first(lives, grown & lives.is_male), _first(lives, grown & ~lives.is_male)
    lives.leaves = np.where(grown, np.minimum(lives.leaves, lives.weds), lives.leaves)
    heirs = son[son >= 0]
    lives.leaves[heirs] = FAR
    lives.heir[lives.line[heirs]] = lives.slot[heirs]
    lines = lives.lines
    apart = lines.luck.random("founds") >= assumed("marriages.stay_with_parents")
    lives.founds = (lives.heir >= 0) & apart & lines.is_settled
    groom, bride = _matches(lives, son, daughter)
    lives.weds[bride] = lives.weds[groom]
    lives.leaves[bride] = FAR
    lives.moves_to[bride] = lives.line[groom]
    lives.partner[groom], lives.partner[bride] = bride, groom


def _first(lives: Lives, who: Numbers) -> Numbers:
    """Row of the one of ``who`` that weds first in each line, -1 for none."""
    rows = np.flatnonzero(who)
    order = rows[np.lexsort((lives.weds[rows], lives.line[rows]))]
    line = lives.line[order]
    found = np.full(len(lives.lines), NONE)
    found[line[::-1]] = order[::-1]
    return found


def _matches(lives: Lives, son: Numbers, daughter: Numbers) -> tuple[Numbers, Numbers]:
    """Grooms and brides of one hamlet who wed in the same year, by lot."""
    lines = lives.lines
    near = lines.luck.random("bride from near") < assumed("marriages.bride_is_from_near")
    groom, bride = (
        son[(son >= 0) & lines.is_settled & near],
        daughter[(daughter >= 0) & lines.is_settled],
    )
    mine, theirs = _lots(lives, groom), _lots(lives, bride)
    _, at, to = np.intersect1d(mine, theirs, assume_unique=True, return_indices=True)
    groom, bride = groom[at], bride[to]
    gap = lives.birth[bride] - lives.birth[groom]
    day = lives.weds[groom]
    fits = (gap > -3 * 365) & (gap < 12 * 365) & (lives.line[groom] != lives.line[bride])
    fits &= (day - lives.birth[bride] > 18.05 * DAYS_PER_YEAR) & (day < lives.death[bride])
    return groom[fits], bride[fits]


def _lots(lives: Lives, rows: Numbers) -> Numbers:
    """Hamlet, year of the wedding and place in the lot of each, in one number."""
    year = (lives.weds[rows] - BASE) // 365 + 1
    key = lives.lines.hamlet[lives.line[rows]] * 1_000 + year
    order = np.lexsort((lives.luck.at(rows).bits("lot"), key))
    ranked = key[order]
    starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]]) if len(rows) else order
    rank = np.arange(len(rows)) - np.repeat(starts, np.diff(np.r_[starts, len(rows)]))
    found = np.empty(len(rows), dtype=np.int64)
    found[order] = ranked * 10_000 + rank
    return found


def _new_families(world: World, lives: Lives) -> None:
    """Brides from elsewhere and the children of those who wed."""
    line = np.flatnonzero(lives.heir >= 0)
    heir = lives.row_of[line, lives.heir[line]]
    wed = lives.weds[heir] <= world.today
    line, heir = line[wed], heir[wed]
    strange = lives.partner[heir] < 0
    _no_more_children(lives, heir)
    bride = _brides(world, lives, line[strange], heir[strange])
    partner = lives.partner[heir]
    children = _children(world, lives, line, heir, np.where(strange, NONE, partner), bride)
    _append(lives, bride)
    rows = lives.row_of[line[strange], BRIDE]
    lives.partner[heir[strange]], lives.partner[rows] = rows, heir[strange]
    for child in children:
        _append(lives, child)


def _no_more_children(lives: Lives, heir: Numbers) -> None:
    """A mother whose son has wed has no more children."""
    day = np.full(len(lives.lines), FAR)
    day[lives.line[heir]] = lives.weds[heir]
    late = (lives.slot >= CHILD) & (lives.birth >= day[lives.line]) & (lives.birth > BASE)
    _unborn(lives, late & (lives.slot < CHILD + CHILDREN))


def _brides(world: World, lives: Lives, line: Numbers, heir: Numbers) -> Lives:
    made = _people(world, lives.lines, line, np.full(len(line), BRIDE), np.zeros_like(line))
    younger = np.clip(made.luck.normal("younger", 2.2, 2.5), -3, 10) * DAYS_PER_YEAR
    day = lives.weds[heir]
    adult = day - int(18.6 * DAYS_PER_YEAR)
    made.birth = np.minimum(lives.birth[heir] + younger.astype(np.int64), adult)
    made.death = np.maximum(_deaths(made), day + 1)
    made.weds = day
    return made


def _children(
    world: World, lives: Lives, line: Numbers, heir: Numbers, near: Numbers, bride: Lives
) -> list[Lives]:
    """Children of the new couples, of parents who live to see them."""
    luck = lives.lines.luck.at(line)
    first = lives.weds[heir] + 366 + _wait(luck, "births.years_to_first_child")
    births, more = [first], assumed("births.more_children")
    for number, share in enumerate(more):
        following = births[-1] + 548 + _wait(luck, "births.years_to_next_child", number)
        wanted = luck.random(f"child {number}") < share
        births.append(np.where(wanted, following, FAR))
    mother_dies = np.where(near >= 0, lives.death[near], FAR)
    mother_dies[near < 0] = bride.death
    mother_born = np.where(near >= 0, lives.birth[near], 0)
    mother_born[near < 0] = bride.birth
    end = np.minimum(mother_dies, mother_born + int(44 * DAYS_PER_YEAR))
    end = np.minimum(end, lives.death[heir] + 250)
    found = []
    for number, day in enumerate(births):
        rows = np.flatnonzero((day < end) & (day <= world.today))
        slot = np.full(len(rows), GRANDCHILD + number)
        made = _people(world, lives.lines, line[rows], slot, day[rows])
        made.is_male = made.luck.random("sex") < assumed("births.share_of_boys")
        made.death = _deaths(made)
        found.append(made)
    return found


def _wait(luck: Luck, name: str, number: int = 0) -> Numbers:
    years = luck.exponential(f"{name} {number}") * assumed(name)
    return np.asarray((years * DAYS_PER_YEAR).astype(np.int64))


def _append(lives: Lives, more: Lives) -> None:
    start = len(lives)
    lives.row_of[more.line, more.slot] = start + np.arange(len(more))
    for name in (
        "line",
        "slot",
        "id",
        "birth",
        "death",
        "is_male",
        "leaves",
        "weds",
        "partner",
        "moves_to",
    ):
        setattr(lives, name, np.concatenate([getattr(lives, name), getattr(more, name)]))
    lives.luck = Luck.joined(lives.luck, more.luck)
