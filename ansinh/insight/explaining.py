"""Reasons of lines in the explainer's words, for as many lines of each list as the run allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from ansinh.engine.book import LawBook
from ansinh.engine.errors import AnSinhError
from ansinh.engine.rows import Row
from ansinh.engine.tables import Tables
from ansinh.insight.address import address

if TYPE_CHECKING:
    from ansinh.engine.explain import Explainer, Explanation


def _arithmetic(explanation: Explanation, language: str) -> list[str]:
    """The last step to the amount that is due, with its figures; the rest is in the explanation."""
    return [f"{line}." for line in explanation.arithmetic(language).splitlines()[-1:]]


class Reasons:
    """Asks the explainer about single lines of a run.

    Args:
        most: Lines of each list that get the explainer's sentence; the others keep the short one.

    Attributes:
        told: Lines explained of each list.
        failed: Of explained lines of what is paid and not due: benefit and key of the rule in which
            the first condition failed, with how many.
    """

    def __init__(self, book: LawBook, known: date, most: int) -> None:
        self.book, self.known, self.most = book, known, most
        self.told: Counter[str] = Counter()
        self.failed: Counter[tuple[str, str]] = Counter()
        self._explainers: dict[date, Explainer] = {}
        self._households: dict[int, Row] = {}

    def put_on(
        self, name: str, lines: pl.DataFrame, tables: Callable[[], Tables], on: date
    ) -> pl.DataFrame:
        """Replace the first reasons of a list, up to the number allowed over the whole run.

        Args:
            tables: Gives the chunk of the lines; asked only where there is room.
        """
        room = min(self.most - self.told[name], lines.height)
        if room <= 0:
            return lines
        self._households.clear()
        head = lines.head(room)
        days = head["month"].to_list() if "month" in head.columns else [on] * room
        told = [
            self._sentences(tables(), line, day) or (line["reason"], line["reason_en"])
            for line, day in zip(head.iter_rows(named=True), days, strict=True)
        ]
        self.told[name] += room
        explained = pl.DataFrame(
            told, schema={"reason": pl.String, "reason_en": pl.String}, orient="row"
        )
        rest = lines.select("reason", "reason_en").slice(room)
        return lines.with_columns(pl.concat([explained, rest]))

    def _sentences(self, tables: Tables, line: dict[str, Any], day: date) -> tuple[str, str] | None:
        """The reason of a line in Vietnamese and English; None where the short one says all."""
        if line.get("death_date") is not None:
            return None
        try:
            row = self._row(tables, line)
            explanation = self._explainer(day).explain(row, line["benefit"])
            if "overpaid" in line and not line["winner"] and line["ended"] is None:
                self._count_failure(explanation)
            if "arrears" in line and "due" in line:
                return (
                    " ".join([line["reason"], *_arithmetic(explanation, "vi")]),
                    " ".join([line["reason_en"], *_arithmetic(explanation, "en")]),
                )
            person = "The person" if row.entity == "Person" else None
            told = explanation.sentence
            return told("vi", who=address(row, day)), told("en", who=person)
        except AnSinhError:
            return None

    def _count_failure(self, explanation: Explanation) -> None:
        failure = explanation.failure
        if failure is not None:
            self.failed[explanation.code, failure.atom.step.rule.key] += 1

    def _row(self, tables: Tables, line: dict[str, Any]) -> Row:
        place = line["household_row"]
        if place not in self._households:
            self._households[place] = tables.household(place)
        home = self._households[place]
        wanted = (line["entity"], line["person_id"] or line["household_id"])
        return next(row for row in home.walk() if (row.entity, row.key) == wanted)

    def _explainer(self, day: date) -> Explainer:
        if day not in self._explainers:
            from ansinh.engine.explain import Explainer

            self._explainers[day] = Explainer(self.book, day, max(self.known, day))
        return self._explainers[day]
