"""Lines of households: who stands in them on 1 January 2022, or on the day they move in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ansinh.people.calibration.homes import Prototypes, prototypes
from ansinh.people.calibration.poverty import stratum_of_cells
from ansinh.people.draws import Luck
from ansinh.people.world import ARRIVALS, BASE, FAR, Part, World

Numbers = np.ndarray[Any, Any]

NONE = -1


@dataclass
class Lines:
    """Lines of a block; one cell a line.

    Attributes:
        hamlet: Number of the hamlet; -1 for lines that moved here from another.
        start: First day, for lines from outside the province.
        moves: Day of the move to ``place``, another cell.
        leaves: Day of leaving the province.
        age, state: As in :class:`~ansinh.people.calibration.homes.Prototypes`.
    """

    cell: Numbers
    id: Numbers
    hamlet: Numbers
    luck: Luck
    start: Numbers
    moves: Numbers
    place: Numbers
    leaves: Numbers
    type: Numbers
    age: Numbers
    state: Numbers

    def __len__(self) -> int:
        return len(self.id)

    @property
    def is_settled(self) -> Numbers:
        """Lines that always were and stay where they are: their kin are near."""
        stays = (self.moves == FAR) & (self.leaves == FAR)
        return np.asarray(stays & (self.hamlet >= 0) & (self.start < BASE))


def make_lines(world: World, part: Part) -> Lines:
    """The lines of a part, with who stands in them on 1 January 2022."""
    cell, serial, hamlet = _serials(part)
    ids = world.line_id(cell, serial)
    luck = Luck(ids, world.seed)
    come = serial >= ARRIVALS
    start = np.full(len(ids), -FAR)
    start[come] = world.arrival_day(cell[come], serial[come], luck.at(come))
    moves, place, leaves = world.moves(cell, serial, luck)
    every = prototypes()
    chosen = _chosen(every, luck, stratum_of_cells()[cell], come)
    age = every.age[chosen] + (luck.random("a year older") - 0.5)[:, None]
    return Lines(
        cell=cell,
        id=ids,
        hamlet=hamlet,
        luck=luck,
        start=start,
        moves=moves,
        place=place,
        leaves=leaves,
        type=every.type[chosen],
        age=age,
        state=every.state[chosen],
    )


def _serials(part: Part) -> tuple[Numbers, Numbers, Numbers]:
    cell = [np.full(count, cell) for cell, _, count in part.hamlets]
    serial = [np.arange(first, first + count) for _, first, count in part.hamlets]
    hamlet = [np.full(count, at) for at, (_, _, count) in enumerate(part.hamlets)]
    here = np.full(len(part.movers[0]), NONE)
    return (
        np.concatenate([*cell, part.movers[0]]).astype(np.int64),
        np.concatenate([*serial, part.movers[1]]).astype(np.int64),
        np.concatenate([*hamlet, here]).astype(np.int64),
    )


def _chosen(every: Prototypes, luck: Luck, stratum: Numbers, come: Numbers) -> Numbers:
    """Prototype of each line, by the weights of its stratum; those who come are young."""
    chance = luck.random("prototype")
    chosen = np.zeros(len(chance), dtype=np.int64)
    for edges, some in ((every.edges, ~come), (every.young_edges, come)):
        for number in np.unique(stratum[some]):
            mine = some & (stratum == number)
            chosen[mine] = np.searchsorted(edges[number], chance[mine], side="right")
    return np.asarray(np.minimum(chosen, len(every.type) - 1))
