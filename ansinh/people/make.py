"""A synthetic registry of the province: plausible people, none of them real.

The same seed gives the same bytes, however many processes work on it. Blocks of some thousand
households are made one by one, so that memory is bounded by a block whatever the size.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from ansinh.engine.entities import EntityMap
from ansinh.engine.errors import DataError
from ansinh.people.block import Context, make_block
from ansinh.people.calibration.homes import STRATA, mean_size
from ansinh.people.calibration.poverty import households_of_cells, stratum_of_cells
from ansinh.people.layout import law_entities
from ansinh.people.planting import TRUTH, Planted, plant
from ansinh.people.planting.carried import Carried
from ansinh.people.rolls import Rolls
from ansinh.people.snapshot import Snapshot
from ansinh.people.units import BEGIN, MERGER, area_tables, cells, cells_of, unit_by_cell
from ansinh.people.workers import in_order
from ansinh.people.world import Part, World, parts
from ansinh.people.writer import SnapshotWriter

Numbers = np.ndarray[Any, Any]

#: Xã Đại Sơn (Sơn Động): a mountain commune of about 2,800 households.
DEFAULT_COMMUNE = "07627"
#: Up to so many households are one commune unless told otherwise.
COMMUNE_HOUSEHOLDS = 5_000
#: Lines of households in a block.
BLOCK = 12_000
#: From so many households on, more processes than one save time.
PARALLEL = 40_000
DEFAULT_DAY = date(2026, 11, 24)

#: Called with the households made so far and the number wanted.
Progress = Callable[[int, int], None]


def make(
    households: int,
    seed: int,
    out: Path | str,
    day: date = DEFAULT_DAY,
    commune: str | None = None,
    progress: Progress | None = None,
    *,
    rolls: Rolls | None = None,
    entities: EntityMap | None = None,
    replace: bool = False,
    workers: int = 1,
) -> Snapshot:
    """Make a registry of the world of ``seed`` as it stands on ``day`` in the folder ``out``.

    Args:
        households: How many the world has on 1 January 2022; later days have a few more or less.
        seed: Any whole number from 0; the same one gives the same bytes.
        out: The folder to make.
        day: The day the registry shows, from 1 January 2022 to 2034.
        commune: Code, on that day, of the one commune to make; by default a mountain commune for
            small registries, and every commune by its population for larger ones.
        progress: Called after each block.
        rolls: What is due, to write payment rolls by (:meth:`Rolls.of_law`); none without.
        entities: Entities of the law, unless those declared now.
        replace: Whether a snapshot that stands there may be replaced.
        workers: Processes that make blocks.

    Raises:
        DataError: ``out`` exists, or the numbers make no registry.
        UnknownNameError: no commune has that code on that day.
    """
    if households < 1 or workers < 1:
        raise DataError("expected at least one household and one worker")
    world = World.of(seed, day, share_out(households, day, commune))
    made = (
        f"ansinh.people.make: {households} households on {BEGIN}, seed {seed}"
        f"{'' if commune is None else f', commune {commune}'}; synthetic, no real person"
    )
    known = entities or law_entities()
    plan = parts(world, BLOCK)
    total, done = sum(part.lines for part in plan), 0
    with SnapshotWriter(out, known, day, made, replace=replace) as writer:
        writer.reference(area_tables(known))
        answers = in_order(plan, _Maker, (known, world, rolls), _Maker.made, workers)
        carried = Carried(known)
        for part, planted in zip(plan, answers, strict=True):
            writer.write(carried.among(planted.tables, planted.elsewhere))
            if rolls is not None:
                writer.append("truth", planted.truth)
            done += part.lines
            if progress is not None:
                progress(done, total)
        writer.write(carried.rest())
    return Snapshot.open(out, known)


class _Maker:
    """Makes blocks, in this process or another."""

    def __init__(self, entities: EntityMap, world: World, rolls: Rolls | None) -> None:
        self.context, self.rolls = Context(entities, world), rolls
        self.reference = area_tables(entities)
        standing = zip(unit_by_cell(world.day), world.homes, strict=True)
        self.communes = sorted({unit.id for unit, homes in standing if homes})

    def made(self, part: Part) -> Planted:
        """The part as the registry has it."""
        block, world = make_block(self.context, part), self.context.world
        if self.rolls is None:
            return Planted(block.registry(), TRUTH.empty_table(), {})
        entities = self.context.entities
        return plant(
            block, self.reference, self.rolls, entities, world.day, world.seed, self.communes
        )


def usual_workers(households: int) -> int:
    """Processes worth their start: from some ten thousand households on one a core and one more.

    The one more works while another waits for its block to be written.
    """
    return 1 if households < PARALLEL else (os.cpu_count() or 1) + 1


def households_for(people: int) -> int:
    """Households of 1 January 2022 that hold about so many people."""
    homes = households_of_cells()
    sizes = np.array([mean_size(stratum) for stratum in STRATA])[stratum_of_cells()]
    return max(1, round(people / float(homes @ sizes / homes.sum())))


def share_out(households: int, day: date, commune: str | None = None) -> Numbers:
    """How many households each cell gets, in the order of :func:`~ansinh.people.units.cells`.

    Raises:
        UnknownNameError: no commune has that code on that day.
    """
    if commune is not None:
        chosen = cells_of(commune, day)
    elif households <= COMMUNE_HOUSEHOLDS:
        chosen = cells_of(DEFAULT_COMMUNE, MERGER)
    else:
        chosen = list(cells())
    weights = np.zeros(len(cells()))
    places = [cell.number for cell in chosen]
    weights[places] = households_of_cells()[places]
    upto = np.round(households * np.cumsum(weights) / weights.sum()).astype(np.int64)
    return np.diff(upto, prepend=0)
