"""The second reader without its record: one household, lazily, with facts that nobody knows.

A missing fact does not stop anything: conditions follow Kleene's logic, and an answer that does
not depend on the fact is known. The kernel gives exactly these answers for a whole table.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from ansinh.engine.answers import Answer, Error, Known, Unknown, agree, exact_value, raw
from ansinh.engine.book import LawBook
from ansinh.engine.cases import Answers
from ansinh.engine.closures import Closure, Compiler, Frame
from ansinh.engine.declare import Version
from ansinh.engine.entities import UNKNOWN
from ansinh.engine.errors import ConflictError, EvaluationError, NotInForceError
from ansinh.engine.oracle import month_earlier, months_of_history
from ansinh.engine.outcome import Outcome, Status, claim, settle
from ansinh.engine.program import Body, RuleProgram
from ansinh.engine.rows import Row
from ansinh.engine.values import RATE_SCALE

__all__ = [
    "Answer",
    "Error",
    "Evaluator",
    "Known",
    "Run",
    "Unknown",
    "explainer_reader",
    "interacting",
]


class Code:
    """The closures of every body of a program, made when first asked for."""

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler
        self._made: dict[int, Closure] = {}

    def rule(self, body: Body) -> Closure:
        """What a version of a rule computes."""
        if id(body) not in self._made:
            self._made[id(body)] = self._compiler.value(body.node)
        return self._made[id(body)]

    def exception(self, body: Body) -> Closure:
        """What an exception computes: whether it applies, and its value."""
        if id(body) not in self._made:
            self._made[id(body)] = self._compiler.optional(body.node)
        return self._made[id(body)]


def code_of(book: LawBook, compiler: type[Compiler] = Compiler) -> Code:
    """The closures of ``book``, kept with its program so that every date shares them."""
    kept: dict[type[Compiler], Code] = vars(book.program).setdefault("_code", {})
    if compiler not in kept:
        kept[compiler] = Code(compiler(book.entities))
    return kept[compiler]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is in force of one rule in one month.

    Attributes:
        body: The version in force with its closure, or ``None``.
        otherwise: Raw value where no version is in force, if the rule has one.
        exceptions: Those in force, in the book's order.
    """

    rule: RuleProgram
    day: date
    body: tuple[Version, Closure] | None
    otherwise: Any
    exceptions: tuple[tuple[Version, Closure], ...]


class Run:
    """Rules evaluated for one date, each once for a row and month.

    Args:
        book: The law.
        effect: The day asked about.
        known: The day whose knowledge of the law is used.
        history_start: Earlier months than this have the rules' ``otherwise`` values.
    """

    compiler: type[Compiler] = Compiler

    def __init__(
        self, book: LawBook, effect: date, known: date, history_start: date | None = None
    ) -> None:
        self.book, self.effect, self.known = book, effect, known
        self.history_start = history_start or date.min
        self.code = code_of(book, self.compiler)
        self.memo: dict[tuple[Row, str, int], Any] = {}
        self._plans: dict[tuple[str, int], Plan] = {}
        self._figures: dict[tuple[str, int], Any] = {}
        self._started: set[tuple[Row, str]] = set()

    def anew(self) -> Self:
        """A run of the same law and date with no values; both share what is in force."""
        new = copy(self)
        new.memo, new._started = {}, set()
        return new

    # --- rules ----------------------------------------------------------------------------------

    def rule(self, row: Row, key: str, lag: int) -> Any:
        """Raw value of a rule ``lag`` months before the date asked about, or its Unknown.

        Raises:
            EvaluationError: it has none.
        """
        place = (row, key, lag)
        if lag and (row, key) not in self._started:
            self._started.add((row, key))
            self._from_the_start(row, key, lag)
        found = self.memo.get(place, _NOT_YET)
        if found is _NOT_YET:
            try:
                found = self.compute(row, self.plan(key, lag), lag)
            except EvaluationError as error:
                found = error
            self.memo[place] = found
        if isinstance(found, EvaluationError):
            raise found.with_traceback(None)
        return found

    def _from_the_start(self, row: Row, key: str, lag: int) -> None:
        """Evaluate earlier months oldest first, so that a long history is no deep recursion."""
        rule = self.book.rules[key]
        for older in range(months_of_history(rule, self.effect, self.history_start), lag, -1):
            with suppress(EvaluationError):
                self.rule(row, key, older)

    def compute(self, row: Row, plan: Plan, lag: int) -> Any:
        """The exceptions to a rule, then the rule itself, combined."""
        if not plan.exceptions:
            return self.general(row, plan, lag)
        considered = [closure(Frame(self, row, lag, plan.day)) for _, closure in plan.exceptions]
        return combine(plan, considered, lambda: self.general(row, plan, lag))

    def general(self, row: Row, plan: Plan, lag: int) -> Any:
        """The rule without its exceptions."""
        if plan.body is not None:
            return plan.body[1](Frame(self, row, lag, plan.day))
        return without_version(plan)

    def plan(self, key: str, lag: int) -> Plan:
        """What is in force of the rule ``lag`` months ago."""
        if (key, lag) not in self._plans:
            self._plans[key, lag] = self._make_plan(self.book.program.rules[key], lag)
        return self._plans[key, lag]

    def _make_plan(self, program: RuleProgram, lag: int) -> Plan:
        day, rule = month_earlier(self.effect, lag), program.rule
        otherwise = None
        if rule.otherwise is not None:
            otherwise = _typed(rule.otherwise.otherwise, rule.type.kind, rule.type.scale)
        if lag > 0 and day < self.history_start:
            return Plan(program, day, None, otherwise, ())
        in_force = rule.version_at(day, self.known)
        body = next((b for b in program.bodies if b.version is in_force), None)
        exceptions = tuple(
            (b.version, self.code.exception(b))
            for b in program.exceptions
            if any(v is b.version for v in rule.exceptions_at(day, self.known))
        )
        general = None if body is None else (body.version, self.code.rule(body))
        return Plan(program, day, general, otherwise, exceptions)

    # --- parameters -----------------------------------------------------------------------------

    def parameter(self, path: str, lag: int) -> Any:
        """Raw value of a parameter in the month ``lag`` months ago.

        Raises:
            NotInForceError: it has none.
        """
        place = (path, lag)
        if place not in self._figures:
            self._figures[place] = self._figure(path, month_earlier(self.effect, lag))
        found = self._figures[place]
        if found is None:
            day = month_earlier(self.effect, lag)
            raise NotInForceError(f"{path} has no value on {day} as known on {self.known}")
        return found

    def indexed(self, path: str, shape: str, position: Any, lag: int) -> Any:
        """Raw value of a parameter for a choice, or in the bracket that ``position`` lies in.

        Raises:
            NotInForceError: the parameter has none, the choice is not in it, or no bracket fits.
        """
        values = self.parameter(path, lag)
        found = None
        if shape == "by_choice":
            found = values.get(position.code)
        else:
            for at, value in values:
                if position >= at:
                    found = value
        if found is None:
            raise NotInForceError(f"{path} has no value for {position}")
        return found

    def _figure(self, path: str, day: date) -> Any:
        parameter = self.book.parameters[path]
        dated = parameter.at(day, self.known)
        if dated is None:
            return None
        scale = RATE_SCALE if parameter.type == "rate" else 0
        if parameter.shape == "by_choice":
            return {key: raw(value, scale) for key, value in dated.value.items()}
        if parameter.shape == "brackets":
            return tuple((at, raw(value, scale)) for at, value in dated.value)
        return raw(dated.value, scale)


_NOT_YET = object()


def without_version(plan: Plan) -> Any:
    """The value of a rule where no version is in force.

    Raises:
        NotInForceError: the rule does not say.
    """
    if plan.otherwise is None:
        raise NotInForceError(f"{plan.rule.rule.key} has no version on {plan.day}")
    return plan.otherwise


def combine(plan: Plan, considered: list[tuple[Any, Any]], general: Any) -> Any:
    """The exceptions that apply, or else the general rule, where nothing unknown may change it.

    Args:
        plan: What is in force.
        considered: For each exception whether it applies (true, false, Unknown) and its value.
        general: Gives the general rule's value when it is needed.

    Raises:
        ConflictError: two exceptions apply and disagree.
        EvaluationError: the general rule is needed and has no value.
    """
    applying = [
        (version, value)
        for (version, _), (applies, value) in zip(plan.exceptions, considered, strict=True)
        if applies is True
    ]
    perhaps = [(a, value) for a, value in considered if a is not True and a is not False]
    if applying:
        result = _agreed(plan, applying)
    else:
        try:
            result = general()
        except EvaluationError:
            if perhaps:
                return perhaps[0][0]
            raise
    if result.__class__ is Unknown and applying:
        return result
    for unknown, value in perhaps:
        if not agree(value, result):
            return unknown
    return result


def _agreed(plan: Plan, applying: list[tuple[Version, Any]]) -> Any:
    for _, value in applying:
        if value.__class__ is Unknown:
            return value
    first, agreed = applying[0]
    for other, value in applying[1:]:
        if value != agreed:
            raise ConflictError(
                f"{plan.rule.rule.key}: {first.cites[0]} gives {agreed}, "
                f"{other.cites[0]} gives {value}"
            )
    return agreed


def _typed(value: Any, kind: str, scale: int) -> Any:
    if kind == "bool":
        return bool(value)
    return raw(value, scale) if kind == "rate" else value


def interacting(book: LawBook, code: str) -> list[str]:
    """``code`` and every benefit whose amount may bear on it, in the book's order."""
    found = {code}
    while True:
        reached = {c for item in book.interactions if found & set(item.among) for c in item.among}
        if reached <= found:
            return [c for c in book.benefits if c in found]
        found |= reached


class Evaluator:
    """Rules and benefits of rows on one date, with facts that may be missing.

    Values are kept: call :meth:`forget` when facts of a row have changed.

    Args:
        book: The law.
        effect: The day asked about.
        known: The day whose knowledge of the law is used.
        history_start: Earlier months than this have the rules' ``otherwise`` values.
    """

    def __init__(
        self, book: LawBook, effect: date, known: date, history_start: date | None = None
    ) -> None:
        self.book, self.effect, self.known = book, effect, known
        self.run = Run(book, effect, known, history_start)

    def forget(self) -> None:
        """Drop every value that was computed."""
        self.run = self.run.anew()

    def value(self, row: Row, name: str) -> Answer:
        """Value of a fact or rule of ``row``.

        Raises:
            UnknownNameError: nobody declared it.
        """
        facts = self.book.entities[row.entity].facts
        if name in facts:
            found = row.value(facts[name])
            return Unknown(facts[name].qualified) if found is UNKNOWN else Known(found)
        rule = self.book.rule(row.entity, name)
        return answered(lambda: self.run.rule(row, rule.key, 0), rule.type)

    def outcomes(self, row: Row, codes: Iterable[str] | None = None) -> dict[str, Outcome]:
        """The settled outcome of each benefit of ``row``, or of those named.

        Raises:
            UnknownNameError: there is no such benefit.
        """
        mine = self.book.benefits_of(row.entity)
        asked = mine if codes is None else list(codes)
        for code in asked:
            self.book.benefit(code)
        needed = mine if codes is None else {k for c in asked for k in interacting(self.book, c)}
        claims = {code: self.claim(row, code) for code in mine if code in needed}
        settled = settle(claims, self.book.interactions, self.effect, self.known)
        return {code: settled[code] for code in asked}

    def claim(self, row: Row, code: str) -> Outcome:
        """The outcome of a benefit taken by itself."""
        return claimed(self.run, row, self.book.benefits[code].key)


def claimed(run: Run, row: Row, key: str) -> Outcome:
    """The outcome of the benefit that the rule ``key`` is, taken by itself."""
    try:
        value = run.rule(row, key, 0)
    except EvaluationError as error:
        return Outcome(Status.SET_ASIDE, reason=error.reason)
    if value.__class__ is Unknown:
        return Outcome(Status.UNDETERMINED, needs=value.fact)
    return claim(value)


def answered(compute: Any, type_: Any) -> Answer:
    """What ``compute`` gives, as an answer with an exact value."""
    try:
        value = compute()
    except EvaluationError as error:
        return Error(error.reason, str(error))
    return value if value.__class__ is Unknown else Known(exact_value(value, type_))


def explainer_reader(book: LawBook, _household: Row, effect: date, known: date) -> Answers:
    """Answer cases by walking the intermediate form."""
    evaluator = Evaluator(book, effect, known)

    def value(row: Row, name: str) -> Any:
        answer = evaluator.value(row, name)
        if isinstance(answer, Unknown):
            return f"undetermined {answer.fact}"
        return f"set aside: {answer.reason}" if isinstance(answer, Error) else answer.value

    return Answers(value, evaluator.outcomes)
