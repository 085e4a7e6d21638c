from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from ansinh.engine.kernel import Kernel
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.frames import KEY, outcome_frames
from ansinh.insight.subset import Subset
from ansinh.law.book import national_law
from ansinh.people.make import make

DAY = date(2026, 11, 24)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_part_of_a_chunk_is_answered_as_the_whole(tmp_path: Path, seed: int) -> None:
    book = national_law()
    registry = make(120, seed, tmp_path / "registry", DAY)
    (chunk,) = registry.chunks()
    kernel, catalogue = Kernel(book), Catalogue(book, DAY, DAY)
    places = np.random.default_rng(seed).permutation(chunk.own_households)
    wanted = np.sort(places[:15])
    part = Subset(chunk, registry.layout, wanted, registry.info.guest_depth)

    whole = kernel.run(chunk.tables, [(DAY, DAY)], own=chunk.own_households)
    some = kernel.run(part.tables, [(DAY, DAY)], own=part.own)
    entities = catalogue.frame.select("benefit", "entity")
    found = part.at_home(outcome_frames(some.outcomes, catalogue, 1)[0], entities)

    homes = chunk.tables.owners("Person")
    rows = {"Household": wanted, "Person": np.flatnonzero(np.isin(homes, wanted))}
    mine = pl.concat(
        pl.DataFrame({"row": list(places)}, schema={"row": pl.Int64}).with_columns(
            entity=pl.lit(name)
        )
        for name, places in rows.items()
    )
    everything = outcome_frames(whole.outcomes, catalogue, 1)[0].join(entities, on="benefit")
    expected = everything.join(mine, on=["entity", "row"], how="semi").drop("entity")
    assert found.height > 0
    assert found.select(expected.columns).sort(KEY).equals(expected.sort(KEY))
