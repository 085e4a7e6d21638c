"""The explainer: walks the law over one household and keeps what it read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ansinh.engine.book import LawBook, holds
from ansinh.engine.declare import Interaction
from ansinh.engine.evaluate import claimed, interacting
from ansinh.engine.explain.counterfactual import Change, WhatIf, find_changes, find_what_ifs
from ansinh.engine.explain.explanation import Explanation
from ansinh.engine.explain.record import Record
from ansinh.engine.explain.screener import Question, find_questions
from ansinh.engine.outcome import Outcome, Status, settle
from ansinh.engine.rows import Row, copied


class Explainer:
    """Explains benefits on one date.

    Every call copies the household as it stands: an explanation stays true of it. Threads may
    share one.

    Args:
        book: The law.
        effect: The day asked about.
        known: The day whose knowledge of the law is used.
    """

    def __init__(self, book: LawBook, effect: date, known: date) -> None:
        self.book, self.effect, self.known = book, effect, known
        self._nothing = Record(book, effect, known)

    def explain(self, row: Row, code: str) -> Explanation:
        """How one benefit of ``row`` ended, and why.

        Raises:
            UnknownNameError: there is no such benefit.
        """
        self.book.benefit(code)
        return self._explain(self._nothing.anew(), copied(row)[row], [code])[code]

    def explain_all(self, row: Row, codes: Iterable[str] | None = None) -> dict[str, Explanation]:
        """How every benefit of ``row`` ended, or those named."""
        mine = self.book.benefits_of(row.entity)
        asked = mine if codes is None else list(codes)
        return self._explain(self._nothing.anew(), copied(row)[row], asked)

    def explain_household(self, top: Row) -> dict[Row, dict[str, Explanation]]:
        """Every benefit of a household and of everyone in it."""
        record, kept = self._nothing.anew(), copied(top)
        asked = {row: self.book.benefits_of(row.entity) for row in top.walk()}
        return {
            row: self._explain(record, kept[row], codes) for row, codes in asked.items() if codes
        }

    def changes(self, row: Row, code: str, until: date) -> list[Change]:
        """The dates up to ``until`` on which the outcome of a benefit changes, each with why."""
        return find_changes(self.book, row, code, self.effect, self.known, until)

    def what_if(self, row: Row, code: str) -> list[WhatIf]:
        """Single facts whose other value would change the outcome, with the new outcome."""
        return find_what_ifs(self.explain(row, code))

    def next_question(self, row: Row, codes: Iterable[str] | None = None) -> list[Question]:
        """What to ask next: missing facts really reached, the most telling first."""
        return find_questions(list(self.explain_all(row, codes).values()))

    def _explain(self, record: Record, row: Row, codes: list[str]) -> dict[str, Explanation]:
        mine = self.book.benefits_of(row.entity)
        asked = mine
        if len(codes) < len(mine):
            needed = {c for code in codes for c in interacting(self.book, code)}
            asked = [code for code in mine if code in needed]
        benefits = self.book.benefits
        claims = {code: claimed(record.reading, row, benefits[code].key) for code in asked}
        settled = settle(claims, self.book.interactions, self.effect, self.known)
        return {code: self._explanation(record, row, code, claims, settled) for code in codes}

    def _explanation(
        self,
        record: Record,
        row: Row,
        code: str,
        claims: dict[str, Outcome],
        settled: dict[str, Outcome],
    ) -> Explanation:
        info = self.book.benefits[code].benefit
        assert info is not None
        outcome, rival, interaction = settled[code], None, None
        if outcome.status == Status.SUPERSEDED and outcome.by is not None:
            other = self.book.benefits[outcome.by].benefit
            assert other is not None
            rival = (other, claims[outcome.by])
            interaction = self._between(code, outcome.by)
        return Explanation(
            info, row, self.effect, self.known, outcome, claims[code], record, interaction, rival
        )

    def _between(self, code: str, other: str) -> Interaction | None:
        return next(
            (
                item
                for item in self.book.interactions
                if holds(item, self.effect, self.known) and not item.compatible(code, other)
            ),
            None,
        )
