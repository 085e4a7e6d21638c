from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from ansinh.engine.outcome import Status
from ansinh.insight.run import Asked, run
from tests.insight.tiny_law import TODAY, tiny_book, write_registry

SINCE = {"since": date(2026, 1, 1), "until": date(2027, 1, 1)}
OLD = {"birth_date": date(1930, 1, 1), "insurance_pension": 0}


def family(name: str, **facts: Any) -> dict[str, Any]:
    return {"village": "Thôn Một", "people": {name: OLD}, **facts}


#: Households by whether the record of recognition, the pension or both are not known.
HOUSEHOLDS = [
    family("Một", recognitions=[SINCE]),
    family("Hai", recognitions=[{"until": date(2027, 1, 1)}]),
    family("Ba") | {"people": {"Ba": {"birth_date": date(1930, 1, 1)}}},
    family("Bốn") | {"people": {"Bốn": {}}},
]


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    path = tmp_path_factory.mktemp("papers")
    write_registry(path / "registry", households=HOUSEHOLDS)
    run(path / "registry", Asked(TODAY, TODAY, excel=False), path / "out", book=tiny_book())
    outcomes = pl.read_parquet(path / "out" / "outcomes.parquet")
    return outcomes.filter(pl.col("status") == Status.UNDETERMINED)


def decides(waiting: pl.DataFrame, household: int, benefit: str) -> tuple[str, bool]:
    mine = waiting.filter(pl.col("household_id") == household, pl.col("benefit") == benefit)
    return mine["needs"].item(), mine["decides"].item()


def test_a_claim_that_one_answer_makes_due_waits_for_that_fact_alone(waiting: pl.DataFrame) -> None:
    assert decides(waiting, 3, "tiny.elder") == ("Person.insurance_pension", True)


def test_the_fact_may_stand_in_a_record_of_the_household(waiting: pl.DataFrame) -> None:
    found = decides(waiting, 1, "tiny.power")
    assert found == ("PovertyRecognition.poverty_class", True)


def test_a_claim_that_lacks_a_second_fact_is_not_one_paper_away(waiting: pl.DataFrame) -> None:
    assert decides(waiting, 2, "tiny.power")[1] is False
    assert decides(waiting, 4, "tiny.elder") == ("Person.birth_date", False)


def test_a_claim_that_no_answer_of_another_would_make_due_is_judged_by_itself(
    waiting: pl.DataFrame,
) -> None:
    """The card waits for the date of birth alone: born a year ago, the child gets it."""
    assert decides(waiting, 4, "tiny.card") == ("Person.birth_date", True)
