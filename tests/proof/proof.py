"""What the three readers must agree on, checked for one household at a time."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from ansinh.engine.book import LawBook
from ansinh.engine.errors import EvaluationError, UnknownFactError
from ansinh.engine.evaluate import Error, Evaluator, Known, Unknown
from ansinh.engine.kernel import Kernel
from ansinh.engine.oracle import Oracle
from ansinh.engine.outcome import Outcome, Status
from ansinh.engine.rows import Row
from ansinh.engine.tables import tables_and_places
from tests.proof.households import Maker, completed

ENTITIES = ("Household", "Person")
Dates = list[tuple[date, date]]


class KernelAnswers:
    """What the kernel says of one household on some dates."""

    def __init__(self, proof: Proof, household: Row, dates: Dates) -> None:
        self.rules = proof.book.rules
        tables, self.places = tables_and_places(proof.book.entities, [household])
        self.result = proof.kernel.run(tables, dates, threads=1)
        self.claims: dict[tuple[int, str, int], dict[str, Outcome]] = {}
        for r in self.result.outcomes.to_pylist():
            outcome = Outcome(Status(r["status"]), r["amount"], r["needs"], r["reason"], r["by"])
            place = (r["date"], r["entity"], r["row"])
            self.claims.setdefault(place, {})[r["benefit"]] = outcome

    def outcome(self, number: int, row: Row, code: str) -> Outcome:
        mine = self.claims.get((number, row.entity, self.places[id(row)]), {})
        return mine.get(code, Outcome(Status.NOT_ENTITLED))

    def value(self, number: int, row: Row, key: str) -> Any:
        """The value of a rule; ``None`` where it is unknown or set aside."""
        raw = self.result.columns[key][number][self.places[id(row)]].as_py()
        kind = self.rules[key].type
        if raw is None or kind.kind not in ("choice", "rate"):
            return raw
        return Fraction(raw) if kind.choice is None else kind.choice.of(raw)


class Proof:
    """One law book with its kernel and a maker of households."""

    def __init__(self, book: LawBook) -> None:
        self.book = book
        self.maker = Maker(book)
        self.keys = tuple(key for key, rule in book.rules.items() if rule.entity in ENTITIES)
        self.kernel = Kernel(book, columns=self.keys)

    def keys_of(self, row: Row) -> list[str]:
        return [key for key in self.keys if key.startswith(f"{row.entity}.")]

    def check_known(self, household: Row, dates: Dates) -> int:
        """Part 1: all three agree; returns how many values were compared."""
        kernel = KernelAnswers(self, household, dates)
        compared = 0
        for number, (effect, known) in enumerate(dates):
            oracle = Oracle(self.book, effect, known)
            explainer = Evaluator(self.book, effect, known)
            for row in rows_of(household):
                for key in self.keys_of(row):
                    wanted = by_oracle(oracle, row, key)
                    if wanted is None:
                        continue
                    found = explainer.value(row, key.split(".")[1])
                    told = partial(_told, household, f"{row}: {key} on {effect} known {known}")
                    assert found == wanted, told()
                    expected = wanted.value if isinstance(wanted, Known) else None
                    assert kernel.value(number, row, key) == expected, told()
                    compared += 1
        return compared

    def check_unknown(self, household: Row, dates: Dates) -> int:
        """Part 2: explainer and kernel agree; returns how many answers were unknown."""
        kernel = KernelAnswers(self, household, dates)
        unknown = 0
        for number, (effect, known) in enumerate(dates):
            explainer = Evaluator(self.book, effect, known)
            for row in rows_of(household):
                told = partial(_told, household, f"{row} on {effect} known {known}")
                for key in self.keys_of(row):
                    found = explainer.value(row, key.split(".")[1])
                    expected = found.value if isinstance(found, Known) else None
                    got = kernel.value(number, row, key)
                    assert got == expected, told(f"{key}: {found}")
                    unknown += isinstance(found, Unknown)
                for code, outcome in explainer.outcomes(row).items():
                    claim = kernel.outcome(number, row, code)
                    two = f"{code}: explainer {outcome}, kernel {claim}"
                    assert essence(claim) == essence(outcome), told(two)
        return unknown

    def check_sound(self, household: Row, dates: Dates, seed: int) -> int:
        """Part 3: one completion confirms what is called known; returns how many values it did."""
        whole = completed(household, self.maker, seed, [effect for effect, _ in dates])
        pairs = list(zip(rows_of(household), rows_of(whole), strict=True))
        confirmed = 0
        for effect, known in dates:
            explainer = Evaluator(self.book, effect, known)
            oracle = Oracle(self.book, effect, known)
            for row, full in pairs:
                for key in self.keys_of(row):
                    found = explainer.value(row, key.split(".")[1])
                    wanted = by_oracle(oracle, full, key)
                    if isinstance(found, Known) and isinstance(wanted, Known):
                        where = f"{row}: {key} on {effect}"
                        assert found == wanted, _told(household, where, f"→\n{described(whole)}")
                        confirmed += 1
                confirmed += self.check_settled(explainer, oracle, row, full)
        return confirmed

    def check_settled(self, explainer: Evaluator, oracle: Oracle, row: Row, full: Row) -> int:
        """A claim called settled ends the same under the completion."""
        settled = oracle.outcomes(full)
        if any(o.status in (Status.UNDETERMINED, Status.SET_ASIDE) for o in settled.values()):
            return 0
        claims = explainer.outcomes(row)
        sure = [c for c, o in claims.items() if o.status <= Status.SUPERSEDED]
        for code in sure:
            paid = settled[code].status == Status.ENTITLED
            assert (claims[code].status == Status.ENTITLED) == paid, f"{code}: {claims[code]}"
        return len(sure)


def by_oracle(oracle: Oracle, row: Row, key: str) -> Known | Error | None:
    """The oracle's answer; ``None`` where it reached somebody whom nobody knows."""
    try:
        return Known(oracle.value(row, key.split(".")[1]))
    except UnknownFactError:
        return None
    except EvaluationError as error:
        return Error(error.reason)


def essence(outcome: Outcome) -> tuple[Any, ...]:
    """What two readers must agree on; the amount counts where there is one."""
    due = outcome.amount if outcome.status in (Status.ENTITLED, Status.SUPERSEDED) else 0
    return outcome.status, due, outcome.needs, outcome.reason, outcome.by


def rows_of(household: Row) -> list[Row]:
    return [row for row in household.walk() if row.entity in ENTITIES]


def _told(household: Row, where: str, more: str = "") -> str:
    """What failed; made only then, since a household is long to describe."""
    return f"{where}: {more}\n{described(household)}"


def described(household: Row) -> str:
    return "\n".join(f"{row} {row.values} {row.links}" for row in household.walk())
