"""Life and law of a household in one dated list: what was, and what comes in the next year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from ansinh.engine.dates import add_months, first_of_month
from ansinh.engine.evaluate import Evaluator
from ansinh.engine.explain import Explainer
from ansinh.engine.outcome import Outcome, Status
from ansinh.engine.rows import Row
from ansinh.insight.words import UNCOUNTED
from ansinh.web.office import law
from ansinh.web.office.history import history
from ansinh.web.office.templatetags.words import amount, label, speech
from ansinh.web.office.views.known import Holder, Record, Shown
from ansinh.web.registry.tables import household_row

#: Months ahead in which the law is asked.
AHEAD = 12


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


def coming(home: Any, shown: Shown, today: date) -> list[Moment]:
    """Benefits that start, end or change amount in the coming year, and records that end."""
    until = add_months(today, AHEAD)
    found = [m for m in _records(shown) if today < m.on <= until]
    names = {one.thing.pk: one.thing.full_name for one in shown.people}
    top = household_row(home.pk)
    for row, code in _changing(top, today, until):
        who = names.get(row.key, "") if row.entity == "Person" else ""
        found += _benefit(row, code, who, today, until)
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
        for kind, records in holder.records:
            for record in records:
                yield from _days(holder, label(kind), record)


def _days(holder: Holder, kind: str, record: Record) -> Iterator[Moment]:
    """Every day that a record tells, by the label of its fact."""
    shown = {known.detail.name for known in record.known if not known.is_hidden}
    said = [k.text for k in record.known if k.detail.type in ("choice", "benefit", "money")]
    who = getattr(holder.thing, "full_name", "")
    for known in record.known:
        detail = known.detail
        on = getattr(record.thing, detail.column)
        if detail.type == "date" and detail.name in shown and on is not None:
            text = f"{kind}: {label(detail).lower()}"
            yield Moment(on, "record", who, text, "; ".join(said))


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
        codes = [code for code, rule in book.benefits.items() if rule.entity == row.entity]
        if codes:
            outcomes = [run.outcomes(row, codes) for run in runs]
            for code in codes:
                if len({_given(found[code]) for found in outcomes}) > 1:
                    yield row, code


def _given(outcome: Outcome) -> int | None:
    """What the law gives; None where it gives nothing for certain."""
    return outcome.amount if outcome.status == Status.ENTITLED else None


def _benefit(row: Row, code: str, who: str, today: date, until: date) -> Iterable[Moment]:
    explainer = Explainer(law.book(), today, until)
    info = law.book().benefits[code].benefit
    assert info is not None
    for change in explainer.changes(row, code, until):
        was, will = _given(change.before), _given(change.after)
        if was == will:
            continue
        name = speech(info.vi, info.en)
        yield Moment(
            change.on, "law", who, f"{name}: {_turn(was, will, info.unit)}", change.words(_spoken())
        )


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
