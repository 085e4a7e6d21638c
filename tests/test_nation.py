from __future__ import annotations

from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from ansinh.insight.run import Asked, run
from ansinh.people.check import check
from bench.nation import nation
from tests.insight.tiny_law import ENTITY_MAP, TODAY, tiny_book, write_registry


def test_a_population_repeated_is_due_the_same_as_often(tmp_path: Path) -> None:
    source, whole = tmp_path / "source", tmp_path / "whole"
    write_registry(source, group_people=1)
    asked = Asked(TODAY, TODAY, only_outcomes=True)
    once = run(source, asked, tmp_path / "1", book=tiny_book())
    made = nation(source, 3 * 12, whole, ENTITY_MAP)
    assert made.info.rows["people"] == 36
    wrong = {
        path: [found for found in check(path, entities=ENTITY_MAP) if "citizen" not in found.kind]
        for path in (source, whole)
    }
    assert len(wrong[whole]) == 3 * len(wrong[source])
    thrice = run(whole, asked, tmp_path / "3", book=tiny_book())
    assert thrice["people"] == 3 * once["people"]
    one, three = (pl.read_parquet(tmp_path / n / "outcomes.parquet") for n in ("1", "3"))
    for name in ("household_id", "person_id"):
        assert three[name].drop_nulls().n_unique() == 3 * one[name].drop_nulls().n_unique()
    kept = one.drop("household_id", "person_id")
    assert_frame_equal(three.drop("household_id", "person_id"), pl.concat([kept] * 3))
