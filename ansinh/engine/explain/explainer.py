"""The explainer: walks the law over one household and keeps what it read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from threading import RLock

from ansinh.engine.book import LawBook, holds
from ansinh.engine.declare import Interaction
from ansinh.engine.evaluate import Evaluator, claimed, interacting
from ansinh.engine.explain.counterfactual import Change, WhatIf, find_changes, find_what_ifs
from ansinh.engine.explain.explanation import Explanation
from ansinh.engine.explain.record import RecordingRun
from ansinh.engine.explain.screener import Question, find_questions
from ansinh.engine.outcome import Outcome, Status, settle
from ansinh.engine.rows import Row

#: Row, code, how the benefit ended → whether it is to be explained.
Wanted = Callable[[Row, str, Outcome], bool]


class Explainer:
    """Explains benefits on one date.

    Every call reads the facts of the household anew. Threads that share one wait for each other.

    Args:
        book: The law.
        effect: The day asked about.
        known: The day whose knowledge of the law is used.
    """

    def __init__(self, book: LawBook, effect: date, known: date) -> None:
        self.book, self.effect, self.known = book, effect, known
        self._run = RecordingRun(book, effect, known)
        self._evaluator = Evaluator(book, effect, known)
        self._alone = RLock()

    def explain(self, row: Row, code: str) -> Explanation:
        """How one benefit of ``row`` ended, and why.

        Raises:
            UnknownNameError: there is no such benefit.
        """
        self.book.benefit(code)
        with self._alone:
            self._run.forget()
            return self._explain(row, [code])[code]

    def explain_all(self, row: Row, codes: Iterable[str] | None = None) -> dict[str, Explanation]:
        """How every benefit of ``row`` ended, or those named."""
        mine = self.book.benefits_of(row.entity)
        with self._alone:
            self._run.forget()
            return self._explain(row, mine if codes is None else list(codes))

    def explain_household(
        self, top: Row, wanted: Wanted | None = None
    ) -> dict[Row, dict[str, Explanation]]:
        """Every benefit of a household and of everyone in it, or those that are wanted.

        Args:
            wanted: Told the row, the code and how the benefit ended, whether to explain it: most
                end as a plain no, and finding out takes a quarter of the time of explaining it.
        """
        found = {}
        with self._alone:
            self._run.forget()
            self._evaluator.forget()
            for row in top.walk():
                codes = self.book.benefits_of(row.entity)
                if codes and wanted is not None:
                    ends = self._evaluator.outcomes(row)
                    codes = [code for code in codes if wanted(row, code, ends[code])]
                if codes:
                    found[row] = self._explain(row, codes)
        return found

    def changes(self, row: Row, code: str, until: date) -> list[Change]:
        """The dates up to ``until`` on which the outcome of a benefit changes, each with why."""
        return find_changes(self.book, row, code, self.effect, self.known, until)

    def what_if(self, row: Row, code: str) -> list[WhatIf]:
        """Single facts whose other value would change the outcome, with the new outcome."""
        with self._alone:
            explanation = self.explain(row, code)
            return find_what_ifs(explanation, list(self._run.steps.values()))

    def next_question(self, row: Row, codes: Iterable[str] | None = None) -> list[Question]:
        """What to ask next: missing facts really reached, the most telling first."""
        with self._alone:
            found = self.explain_all(row, codes)
            return find_questions(list(found.values()), list(self._run.steps.values()))

    def _explain(self, row: Row, codes: list[str]) -> dict[str, Explanation]:
        mine = self.book.benefits_of(row.entity)
        needed = set(mine)
        if len(codes) < len(mine):
            needed = {c for code in codes for c in interacting(self.book, code)}
        keys = {code: self.book.benefits[code].key for code in self.book.benefits if code in needed}
        claims = {code: claimed(self._run, row, key) for code, key in keys.items()}
        settled = settle(claims, self.book.interactions, self.effect, self.known)
        return {code: self._explanation(row, code, claims, settled) for code in codes}

    def _explanation(
        self, row: Row, code: str, claims: dict[str, Outcome], settled: dict[str, Outcome]
    ) -> Explanation:
        info = self.book.benefits[code].benefit
        assert info is not None
        outcome, rival, interaction = settled[code], None, None
        if outcome.status == Status.SUPERSEDED and outcome.by is not None:
            other = self.book.benefits[outcome.by].benefit
            assert other is not None
            rival = (other, claims[outcome.by])
            interaction = self._between(code, outcome.by)
        step = self._run.steps[row, self.book.benefits[code].key, 0]
        return Explanation(
            info, row, self.effect, self.known, outcome, claims[code], step, interaction, rival
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
