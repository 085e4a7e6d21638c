"""What a benefit ends as, and how benefits that exclude each other are settled."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ansinh.engine.book import holds
from ansinh.engine.declare import Interaction


class Status(enum.IntEnum):
    """How a benefit of one person or household ends; the numbers stand in result files."""

    NOT_ENTITLED = 0
    ENTITLED = 1
    SUPERSEDED = 2
    UNDETERMINED = 3
    SET_ASIDE = 4


@dataclass(frozen=True)
class Outcome:
    """One benefit of one person or household.

    Attributes:
        amount: In the benefit's unit per payment; of a superseded claim, what it would have been.
        needs: Qualified fact that an undetermined outcome waits for.
        reason: Why it was set aside.
        by: Benefit that took its place.
    """

    status: Status
    amount: int = 0
    needs: str | None = None
    reason: str | None = None
    by: str | None = None


def claim(value: int | bool) -> Outcome:
    """The outcome of a benefit taken by itself."""
    if value == 0:
        return _NOTHING
    return Outcome(Status.ENTITLED if value > 0 else Status.NOT_ENTITLED, int(value))


_NOTHING = Outcome(Status.NOT_ENTITLED)


def settle(
    claims: Mapping[str, Outcome], interactions: Iterable[Interaction], effect: date, known: date
) -> dict[str, Outcome]:
    """Apply the interactions in force, in order, to the benefits of one person or household.

    A claim that meets a better one is superseded. One that meets a claim whose amount nobody knows
    takes over its status, since the unknown one might be the better.
    """
    settled = dict(claims)
    for interaction in interactions:
        if holds(interaction, effect, known):
            _settle_one(settled, interaction)
    return settled


def _settle_one(settled: dict[str, Outcome], interaction: Interaction) -> None:
    order = {code: place for place, code in enumerate(interaction.among)}
    live = [code for code in interaction.among if _counts(settled.get(code))]
    if interaction.kind == "highest":
        live.sort(key=lambda code: (not _open(settled[code]), -settled[code].amount, order[code]))
    standing: list[str] = []
    for code in live:
        rival = next((other for other in standing if not interaction.compatible(code, other)), None)
        if rival is None or _open(settled[rival]):
            standing.append(code)
        if rival is not None and not _open(settled[code]):
            settled[code] = _beaten(settled[code], settled[rival], rival)


def _beaten(mine: Outcome, rival: Outcome, code: str) -> Outcome:
    """A known claim that does not go together with the standing claim ``code``."""
    if _open(rival):
        return replace(rival, amount=0)
    return replace(mine, status=Status.SUPERSEDED, by=code)


def _open(outcome: Outcome) -> bool:
    return outcome.status in (Status.UNDETERMINED, Status.SET_ASIDE)


def _counts(outcome: Outcome | None) -> bool:
    return outcome is not None and (outcome.status == Status.ENTITLED or _open(outcome))
