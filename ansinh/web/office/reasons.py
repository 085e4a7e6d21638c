"""What a finding says in words: in the language of the page, and kept with the case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ansinh.engine.errors import AnSinhError
from ansinh.engine.explain import Explanation
from ansinh.engine.tables import Tables
from ansinh.web.office import law
from ansinh.web.office.models import Finding
from ansinh.web.registry.tables import tables_of

#: Households whose explanations are made from one reading of the registry.
_HOMES = 500


def kept_explanations(findings: Sequence[Finding], today: date) -> list[dict[str, Any]]:
    """What is kept with the case of each finding: its words, and the steps of the law that day.

    What cannot be explained (the person has left the household since) keeps its words alone.
    """
    steps: dict[str, dict[str, list[str]]] = {}
    homes = sorted({finding.household_id for finding in findings if finding.benefit})
    for start in range(0, len(homes), _HOMES):
        some = homes[start : start + _HOMES]
        places = {home: place for place, home in enumerate(some)}
        tables = tables_of(some)
        for finding in findings:
            if finding.benefit and finding.household_id in places:
                told = _explained(tables, places[finding.household_id], finding, today)
                if told is not None:
                    steps[finding.key] = {name: told.steps(name) for name in ("vi", "en")}
    return [
        {
            "reason": finding.reason or finding.note,
            "reason_en": finding.reason_en or finding.note_en,
            "article_en": finding.article_en,
            "effect": finding.run.effect.isoformat(),
            "known": finding.run.known.isoformat(),
            "steps": steps.get(finding.key, {}),
        }
        for finding in findings
    ]


def _explained(tables: Tables, place: int, finding: Finding, today: date) -> Explanation | None:
    effect = finding.month if finding.list == "soon" and finding.month else today
    who = (
        ("Person", finding.person_id) if finding.person_id else ("Household", finding.household_id)
    )
    try:
        row = next(r for r in tables.household(place).walk() if (r.entity, r.key) == who)
        return law.explainer(effect, today).explain(row, finding.benefit)
    except (AnSinhError, StopIteration):
        return None
