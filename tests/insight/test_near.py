from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from ansinh.insight.standard import Indicator, Standard
from ansinh.insight.tables.groups import Labels
from ansinh.insight.tables.near import Near

NAMES = ("water", "toilet", "telephone")
STANDARD = Standard(None, tuple(Indicator(n, f"Household.{n}", n, n) for n in NAMES), 2)


def states(income: int | None, deprived: tuple[bool | None, ...]) -> list[tuple[str, str, int]]:
    """What is said of a household of two whose line is 1,000,000 a head."""
    home = {
        "members": [2],
        "income": [income],
        "line": [1_000_000],
        **{f"deprived_{name}": [value] for name, value in zip(NAMES, deprived, strict=True)},
    }
    types = dict.fromkeys((f"deprived_{name}" for name in NAMES), pl.Boolean)
    near = Near(STANDARD)
    frame = pl.DataFrame(home, schema_overrides={**types, "income": pl.Int64})
    near.add(SimpleNamespace(living_homes=frame))  # type: ignore[arg-type]
    told = near.frame(Labels())
    return [(row["state"], row["reason"], row["people"]) for row in told.to_dicts()]


@pytest.mark.parametrize(
    ("income", "deprived", "expected"),
    [
        (2_200_000, (True, True, False), ("may_fall_in", "income")),
        (1_000_000, (True, False, False), ("may_fall_in", "indicator")),
        (2_100_000, (True, False, False), ("may_fall_in", "both")),
        (1_900_000, (True, True, True), ("may_climb_out", "income")),
        (1_000_000, (True, True, False), ("may_climb_out", "indicator")),
        (2_000_000, (True, True, False), ("may_climb_out", "both")),
    ],
)
def test_one_step_from_the_standard_is_told_by_the_step(
    income: int, deprived: tuple[bool, ...], expected: tuple[str, str]
) -> None:
    assert states(income, deprived) == [(*expected, 2)]


@pytest.mark.parametrize(
    ("income", "deprived"),
    [
        (2_200_001, (True, True, False)),
        (2_000_000, (False, False, False)),
        (2_100_000, (False, False, False)),
        (1_700_000, (True, True, True)),
        (5_000_000, (True, True, True)),
    ],
)
def test_two_steps_from_it_nothing_is_told(income: int, deprived: tuple[bool, ...]) -> None:
    assert states(income, deprived) == []


def test_of_a_household_that_is_not_known_nothing_is_told() -> None:
    assert states(None, (True, True, False)) == []
    assert states(2_100_000, (True, True, None)) == []
