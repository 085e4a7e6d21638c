"""What is kept of a finding in words when it becomes a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from ansinh.engine.errors import AnSinhError
from ansinh.engine.rows import Row
from ansinh.web.office import law
from ansinh.web.office.models import Finding
from ansinh.web.registry.tables import tables_of

#: Of so many cases opened at once the steps are kept; of more, the words alone.
MOST = 300


def kept_explanations(findings: Sequence[Finding], today: date) -> list[dict[str, Any]]:
    """What is kept with the case of each finding: its words, and the steps of the law that day.

    What cannot be explained (the person has left the household since) keeps its words alone.
    """
    told = _explained(findings, today) if len(findings) <= MOST else {}
    return [
        {
            "reason": finding.reason or finding.note,
            "reason_en": finding.reason_en or finding.note_en,
            "article_en": finding.article_en,
            "effect": finding.run.effect.isoformat(),
            "known": finding.run.known.isoformat(),
            "steps": told.get(finding.key, {}),
        }
        for finding in findings
    ]


def _explained(findings: Sequence[Finding], today: date) -> dict[str, dict[str, list[str]]]:
    """Key of a finding → language → the steps."""
    homes: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.benefit:
            homes[finding.household_id].append(finding)
    tables = tables_of(sorted(homes)) if homes else None
    found: dict[str, dict[str, list[str]]] = {}
    for place, home in enumerate(sorted(homes)):
        assert tables is not None
        rows = {(row.entity, row.key): row for row in tables.household(place).walk()}
        for finding in homes[home]:
            person = finding.person_id
            who = rows.get(("Person", person) if person else ("Household", home))
            if who is not None and (steps := _steps(who, finding, today)):
                found[finding.key] = steps
    return found


def _steps(who: Row, finding: Finding, today: date) -> dict[str, list[str]]:
    effect = finding.month if finding.list == "soon" and finding.month else today
    try:
        told = law.explainer(effect, today).explain(who, finding.benefit)
        return {language: told.steps(language) for language in ("vi", "en")}
    except AnSinhError:
        return {}
