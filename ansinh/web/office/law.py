"""What the law says of one household, now or as it was, and if a fact were otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from ansinh.engine.book import LawBook
from ansinh.engine.declare import BenefitInfo
from ansinh.engine.explain import Explainer, Explanation
from ansinh.engine.outcome import Status
from ansinh.engine.rows import Row
from ansinh.insight.address import address
from ansinh.insight.words import UNCOUNTED
from ansinh.law.book import national_law
from ansinh.web.registry.changing import Place
from ansinh.web.registry.rows import household_row


def book() -> LawBook:
    """The law that the office works by."""
    return national_law()


def info_of(code: str) -> BenefitInfo | None:
    """What a benefit is; None where the law has none of that code."""
    rule = book().benefits.get(code)
    return None if rule is None else rule.benefit


@dataclass(frozen=True)
class Words:
    """A text in both languages."""

    vi: str
    en: str


def name_of(code: str, otherwise: str = "") -> Words:
    """Name of a benefit; ``otherwise`` where the law has none of that code."""
    info = info_of(code)
    return Words(otherwise, otherwise) if info is None else Words(info.vi, info.en)


def question_of(needs: str) -> Words:
    """The question that a fact, or a link to somebody, answers."""
    entity, _, name = needs.partition(".")
    kind = {e.name: e for e in book().entities}.get(entity)
    if kind is None:
        return Words(needs, needs)
    if name in kind.facts:
        fact = kind.facts[name]
        return Words(fact.ask or fact.vi, fact.ask_en or fact.en)
    relation = kind.relations.get(name)
    return Words(relation.vi, relation.en) if relation else Words(needs, needs)


@lru_cache(maxsize=16)
def _explainer(effect: date, known: date) -> Explainer:
    return Explainer(book(), effect, known)


def explainer(effect: date, today: date) -> Explainer:
    """The explainer for a day, by what is known today (of a coming day, by what will be then)."""
    return _explainer(effect, max(effect, today))


@dataclass(frozen=True)
class Benefit:
    """One benefit of one person or household: what the law gives and what is received."""

    told: Explanation
    received: int | None

    @property
    def code(self) -> str:
        """Code of the benefit."""
        return self.told.code

    @property
    def vi(self) -> str:
        """Vietnamese name."""
        return self.told.info.vi

    @property
    def en(self) -> str:
        """English name."""
        return self.told.info.en

    @property
    def state(self) -> str:
        """``entitled``, ``undetermined``, ``superseded``, ``set_aside`` or ``not_entitled``."""
        return self.told.outcome.status.name.lower()

    @property
    def due(self) -> int:
        """What the law gives, in the benefit's unit per payment; 0 unless it is due."""
        return self.told.outcome.amount if self.state == "entitled" else 0

    @property
    def difference(self) -> int:
        """What is due less what is received."""
        return self.due - (self.received or 0)

    @property
    def counted(self) -> bool:
        """Whether an amount says something."""
        return self.told.info.unit not in UNCOUNTED

    @property
    def meaning(self) -> str:
        """The list it would stand in (``missed``, …); empty where all is well."""
        if not self.told.info.is_recorded:
            return ""
        if self.state == "undetermined":
            return "missing"
        if self.state == "entitled":
            if self.received is None:
                return "missed"
            return "wrong_amount" if self.counted and self.received != self.due else ""
        return "not_entitled" if self.received is not None else ""


@dataclass(frozen=True)
class Told:
    """What the law says of a household on a day.

    Attributes:
        benefits: (entity, row) → benefits that are due, waited for or received.
    """

    benefits: Mapping[tuple[str, int], list[Benefit]]

    def of(self, entity: str, row: int) -> list[Benefit]:
        """Benefits of one person, or of the household itself."""
        return self.benefits.get((entity, row), [])


def row_on(
    household: int, effect: date, today: date, instead: Mapping[Place, Any] | None = None
) -> Row:
    """A household as it is, or as it was on an earlier day."""
    return household_row(household, effect if effect < today else None, instead)


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
    row = row_on(household, effect, today, instead)

    def paid(who: Row) -> Mapping[str, int]:
        return receipts.get((who.entity, who.key), {})

    found: dict[tuple[str, int], list[Benefit]] = {}
    for who, explained in explainer(effect, today).explain_household(row).items():
        rows = [
            Benefit(one, paid(who).get(code))
            for code, one in explained.items()
            if one.outcome.status in _TOLD or code in paid(who)
        ]
        found[who.entity, who.key] = sorted(rows, key=lambda b: (_ORDER.index(b.meaning), b.code))
    return Told(found)


_TOLD = (Status.ENTITLED, Status.UNDETERMINED, Status.SET_ASIDE)
_ORDER = ("missed", "not_entitled", "wrong_amount", "missing", "")


def sentence(told: Explanation, language: str) -> str:
    """The explanation in a sentence, with the person spoken to as is fit."""
    who = address(told.row, told.effect) if language == "vi" else None
    return told.sentence(language, who=who)
