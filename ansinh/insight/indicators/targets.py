"""The plan's targets as figures, and whether an indicator has reached one."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache

from ansinh.insight.indicators.definitions import DATA

_FILE = DATA / "plan_targets.csv"
#: A figure, or two from–to, at the beginning of what the plan says: «>95», «35-40», «0 (by 2027)».
_FIGURE = re.compile(r"\s*[<>≤≥]?\s*(\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?")
_BY = re.compile(r"\(by (\d{4})\)")


@dataclass(frozen=True)
class Goal:
    """What a target asks for by one year.

    Attributes:
        text: As the plan writes it.
        least, most: Its two figures; the same where there is one.
    """

    year: int
    text: str
    least: float
    most: float

    def wanted(self, better: str) -> float:
        """The figure from which on the target is reached: the modest end of a span."""
        return self.least if better == "higher" else self.most


@dataclass(frozen=True)
class Target:
    """One row of the plan's targets."""

    code: str
    scope: str
    area: str
    vi: str
    en: str
    unit: str
    document: str
    source: str
    confidence: str
    goals: tuple[Goal, ...]

    def goal(self, year: int) -> Goal | None:
        """The goal for a year: the next one that is not past; the last if all are."""
        coming = [goal for goal in self.goals if goal.year >= year]
        return next(iter(coming), self.goals[-1] if self.goals else None)


@lru_cache(maxsize=1)
def targets() -> dict[str, Target]:
    """Every target by code."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _target(row) for row in csv.DictReader(file)}


def _target(row: dict[str, str]) -> Target:
    goals = (_goal(year, row[f"target_{year}"]) for year in (2025, 2030))
    return Target(
        code=row["code"],
        scope=row["scope"],
        area=row["area"],
        vi=row["indicator_vi"],
        en=row["indicator_en"],
        unit=row["unit"],
        document=row["source_document"],
        source=row["source"],
        confidence=row["confidence"],
        goals=tuple(goal for goal in goals if goal is not None),
    )


def _goal(year: int, text: str) -> Goal | None:
    found = _FIGURE.match(text)
    if found is None:
        return None
    sooner, least = _BY.search(text), float(found[1])
    by = year if sooner is None else int(sooner[1])
    return Goal(by, text, least, float(found[2] or least))


def verdict(
    value: float | None, low: float | None, high: float | None, goal: Goal, better: str
) -> str:
    """``reached``, ``not reached``, or ``open``: the interval holds figures on both sides.

    Without an interval the value alone decides; without a value nothing is said.
    """
    if value is None:
        return ""
    wanted = goal.wanted(better)
    ends = (value if low is None else low, value if high is None else high)
    reached = [end >= wanted if better == "higher" else end <= wanted for end in ends]
    if reached[0] != reached[1]:
        return "open"
    return "reached" if reached[0] else "not reached"
