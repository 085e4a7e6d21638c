"""What would change an outcome: the days to come, and single facts that were really read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ansinh.engine import ir
from ansinh.engine.answers import Known
from ansinh.engine.book import LawBook
from ansinh.engine.dates import ONE_DAY, add_months
from ansinh.engine.documents import Article
from ansinh.engine.entities import UNKNOWN, Fact
from ansinh.engine.evaluate import Evaluator, claimed, interacting
from ansinh.engine.explain import words
from ansinh.engine.explain.margins import elapsed, oriented, threshold, through
from ansinh.engine.explain.reasons import Atom
from ansinh.engine.explain.record import FactRead, Record, Step, Trace
from ansinh.engine.outcome import Outcome, Status
from ansinh.engine.rows import Row, around, copied
from ansinh.engine.values import NEVER

if TYPE_CHECKING:
    from ansinh.engine.explain.explanation import Explanation

# --- in time ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """A day on which the outcome of a benefit changes.

    Attributes:
        on: The first day of the new outcome.
        cause: ``time`` (an age or a date is reached), ``law`` or ``other``.
        vi, en: Why, in words that go on from the date.
    """

    on: date
    before: Outcome
    after: Outcome
    cause: str
    vi: str
    en: str

    def words(self, language: str = "vi") -> str:
        """``Từ 12/05/2027, khi số tuổi đã đủ đạt 75``."""
        start = words.pick("Từ", "From", language)
        return f"{start} {self.on:%d/%m/%Y}, {words.pick(self.vi, self.en, language)}"


def find_changes(
    book: LawBook, row: Row, code: str, effect: date, known: date, until: date
) -> list[Change]:
    """Changes of one benefit's outcome after ``effect`` up to ``until``, by the law as known.

    Between two candidate days (anniversaries, days in the records, first days of months, days on
    which the law changes) an outcome is taken to change at most once.
    """

    def at(day: date) -> Outcome:
        return Evaluator(book, day, known).outcomes(row, [code])[code]

    found, last, outcome = [], effect, at(effect)
    for day in _candidates(book, row, effect, until):
        after = at(day)
        if after != outcome:
            first = _first_day(at, last, day, outcome)
            after_first = at(first)
            found.append(_change(book, row, code, known, first, outcome, after_first))
            if after_first != after:
                found.append(_change(book, row, code, known, day, after_first, after))
        last, outcome = day, after
    return found


def _candidates(book: LawBook, row: Row, effect: date, until: date) -> list[date]:
    days = set(book.change_dates())
    month = effect.replace(day=1)
    while month < until:
        month = add_months(month, 1)
        days.add(month)
    for start in {d for member in around(row) for d in _dates_of(book, member)}:
        days |= {start, start + ONE_DAY}
        days |= set(_anniversaries(start, effect, until))
    return sorted(day for day in days if effect < day <= until)


def _anniversaries(start: date, effect: date, until: date) -> Iterator[date]:
    for year in range(effect.year, until.year + 1):
        day = add_months(start, (year - start.year) * 12)
        yield day
        yield day + ONE_DAY


def _dates_of(book: LawBook, row: Row) -> Iterator[date]:
    for fact in book.entities[row.entity].facts.values():
        value = row.value(fact) if fact.type == "date" else UNKNOWN
        if isinstance(value, date) and date.min < value < NEVER:
            yield value


def _first_day(at: Any, before: date, after: date, outcome: Outcome) -> date:
    """The first day in ``(before, after]`` whose outcome is another."""
    while (after - before).days > 1:
        middle = before + (after - before) // 2
        if at(middle) == outcome:
            before = middle
        else:
            after = middle
    return after


def _change(
    book: LawBook, row: Row, code: str, known: date, day: date, before: Outcome, after: Outcome
) -> Change:
    cause, vi, en = _cause(book, row, code, known, day)
    return Change(day, before, after, cause, vi, en)


def _cause(book: LawBook, row: Row, code: str, known: date, day: date) -> tuple[str, str, str]:
    old, new = (_recorded(book, row, code, known, d) for d in (day - ONE_DAY, day))
    turned = _turned(old, new, row)
    if turned is not None:
        return "time", *turned
    cite = _changed_law(old, new)
    if cite is not None:
        return "law", f"theo {cite.in_words('vi')}", f"under {cite.in_words('en')}"
    if day in book.change_dates():
        return "law", "khi quy định thay đổi", "when the law changes"
    return "other", "khi điều kiện thay đổi theo thời gian", "as conditions change with time"


_Steps = dict[tuple[Row, str, int], Step]


def _recorded(book: LawBook, row: Row, code: str, known: date, day: date) -> _Steps:
    record = Record(book, day, known)
    for other in interacting(book, code):
        claimed(record.reading, row, book.benefits[other].key)
    return {(step.row, step.rule.key, step.lag): step for step in record.steps()}


def _turned(old: _Steps, new: _Steps, row: Row) -> tuple[str, str] | None:
    """What time alone turned between two records: an age reached, a date come."""
    for place, step in new.items():
        if place not in old:
            continue
        before = {id(t.node): t.value for t in old[place].traces()}
        names = _names(step)
        for trace in step.traces():
            if before.get(id(trace.node), trace.value) == trace.value:
                continue
            atom = Atom(trace, (step,), bool(trace.value), names)
            said = _compared_in_words(atom, row) or _bracket_in_words(atom, row)
            if said is not None:
                return said
    return None


def _names(step: Step) -> dict[str, Trace]:
    """What names given in a rule stand for, those in its exceptions too."""
    tops = [*(considered.trace for considered in step.exceptions), step.trace]
    return {name: found for top in tops if top is not None for name, found in top.names().items()}


def _compared_in_words(atom: Atom, row: Row) -> tuple[str, str] | None:
    found = threshold(atom)
    if found is not None:
        return _age_in_words(found[0], found[1], atom, row)
    sides = oriented(atom)
    if sides is None or not isinstance(through(sides[2], atom.names)[0].node, ir.Today):
        return None
    vi, en = (
        words.lowered(words.label(sides[0], atom.step, atom.names, language))
        for language in words.LANGUAGES
    )
    value, source = sides[0].value, through(sides[0], atom.names)[0]
    if not isinstance(value, date):
        return None
    if not isinstance(source.node, ir.ReadFact):
        return f"vì {vi} là {value:%d/%m/%Y}", f"since {en} is {value:%d/%m/%Y}"
    entity = atom.step.book.entities[source.node.of.entity]
    return (
        f"theo {words.lowered(entity.vi)} ({vi}: {value:%d/%m/%Y})",
        f"by the {words.lowered(entity.en)} ({en}: {value:%d/%m/%Y})",
    )


def _bracket_in_words(atom: Atom, row: Row) -> tuple[str, str] | None:
    trace = atom.trace
    if trace is None or not isinstance(trace.node, ir.ReadParameter) or trace.node.index is None:
        return None
    index = trace.part(trace.node.index)
    if elapsed(index, atom.names) is None:
        return None
    return _age_in_words(index, index.value, atom, row)


def _age_in_words(side: Trace, count: int, atom: Atom, row: Row) -> tuple[str, str]:
    source, names = through(side, atom.names)
    assert isinstance(source.node, ir.DateCall)
    born = through(source.part(source.node.arguments[0]), names)[0]
    months = source.node.function == "months_between"
    if not isinstance(born.node, ir.ReadFact) or born.node.fact != "birth_date":
        vi, en = (
            words.lowered(words.label(side, atom.step, atom.names, language))
            for language in words.LANGUAGES
        )
        return f"khi {vi} đạt {count}", f"when {en} reaches {count}"
    who = "" if born.row is row or born.row is None else f"{born.row.key} "
    if months:
        return f"khi {who}đủ {count} tháng tuổi", f"on {_of(who)}reaching {count} months of age"
    return f"khi {who}đủ {count} tuổi", f"on {_of(who)}turning {count}"


def _of(who: str) -> str:
    return f"{who.strip()}'s " if who else ""


def _changed_law(old: _Steps, new: _Steps) -> Article | None:
    """Where the first rule or figure that differs between two records stands."""
    for place, step in new.items():
        if place not in old:
            continue
        before = old[place]
        if step.deciding is not before.deciding:
            version = step.deciding or before.deciding
            if version is not None and version.cites:
                return version.cites[0]
        dated = {f.parameter.path: f.dated for f in before.figures}
        for figure in step.figures:
            if dated.get(figure.parameter.path, figure.dated) is not figure.dated:
                return figure.dated.cite
    return None


# --- in facts -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class WhatIf:
    """A single fact whose other value changes the outcome.

    Attributes:
        value: What it is now; ``UNKNOWN`` when missing.
        to: The other value; of a number, the nearest that turns the outcome.
        before, after: The outcomes.
    """

    fact: Fact
    row: Row
    value: Any
    to: Any
    before: Outcome
    after: Outcome

    def words(self, language: str = "vi") -> str:
        """``Nếu có nước sạch là không: được hưởng, 540.000 đ``."""
        name = words.lowered(words.fact_label(self.fact, language))
        to = words.shown(self.to, self.fact.type, language, self.fact.unit)
        status = words.pick(*_STATUS[self.after.status], language)
        amount = f", {words.money(self.after.amount)}" if self.after.amount > 1 else ""
        return words.pick(
            f"Nếu {name} là {to}: {status}{amount}",
            f"If {name} were {to}: {status}{amount}",
            language,
        )


_STATUS = {
    Status.NOT_ENTITLED: ("chưa được hưởng", "not entitled"),
    Status.ENTITLED: ("được hưởng", "entitled"),
    Status.SUPERSEDED: ("nhường cho chế độ khác", "another benefit takes its place"),
    Status.UNDETERMINED: ("chưa kết luận được", "cannot yet be said"),
    Status.SET_ASIDE: ("chưa tính được", "could not be calculated"),
}


class Trial:
    """A private copy of a household, on which facts can be tried.

    Args:
        row: Whose benefits are looked at.
    """

    def __init__(self, book: LawBook, row: Row, effect: date, known: date) -> None:
        self._copies = copied(row)
        self._row = self._copies[row]
        self._evaluator = Evaluator(book, effect, known)

    def outcomes(self, row: Row, fact: Fact, value: Any, codes: list[str]) -> dict[str, Outcome]:
        """The outcomes if ``fact`` of ``row`` were ``value``."""
        values = self._copies[row].values
        kept = values.get(fact.name, UNKNOWN)
        values[fact.name] = value
        self._evaluator.forget()
        found = self._evaluator.outcomes(self._row, codes)
        values[fact.name] = kept
        return found


def find_what_ifs(explanation: Explanation) -> list[WhatIf]:
    """Facts read for an explanation whose other value changes the outcome of the benefit."""
    steps = explanation.step.record.steps()
    trial = Trial(steps[0].book, explanation.row, explanation.effect, explanation.known)
    limits = _limits(steps)
    facts: dict[tuple[Row, str], FactRead] = {}
    for step in steps:
        for item in step.facts:
            facts.setdefault((item.row, item.fact.name), item)
    found = []
    for place, item in facts.items():
        found += _turning(explanation, trial, item, limits.get(place, []))
    return found


def _turning(
    explanation: Explanation, trial: Trial, item: FactRead, limits: list[Any]
) -> list[WhatIf]:
    before, code = explanation.outcome, explanation.code

    def after(value: Any) -> Outcome:
        return trial.outcomes(item.row, item.fact, value, [code])[code]

    if item.fact.type in ("bool", "choice"):
        tried = [(value, after(value)) for value in alternatives(item.fact, item.value)]
        found = [(value, outcome) for value, outcome in tried if outcome != before]
    elif item.fact.type in ("int", "money", "rate"):
        found = _numbers(item, limits, after, before)
    else:
        found = []
    return [
        WhatIf(item.fact, item.row, item.value, to, before, outcome)
        for to, outcome in found
        if outcome.status != Status.SET_ASIDE
    ]


def alternatives(fact: Fact, value: Any) -> list[Any]:
    """The other values of a yes-or-no or a choice."""
    options: list[Any] = (
        [True, False]
        if fact.type == "bool"
        else [*(fact.choice if fact.choice is not None else ())]
    )
    return [option for option in options if option != value or value is UNKNOWN]


def _limits(steps: list[Step]) -> dict[tuple[Row, str], list[Any]]:
    """What each number that was read is compared with directly."""
    found: dict[tuple[Row, str], list[Any]] = {}
    for step in steps:
        names = _names(step)
        for trace in step.traces():
            sides = oriented(Atom(trace, (step,), None, names))
            if sides is None:
                continue
            source = through(sides[0], names)[0]
            limit = sides[2].answer
            if isinstance(source.node, ir.ReadFact) and source.row and isinstance(limit, Known):
                found.setdefault((source.row, source.node.fact), []).append(limit.value)
    return found


def _numbers(
    item: FactRead, limits: list[Any], after: Callable[[Any], Outcome], before: Outcome
) -> list[tuple[Any, Outcome]]:
    """The nearest number on each side for which the benefit ends otherwise."""
    unit = Fraction(1, 10**item.fact.decimals) if item.fact.type == "rate" else 1
    near = sorted(
        {
            limit + step
            for limit in limits
            if isinstance(limit, int | Fraction)
            for step in (-unit, 0, unit)
        }
    )
    tried = [(value, after(value)) for value in near if _allowed(item.fact, value)]
    turned = [(value, outcome) for value, outcome in tried if outcome.status != before.status]
    if item.value is UNKNOWN:
        return _first_of_each(turned)
    if not turned:
        turned = [
            pair
            for bound in _bounds(item.fact)
            for pair in _search(item.value, bound, unit, after, before)
        ]
    below = [pair for pair in turned if pair[0] < item.value][-1:]
    return below + [pair for pair in turned if pair[0] > item.value][:1]


def _allowed(fact: Fact, value: Any) -> bool:
    low = fact.least is None or value >= fact.least
    return low and (fact.most is None or value <= fact.most)


def _first_of_each(turned: list[tuple[Any, Outcome]]) -> list[tuple[Any, Outcome]]:
    found: dict[Outcome, Any] = {}
    for value, outcome in turned:
        found.setdefault(outcome, value)
    return [(value, outcome) for outcome, value in found.items()]


def _bounds(fact: Fact) -> tuple[Any, Any]:
    most = min(fact.most, _LARGE) if fact.most is not None else _LARGE
    return (fact.least if fact.least is not None else 0), most


#: Ten thousand billion đồng: larger than anything a household has.
_LARGE = 10**13


def _search(
    value: Any, bound: Any, unit: Any, after: Callable[[Any], Outcome], before: Outcome
) -> list[tuple[Any, Outcome]]:
    """Halve the way from ``value`` to ``bound`` down to the first number that turns."""
    same, other = int(value / unit), int(bound / unit)
    if after(other * unit).status == before.status:
        return []
    while abs(other - same) > 1:
        middle = (same + other) // 2
        if after(middle * unit).status == before.status:
            same = middle
        else:
            other = middle
    return [(other * unit, after(other * unit))]
