"""Life and law of a household in one dated list: what was, and what comes in the next year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.utils.translation import get_language

from ansinh.engine.dates import add_months, first_of_month
from ansinh.engine.evaluate import Evaluator
from ansinh.engine.explain import Explainer
from ansinh.engine.outcome import Outcome, Status
from ansinh.engine.rows import Row
from ansinh.insight.words import UNCOUNTED
from ansinh.web.access import discretion
from ansinh.web.office import law
from ansinh.web.office.history import history
from ansinh.web.office.templatetags.words import amount, label, speech
from ansinh.web.office.views.known import Record, Shown
from ansinh.web.registry.details import details_of
from ansinh.web.registry.rows import household_row

#: Months ahead in which the law is asked.
AHEAD = 12
#: Names of the first and the last day of a span.
_SPAN = ("since", "until")
_Span: TypeAlias = tuple[date, date | None, str]


@dataclass(frozen=True)
class Moment:
    """Something on a day.

    Attributes:
        kind: ``life``, ``record``, ``change`` or ``law``.
        note: Why, or where it comes from.
    """

    on: date
    kind: str
    who: str
    text: str
    note: str = ""


def past(user: Any, home: Any, shown: Shown, today: date, *, sees: bool) -> list[Moment]:
    """Births, deaths, moves, records and changes up to a day, the latest first."""
    found = [*_lives(home, shown), *_records(shown), *_changes(user, home, sees=sees)]
    return sorted((m for m in found if m.on <= today), key=lambda m: m.on, reverse=True)


def coming(home: Any, shown: Shown, today: date, *, sees: bool) -> list[Moment]:
    """Benefits that start, end or change amount in the coming year, and records that end."""
    until = add_months(today, AHEAD)
    found = [m for m in _records(shown) if today < m.on <= until]
    names = {one.thing.pk: one.thing.full_name for one in shown.people}
    top = household_row(home.pk)
    for row, code in _changing(top, today, until):
        if code in discretion.revealing() and not sees:
            continue
        who = names.get(row.key, "") if row.entity == "Person" else ""
        is_told = sees or code not in discretion.resting()
        found += _benefit(row, code, who, today, until, is_told=is_told)
    return sorted(found, key=lambda m: m.on)


def _lives(home: Any, shown: Shown) -> Iterator[Moment]:
    for one in shown.people:
        person = one.thing
        if person.birth_date:
            yield Moment(person.birth_date, "life", person.full_name, speech("sinh", "born"))
        if person.death_date:
            yield Moment(person.death_date, "life", person.full_name, speech("mất", "died"))
    if home.moved_in_on:
        text = speech("hộ chuyển đến từ xã khác", "moved here from another commune")
        yield Moment(home.moved_in_on, "life", "", text)


def _records(shown: Shown) -> Iterator[Moment]:
    for holder in (shown.of_home, *shown.people):
        who = getattr(holder.thing, "full_name", "")
        for kind, records in holder.records:
            spans = [span for record in records if (span := _span(record))]
            for start, end, note in _joined(spans):
                begins = speech("từ ngày này", "begins")
                yield Moment(start, "record", who, f"{label(kind)}: {begins}", note)
                if end is not None:
                    ends = speech("đến hết ngày trước", "ended the day before")
                    yield Moment(end, "record", who, f"{label(kind)}: {ends}", note)
            for record in records:
                yield from _days(who, label(kind), record)


def _span(record: Record) -> _Span | None:
    """The days that a record holds; None where it is no span or is hidden."""
    if not set(_SPAN) <= details_of(record.kind.name).keys() or record.thing.since is None:
        return None
    return record.thing.since, record.thing.until, _note(record, ("choice", "benefit"))


def _joined(spans: Iterable[_Span]) -> Iterator[_Span]:
    """Spans that go on where another of the same kind ends are told as one."""
    current: _Span | None = None
    for start, end, note in sorted(spans, key=lambda span: (span[2], span[0])):
        if current and current[2] == note and current[1] == start:
            current = (current[0], end, note)
            continue
        if current:
            yield current
        current = (start, end, note)
    if current:
        yield current


def _days(who: str, kind: str, record: Record) -> Iterator[Moment]:
    """Every other day that a record tells, by the label of its fact."""
    note = _note(record, ("choice", "benefit", "money"))
    is_span = _span(record) is not None
    for known in record.known:
        detail = known.detail
        if detail.type != "date" or known.is_hidden or (is_span and detail.name in _SPAN):
            continue
        on = getattr(record.thing, detail.column)
        yield Moment(on, "record", who, f"{kind}: {label(detail).lower()}", note)


def _note(record: Record, types: tuple[str, ...]) -> str:
    return "; ".join(known.text for known in record.known if known.detail.type in types)


def _changes(user: Any, home: Any, *, sees: bool) -> Iterator[Moment]:
    """What was written down; births and deaths are told by their days already."""
    told = {"born", "died", "death_date"}
    for line in history(user, home, sees=sees):
        if line.what not in told:
            note = "; ".join(filter(None, (line.reason, line.source, line.proof)))
            yield Moment(line.on, "change", line.who, line.text, note)


def _changing(top: Row, today: date, until: date) -> Iterator[tuple[Row, str]]:
    """Benefits whose outcome is another on the first of some coming month, or on the last day."""
    book = law.book()
    first = first_of_month(today)
    days = [today, *(add_months(first, n) for n in range(1, AHEAD + 1)), until]
    runs = [Evaluator(book, day, until) for day in days if day <= until]
    for row in top.walk():
        codes = book.benefits_of(row.entity)
        if codes:
            outcomes = [run.outcomes(row, codes) for run in runs]
            for code in codes:
                if len({_given(found[code]) for found in outcomes}) > 1:
                    yield row, code


def _given(outcome: Outcome) -> int | None:
    """What the law gives; None where it gives nothing for certain."""
    return outcome.amount if outcome.status == Status.ENTITLED else None


def _benefit(
    row: Row, code: str, who: str, today: date, until: date, *, is_told: bool
) -> Iterable[Moment]:
    """Each turn of a benefit, with why where that may be told."""
    explainer = Explainer(law.book(), today, until)
    info = law.book().benefits[code].benefit
    assert info is not None
    for change in explainer.changes(row, code, until):
        was, will = _given(change.before), _given(change.after)
        if was == will:
            continue
        name = speech(info.vi, info.en)
        note = change.words(_spoken()) if is_told else ""
        yield Moment(change.on, "law", who, f"{name}: {_turn(was, will, info.unit)}", note)


def _turn(was: int | None, will: int | None, unit: str) -> str:
    """How what is given turns into something else."""
    if will is None:
        return speech("hết", "ends")
    if was is None:
        start = speech("bắt đầu", "starts")
        return start if unit in UNCOUNTED else f"{start}, {amount(will, unit)}"
    return f"{amount(was, unit)} → {amount(will, unit)}"


def _spoken() -> str:
    return get_language() or "vi"
