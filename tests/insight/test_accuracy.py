from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ansinh.insight.kinds import KINDS
from ansinh.insight.run import Asked, run
from ansinh.insight.store import read_summary
from tests.insight.tiny_law import TODAY, tiny_book, write_registry


def score(results: Path, kind: str) -> dict[str, Any]:
    frame = pl.read_parquet(results / "tables" / "accuracy.parquet")
    (row,) = frame.filter(pl.col("kind") == kind).iter_rows(named=True)
    return row


def counts(results: Path, kind: str) -> tuple[int, int, int, int]:
    row = score(results, kind)
    return row["planted"], row["lines"], row["hits"], row["waiting"]


def test_a_planted_mistake_is_hit_by_a_line_of_its_kind_on_the_same_claim(results: Path) -> None:
    assert counts(results, "dead still paid") == (1, 1, 1, 0)
    assert counts(results, "old level") == (1, 1, 1, 0)
    assert counts(results, "paid in two places") == (1, 1, 1, 0)


def test_lines_that_nobody_planted_cost_precision(results: Path) -> None:
    """Three people are paid what they are not due; the truth knows of one."""
    ended = score(results, "ended still paid")
    assert (ended["planted"], ended["lines"], ended["hits"]) == (1, 3, 1)
    assert ended["precision"] == pytest.approx(1 / 3)
    assert ended["recall"] == 1


def test_who_is_missed_and_only_waits_for_a_fact_is_counted_apart(results: Path) -> None:
    assert counts(results, "missed") == (4, 4, 2, 1)
    assert score(results, "missed")["recall"] == pytest.approx(2 / 4)


def test_a_missing_paper_is_found_only_with_the_fact_that_was_taken(results: Path) -> None:
    assert counts(results, "missing paper") == (2, 1, 1, 1)


def test_a_kind_without_lines_and_without_cases_has_no_share(results: Path) -> None:
    wrong = score(results, "wrong amount")
    assert (wrong["precision"], wrong["recall"]) == (None, None)


def test_people_registered_twice_are_not_scored_where_nobody_looked(results: Path) -> None:
    frame = pl.read_parquet(results / "tables" / "accuracy.parquet")
    assert "same person twice" not in frame["kind"].to_list()


def test_every_kind_is_told_in_both_languages(results: Path) -> None:
    frame = pl.read_parquet(results / "tables" / "accuracy.parquet")
    told = [kind for kind in KINDS.values() if kind.found_in != "duplicates"]
    assert frame["kind"].to_list() == [kind.code for kind in told]
    assert frame["label"].to_list() == [kind.vi for kind in told]
    assert frame["label_en"].to_list() == [kind.en for kind in told]
    assert read_summary(results)["accuracy"] == frame.to_dicts()


def test_a_pair_is_found_whichever_row_is_named_first(results: Path, tmp_path: Path) -> None:
    from ansinh.insight.accuracy import accuracy

    for path in results.glob("*.parquet"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    pair = pl.DataFrame({"person_id": [2, 3], "other_id": [5, 4]})
    pair.write_parquet(tmp_path / "duplicates.parquet")
    truth = pl.read_parquet(results.parent / "registry" / "truth.parquet")
    accuracy(tmp_path, truth, ["tiny.elder"]).write_parquet(tmp_path / "accuracy.parquet")
    (row,) = (
        pl.read_parquet(tmp_path / "accuracy.parquet")
        .filter(pl.col("kind") == "same person twice")
        .iter_rows(named=True)
    )
    assert (row["hits"], row["precision"], row["recall"]) == (1, 0.5, 1.0)


def test_a_truth_says_nothing_of_another_day(registry: Path, tmp_path: Path) -> None:
    asked = Asked(date(2026, 11, 23), TODAY, excel=False)
    assert run(registry, asked, tmp_path / "out", book=tiny_book())["accuracy"] == []


def test_a_truth_says_nothing_of_another_law(registry: Path, tmp_path: Path) -> None:
    asked, out = Asked(TODAY, TODAY, excel=False), tmp_path / "out"
    assert run(registry, asked, out, book=tiny_book(), notes=["a reform"])["accuracy"] == []


def test_a_registry_without_truth_is_run_and_not_scored(tmp_path: Path) -> None:
    write_registry(tmp_path / "registry")
    summary = run(
        tmp_path / "registry", Asked(TODAY, TODAY, excel=False), tmp_path / "out", book=tiny_book()
    )
    assert summary["accuracy"] == []
    assert not (tmp_path / "out" / "tables" / "accuracy.parquet").exists()
