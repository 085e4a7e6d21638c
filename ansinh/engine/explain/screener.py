"""What to ask next, so that the fewest questions are needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ansinh.engine.dates import add_years
from ansinh.engine.entities import UNKNOWN, Fact
from ansinh.engine.explain import words
from ansinh.engine.explain.counterfactual import Trial, alternatives
from ansinh.engine.explain.explanation import Explanation
from ansinh.engine.explain.margins import unknown_reads
from ansinh.engine.explain.record import FactRead, Step
from ansinh.engine.outcome import Status
from ansinh.engine.rows import Row


@dataclass(frozen=True)
class Question:
    """A missing fact that an evaluation really reached.

    Attributes:
        benefits: Undetermined benefits whose evaluation reached it.
        settles: How many of all benefits its answer decides, on average over answers tried.
    """

    fact: Fact
    row: Row
    benefits: tuple[str, ...]
    settles: Fraction

    def ask(self, language: str = "vi") -> str:
        """The question, or the fact's label where none is written."""
        question = words.pick(self.fact.ask, self.fact.ask_en, language)
        return question or f"{words.fact_label(self.fact, language)}?"


def find_questions(explanations: list[Explanation]) -> list[Question]:
    """The missing facts that undetermined benefits reached, the most telling first."""
    unsettled = [e for e in explanations if e.outcome.status == Status.UNDETERMINED]
    if not unsettled:
        return []
    first = unsettled[0]
    trial = Trial(first.step.book, first.row, first.effect, first.known)
    reached: dict[tuple[Row, str], tuple[FactRead, list[str]]] = {}
    for explanation in unsettled:
        for step in _steps_behind(explanation):
            for item in unknown_reads(step):
                place = (item.row, item.fact.name)
                codes = reached.setdefault(place, (item, []))[1]
                if explanation.code not in codes:
                    codes.append(explanation.code)
    codes = [e.code for e in unsettled]
    found = [
        Question(item.fact, item.row, tuple(mine), _settles(trial, item, codes))
        for item, mine in reached.values()
    ]
    return sorted(found, key=lambda question: (-question.settles, -len(question.benefits)))


def _steps_behind(explanation: Explanation) -> list[Step]:
    """The benefit's own record, or its rivals' where they leave it open."""
    if explanation.claim.status == Status.UNDETERMINED:
        return [explanation.step]
    steps = explanation.step.record.steps()
    return [step for step in steps if step.rule.benefit and step.row is explanation.row]


def _settles(trial: Trial, item: FactRead, codes: list[str]) -> Fraction:
    tried = _answers(item.fact)
    decided = 0
    for value in tried:
        found = trial.outcomes(item.row, item.fact, value, codes)
        decided += sum(o.status != Status.UNDETERMINED for o in found.values())
    return Fraction(decided, len(tried))


def _answers(fact: Fact) -> list[Any]:
    """Answers that may be given, enough to see what the fact would decide."""
    if fact.type in ("bool", "choice"):
        return alternatives(fact, UNKNOWN)
    if fact.type == "date":
        return [add_years(_SOME_DAY, years) for years in (-75, -30, -2, 3)]
    least = fact.least if fact.least is not None else 0
    return [least, least + 100, least + 10**6, least + 10**9]


_SOME_DAY = date(2026, 7, 1)
