"""What the law says of one household, now or as it was, and if a fact were otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from ansinh.engine.book import LawBook
from ansinh.engine.explain import Explainer, Explanation
from ansinh.engine.outcome import Status
from ansinh.engine.rows import Row
from ansinh.insight.explaining import address
from ansinh.insight.words import UNCOUNTED
from ansinh.law.book import national_law
from ansinh.web.registry.changing import Place
from ansinh.web.registry.tables import household_row


def book() -> LawBook:
    """The law that the office works by."""
    return national_law()


@lru_cache(maxsize=16)
def _explainer(effect: date, known: date) -> Explainer:
    return Explainer(book(), effect, known)


def explainer(effect: date, today: date) -> Explainer:
    """The explainer for a day, by what is known today (of a coming day, by what will be then)."""
    return _explainer(effect, max(effect, today))


@dataclass(frozen=True)
class Benefit:
    """One benefit of one person or household: what the law gives and what is received.

    Attributes:
        state: ``entitled``, ``undetermined``, ``superseded``, ``set_aside`` or ``not_entitled``.
    """

    code: str
    vi: str
    en: str
    unit: str
    paid: str
    kind: str
    state: str
    due: int
    received: int | None
    needs: str
    article: str
    told: Explanation

    @property
    def is_recorded(self) -> bool:
        """Whether payment rolls record it."""
        return self.told.info.is_recorded

    @property
    def difference(self) -> int:
        """What is due less what is received, in money."""
        return (self.due if self.state == "entitled" else 0) - (self.received or 0)

    @property
    def meaning(self) -> str:
        """The list it would stand in (``missed``, …); empty where all is well."""
        if not self.is_recorded:
            return ""
        if self.state == "undetermined":
            return "missing"
        if self.state == "entitled":
            if self.received is None:
                return "missed"
            return "wrong_amount" if self.counted and self.received != self.due else ""
        return "not_entitled" if self.received is not None else ""

    @property
    def counted(self) -> bool:
        """Whether an amount says something."""
        return self.unit not in UNCOUNTED


@dataclass(frozen=True)
class Told:
    """What the law says of a household on a day.

    Attributes:
        benefits: (entity, row) → benefits that are due, waited for or received.
    """

    row: Row
    effect: date
    benefits: Mapping[tuple[str, int], list[Benefit]]

    def of(self, entity: str, row: int) -> list[Benefit]:
        """Benefits of one person, or of the household itself."""
        return self.benefits.get((entity, row), [])


def tell(
    household: int,
    effect: date,
    today: date,
    receipts: Mapping[tuple[str, int], Mapping[str, int]],
    instead: Mapping[Place, Any] | None = None,
) -> Told:
    """Every benefit of a household on a day.

    Args:
        receipts: (entity, row) → benefit → amount received on that day.
        instead: Facts tried before they are saved.
    """
    on = effect if effect < today else None
    row = household_row(household, on, instead)
    found: dict[tuple[str, int], list[Benefit]] = {}
    for who, explained in explainer(effect, today).explain_household(row).items():
        paid = receipts.get((who.entity, who.key), {})
        rows = [_benefit(one, paid.get(code)) for code, one in explained.items()]
        kept = [b for b in rows if b.state in _TOLD or b.received is not None]
        found[who.entity, who.key] = sorted(kept, key=lambda b: (_ORDER.index(b.meaning), b.code))
    return Told(row, effect, found)


_TOLD = ("entitled", "undetermined", "set_aside")
_ORDER = ("missed", "not_entitled", "wrong_amount", "missing", "soon", "")


def _benefit(told: Explanation, received: int | None) -> Benefit:
    info, outcome = told.info, told.outcome
    deciding = told.step.deciding
    cites = deciding.cites if deciding is not None else ()
    return Benefit(
        info.code,
        info.vi,
        info.en,
        info.unit,
        info.paid,
        info.kind,
        outcome.status.name.lower(),
        outcome.amount if outcome.status == Status.ENTITLED else 0,
        received,
        outcome.needs or "",
        cites[0].in_words("vi") if cites else "",
        told,
    )


def sentence(benefit: Benefit, language: str) -> str:
    """The explanation in a sentence, with the person spoken to as is fit."""
    told = benefit.told
    who = address(told.row, told.effect) if language == "vi" else None
    return str(told.sentence(language, who=who))
