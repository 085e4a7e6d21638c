"""Cases: facts in, expectations out, a date and a source. They prove the law right."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansinh.engine.book import LawBook, Rule
from ansinh.engine.errors import AnSinhError, DataError, EvaluationError, UnknownFactError
from ansinh.engine.oracle import Oracle
from ansinh.engine.outcome import Outcome, Status
from ansinh.engine.rows import Row, read_household
from ansinh.engine.tables import tables_and_places
from ansinh.engine.values import Choice

if TYPE_CHECKING:
    from ansinh.engine.kernel import Result

#: Answer of the oracle where it reached a fact that nobody knows: it says nothing then.
NEEDS_EVERY_FACT = object()
#: What is known of the law unless a case says otherwise.
DEFAULT_KNOWN = date(2026, 12, 31)
_CASE_KEYS = {
    "name",
    "source",
    "from",
    "why",
    "date",
    "known",
    "household",
    "expect",
    "at",
    "unverified",
}


@dataclass(frozen=True)
class Check:
    """One date of a case with what must hold then."""

    effect: date
    known: date
    expect: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Case:
    """One case as written.

    Attributes:
        source: ``official`` (printed by an authority) or ``derived`` (ours, with the arithmetic).
        household: The top row.
    """

    name: str
    source: str
    where: str
    why: str
    file: str
    household: Row
    checks: tuple[Check, ...]
    unverified: str | None = None


@dataclass(frozen=True)
class Failure:
    """An expectation that did not hold."""

    case: Case
    check: Check
    who: str
    what: str
    expected: Any
    got: Any

    def __str__(self) -> str:
        return (
            f"{self.case.file}: {self.case.name!r} on {self.check.effect}: {self.who}.{self.what}: "
            f"expected {shown(self.expected)}, got {shown(self.got)}"
        )


@dataclass
class Answers:
    """What one reader says of one household on one date."""

    value: Callable[[Row, str], Any]
    outcomes: Callable[[Row], Mapping[str, Outcome]]
    needs_every_fact: bool = False
    kept: dict[int, Mapping[str, Outcome]] = field(default_factory=dict)

    def outcome(self, row: Row, code: str) -> Outcome:
        """The settled outcome of one benefit."""
        if id(row) not in self.kept:
            self.kept[id(row)] = self.outcomes(row)
        return self.kept[id(row)][code]


Reader = Callable[[LawBook, Row, date, date], Answers]


def oracle_reader(book: LawBook, _household: Row, effect: date, known: date) -> Answers:
    """Answer by running the rules in CPython, which needs to know every fact that it reaches."""
    oracle = Oracle(book, effect, known)

    def value(row: Row, name: str) -> Any:
        try:
            return oracle.value(row, name)
        except UnknownFactError:
            return NEEDS_EVERY_FACT
        except EvaluationError as error:
            return f"set aside: {error.reason}"

    return Answers(value, oracle.outcomes, needs_every_fact=True)


def kernel_reader(cases: Iterable[Case], book: LawBook, shuffle: int = 0) -> Reader:
    """A reader that has all cases computed in one run, as one shuffled population.

    Args:
        cases: Every case that will be asked about.
        shuffle: Seed of the order in which their households stand.
    """
    from ansinh.engine.kernel import Kernel

    cases = list(cases)
    random.Random(shuffle).shuffle(cases)  # noqa: S311 - an order, not a secret
    tables, places = tables_and_places(book.entities, [case.household for case in cases])
    dates = sorted({(check.effect, check.known) for case in cases for check in case.checks})
    columns = sorted(set(_columns_expected(cases, book)))
    result = Kernel(book, columns=columns).run(tables, dates)
    found = _by_row(result, _asked_places(cases, dates, places))

    def reader(book: LawBook, household: Row, effect: date, known: date) -> Answers:
        number = dates.index((effect, known))

        def value(row: Row, name: str) -> Any:
            key = f"{row.entity}.{name}"
            if key not in result.columns:
                return oracle_reader(book, household, effect, known).value(row, name)
            raw = result.columns[key][number][places[id(row)]].as_py()
            return _from_column(raw, book.rules[key])

        def outcomes(row: Row) -> Mapping[str, Outcome]:
            mine = found.get((number, row.entity, places[id(row)]), {})
            codes = book.benefits_of(row.entity)
            return {code: mine.get(code, Outcome(Status.NOT_ENTITLED)) for code in codes}

        return Answers(value, outcomes)

    return reader


def _columns_expected(cases: list[Case], book: LawBook) -> Iterator[str]:
    for case in cases:
        entities = {row.key: row.entity for row in case.household.walk()}
        for check in case.checks:
            for who, expected in check.expect.items():
                keys = (f"{entities.get(who)}.{what}" for what in expected)
                yield from (key for key in keys if key in book.rules)


def _from_column(raw: Any, rule: Rule) -> Any:
    if raw is None:
        return None
    if rule.type.choice is not None:
        return rule.type.choice.of(raw)
    return Fraction(raw) if rule.type.kind == "rate" else raw


def _asked_places(
    cases: list[Case], dates: list[tuple[date, date]], places: Mapping[int, int]
) -> set[tuple[int, int]]:
    """Every (date, row) that some case asks about; the run has every household on every date."""
    numbers = {day: number for number, day in enumerate(dates)}
    return {
        (numbers[check.effect, check.known], places[id(row)])
        for case in cases
        for check in case.checks
        for row in case.household.walk()
    }


def _by_row(
    result: Result, asked: set[tuple[int, int]]
) -> dict[tuple[int, str, int], dict[str, Outcome]]:
    found: dict[tuple[int, str, int], dict[str, Outcome]] = {}
    days, rows = (result.outcomes.column(name).to_pylist() for name in ("date", "row"))
    wanted = [number for number, place in enumerate(zip(days, rows, strict=True)) if place in asked]
    for record in result.outcomes.take(wanted).to_pylist():
        outcome = Outcome(
            Status(record["status"]),
            record["amount"],
            record["needs"],
            record["reason"],
            record["by"],
        )
        place = (record["date"], record["entity"], record["row"])
        found.setdefault(place, {})[record["benefit"]] = outcome
    return found


def load_cases(path: Path, book: LawBook) -> Iterator[Case]:
    """Read every case of a file, or of every ``*.yaml`` below a folder.

    Raises:
        DataError: with file, case and what is wrong.
    """
    import yaml

    if not path.exists():
        raise DataError(f"{path}: no such file or folder of cases")
    files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    for file in files:
        if path.is_dir() and file.parent.name != "cases":
            continue
        try:
            content = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader) or []
        except yaml.YAMLError as error:
            raise DataError(f"{file}: {error}") from None
        if not isinstance(content, list):
            raise DataError(f"{file}: expected a list of cases")
        for number, entry in enumerate(content, 1):
            yield _case(file, number, entry, book)


def _case(file: Path, number: int, entry: Any, book: LawBook) -> Case:
    name = entry.get("name", f"case {number}") if isinstance(entry, dict) else f"case {number}"
    where = f"{file}: {name!r}"
    if not isinstance(entry, dict) or not {"name", "source", "household"} <= entry.keys():
        raise DataError(f"{where} needs name, source and household")
    unknown = entry.keys() - _CASE_KEYS
    if unknown:
        raise DataError(f"{where}: unknown key {', '.join(sorted(unknown))}")
    if entry["source"] not in ("official", "derived"):
        raise DataError(f"{where}: source must be official or derived")
    if not entry.get("from" if entry["source"] == "official" else "why"):
        raise DataError(f"{where}: an official case says 'from' where, a derived one 'why'")
    steps = entry.get("at") or [{k: entry[k] for k in ("date", "known", "expect") if k in entry}]
    try:
        household = read_household(book.entities, entry["household"])
        checks = tuple(_check(step, entry) for step in steps)
    except (AnSinhError, KeyError) as error:
        raise DataError(f"{where}: {error}") from None
    return Case(
        entry["name"],
        entry["source"],
        str(entry.get("from", "")),
        str(entry.get("why", "")),
        str(file),
        household,
        checks,
        entry.get("unverified"),
    )


def _check(step: Mapping[str, Any], entry: Mapping[str, Any]) -> Check:
    if not isinstance(step.get("date"), date) or not step.get("expect"):
        raise DataError("every check needs a date and what to expect")
    known = step.get("known") or entry.get("known") or max(DEFAULT_KNOWN, step["date"])
    return Check(step["date"], known, step["expect"])


def run_case(case: Case, book: LawBook, reader: Reader = oracle_reader) -> list[Failure]:
    """Run one case on one reader.

    Raises:
        DataError: it expects something of a person, rule or benefit that does not exist.
    """
    failures = []
    rows = {row.key: row for row in case.household.walk()}
    for check in case.checks:
        answers = reader(book, case.household, check.effect, check.known)
        for who, expected in check.expect.items():
            if who not in rows:
                raise DataError(f"{case.file}: {case.name!r} expects something of {who!r}, unknown")
            for what, wanted in expected.items():
                got = _answer(answers, book, rows[who], what, wanted)
                if got is not None:
                    failures.append(Failure(case, check, who, what, wanted, got))
    return failures


def _answer(answers: Answers, book: LawBook, row: Row, what: str, wanted: Any) -> Any:
    """What the reader said, when it is not what was wanted; else ``None``."""
    if "." in what:
        book.benefit(what)
        outcome = answers.outcome(row, what)
        unsure = outcome.status == Status.UNDETERMINED and answers.needs_every_fact
        got: Any = NEEDS_EVERY_FACT if unsure else _written(outcome)
    else:
        got = answers.value(row, what)
        got = got.code if isinstance(got, Choice) else got
    if got is NEEDS_EVERY_FACT or _equal(got, wanted):
        return None
    return got


def _written(outcome: Outcome) -> Any:
    if outcome.status in (Status.ENTITLED, Status.NOT_ENTITLED):
        return outcome.amount
    if outcome.status == Status.UNDETERMINED:
        return f"undetermined {outcome.needs}"
    if outcome.status == Status.SUPERSEDED:
        return f"superseded {outcome.by}"
    return f"set aside: {outcome.reason}"


def _equal(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, float) and isinstance(got, Fraction | int):
        return Fraction(str(wanted)) == got
    if isinstance(got, bool) != isinstance(wanted, bool):
        return got in (0, 1) and bool(got) is bool(wanted) if isinstance(wanted, bool) else False
    return bool(got == wanted)


def shown(value: Any) -> str:
    """A value as a message shows it."""
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def run_cases(
    cases: Iterable[Case], book: LawBook, reader: Reader = oracle_reader
) -> tuple[int, list[Failure]]:
    """Run cases; returns how many there were and every failure."""
    count, failures = 0, []
    for case in cases:
        count += 1
        failures += run_case(case, book, reader)
    return count, failures
