"""A synthetic registry of the province: plausible people, none of them real.

The same seed gives the same bytes. Households are made in blocks of one commune, so that memory is
bounded by a block whatever the size of the registry.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from ansinh.engine.entities import EntityMap
from ansinh.engine.errors import DataError, UnknownNameError
from ansinh.people.block import Block, Context, make_block
from ansinh.people.citizens import CitizenNumbers
from ansinh.people.layout import law_entities
from ansinh.people.receipts import add_receipts
from ansinh.people.rolls import Rolls
from ansinh.people.snapshot import Snapshot
from ansinh.people.structure import Elders
from ansinh.people.units import Unit, area_tables, communes
from ansinh.people.writer import SnapshotWriter

#: Xã Đại Sơn (Sơn Động): a mountain commune of about 2,800 households.
DEFAULT_COMMUNE = "07627"
#: Up to so many households are one commune unless told otherwise.
COMMUNE_HOUSEHOLDS = 5_000
#: Households in a block: about a row group of people.
BLOCK = 12_500
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
) -> Snapshot:
    """Make a registry of ``households`` households in the folder ``out``.

    Args:
        households: How many; people are about 3.9 times as many.
        seed: Any whole number; the same one gives the same bytes.
        out: The folder to make.
        day: The day the registry shows.
        commune: Code of the one commune to make; by default a mountain commune for small
            registries, and every commune by its population for larger ones.
        progress: Called after each block.
        rolls: What is due, to write payment rolls by (:meth:`Rolls.of_law`); none without.
        entities: Entities of the law, unless those declared now.
        replace: Whether a snapshot that stands there may be replaced.

    Raises:
        DataError: ``out`` exists, or the numbers make no registry.
        UnknownNameError: no commune has that code.
    """
    if households < 1 or seed < 0 or day.year < 2026:
        raise DataError("expected at least one household, a seed from 0 and a day from 2026 on")
    if rolls is not None:
        return _make_with_rolls(
            households, seed, Path(out), day, commune, progress, rolls, entities, replace
        )
    known = entities or law_entities()
    context = Context(known, day, seed, CitizenNumbers(seed), Elders.nobody(), set())
    made = (
        f"ansinh.people.make: {households} households, seed {seed}, "
        f"{commune or 'default'} commune; synthetic, no real person"
    )
    with SnapshotWriter(out, known, day, made, replace=replace) as writer:
        writer.reference(area_tables(known))
        for done, block in blocks(context, households, commune):
            writer.write(block.registry())
            if progress is not None:
                progress(done, households)
    return Snapshot.open(out, known)


def _make_with_rolls(
    households: int,
    seed: int,
    out: Path,
    day: date,
    commune: str | None,
    progress: Progress | None,
    rolls: Rolls,
    entities: EntityMap | None,
    replace: bool,
) -> Snapshot:
    """The registry in a folder beside, then the same with its rolls."""
    if out.exists() and not replace:
        raise DataError(f"{out} exists already")
    base = out.with_name(f".{out.name}.base")
    try:
        people = make(
            households, seed, base, day, commune, progress, entities=entities, replace=True
        )
        return add_receipts(people, out, rolls, seed, replace=replace)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def blocks(
    context: Context, households: int, commune: str | None = None
) -> Iterator[tuple[int, Block]]:
    """Households so far and each block, communes in the order of their ids."""
    done = 0
    for unit, count in share_out(households, commune):
        for start in range(0, count, BLOCK):
            size = min(BLOCK, count - start)
            block = make_block(context, unit, done + 1, size)
            done += size
            yield done, block


def share_out(households: int, commune: str | None = None) -> list[tuple[Unit, int]]:
    """How many households each commune gets."""
    every = communes()
    if commune is None and households <= COMMUNE_HOUSEHOLDS:
        commune = DEFAULT_COMMUNE
    if commune is not None:
        chosen = [unit for unit in every if unit.code == commune]
        if not chosen:
            raise UnknownNameError("commune", commune, [unit.code for unit in every])
        return [(chosen[0], households)]
    total = sum(unit.population for unit in every)
    shares: list[tuple[Unit, int]] = []
    people = given = 0
    for unit in every:
        people += unit.population
        upto = households * people // total
        shares.append((unit, upto - given))
        given = upto
    return [(unit, count) for unit, count in shares if count]
