"""The amounts of a benefit over time, as a table and a chart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial

from markupsafe import Markup

from ansinh.engine import ir
from ansinh.engine.book import Rule
from ansinh.engine.explain import words
from ansinh.engine.explain.words import lowered
from ansinh.engine.values import NEVER
from ansinh.law.book import BEGINS
from ansinh.lawbook.amounts import Case, Period, history
from ansinh.lawbook.chart import Line, step_chart
from ansinh.lawbook.clauses import Clause
from ansinh.lawbook.households import amount
from ansinh.lawbook.reach import Law
from ansinh.lawbook.reading import Reader
from ansinh.lawbook.wording import NOTHING, Readers, Text, capital

#: Wider tables are told by their least and greatest amount; the figure's page has them whole.
WIDEST = 6
#: Letters of a condition that still heads a column.
LONGEST = 70


@dataclass(frozen=True)
class MoneyRow:
    """Amounts from a day on; empty cells where none is due."""

    since: date
    cells: tuple[Text, ...]
    is_current: bool


@dataclass(frozen=True)
class MoneyTable:
    """Amounts by when they are that.

    Attributes:
        now: What is due today, in a few words.
        each: What that is multiplied by, in a few words; may be empty.
    """

    headings: tuple[Text, ...]
    rows: tuple[MoneyRow, ...]
    chart: str
    now: Text
    each: Text


def money_table(law: Law, rule: Rule, readers: Readers) -> MoneyTable | None:
    """The history of what a benefit comes to; None where the law alone does not tell it."""
    days = sorted({BEGINS, *(d for d in law.book.change_dates() if BEGINS < d < NEVER)})
    periods = history(law.book, rule, days, law.day)
    if not any(period.amounts for period in periods):
        return None
    info = rule.benefit
    assert info is not None
    current = max((p.since for p in periods if p.since <= law.day), default=None)
    now = next((p for p in periods if p.since == current), periods[0])
    keys = _keys(periods)
    if len(keys) > WIDEST:
        headings, rows = _ranges(periods, info.unit, current)
    else:
        headings = tuple(readers.say(partial(_heading, cases=key[0])) for key in keys)
        rows = tuple(
            MoneyRow(
                p.since,
                tuple(_cell(p, key, info.unit) for key in keys),
                p.since == current,
            )
            for p in periods
        )
    chart = _chart(law, periods, keys, headings, info.unit)
    shown = _now(now, info.unit)
    return MoneyTable(tuple(map(capital, headings)), rows, chart, shown, _factor(periods, readers))


Key = tuple[tuple[Case, ...], tuple[ir.Node, ...]]


def _keys(periods: tuple[Period, ...]) -> list[Key]:
    return list(dict.fromkeys((a.cases, a.factors) for p in periods for a in p.amounts))


def _heading(reader: Reader, cases: tuple[Case, ...]) -> str:
    told = [_said(reader, case) for case in cases if case.holds]
    rest = any(not case.holds for case in cases)
    if rest and not any(case.holds and case.at is None and case.choice is None for case in cases):
        told.insert(0, words.pick("trường hợp khác", "other cases", reader.language))
    return ", ".join(told) or words.pick("Mức", "Amount", reader.language)


def _each(reader: Reader, factor: ir.Node) -> str:
    """What an amount is multiplied by, in a few words."""
    if isinstance(factor, ir.Aggregate):
        if isinstance(factor.element, ir.Constant):
            entity = reader.book.entities[factor.entity]
            name = lowered(words.pick(entity.vi, entity.en, reader.language))
            return words.pick(f"cho mỗi {name} được tính", f"for each {name}", reader.language)
        factor = factor.element
    text = plain(reader.value(factor))
    if len(text) > LONGEST:
        text = words.pick("phần tùy hoàn cảnh", "a part that depends on the case", reader.language)
    return words.pick(f"nhân với {text}", f"times {text}", reader.language)


def _said(reader: Reader, case: Case) -> str:
    """When an amount is that, in a few words."""
    if case.choice is not None:
        return lowered(words.pick(case.choice.vi, case.choice.en, reader.language))
    if case.at is None:
        return _condition(reader.clause(case.node))
    name, at = plain(reader.value(case.node)), words.number(case.at)
    if case.below is None:
        return words.pick(f"{name} từ {at}", f"{name} from {at}", reader.language)
    until = words.number(case.below)
    if case.at == 0:
        return words.pick(f"{name} dưới {until}", f"{name} below {until}", reader.language)
    return words.pick(
        f"{name} từ {at} đến dưới {until}", f"{name} from {at} to below {until}", reader.language
    )


def _condition(clause: Clause) -> str:
    text = "; ".join(_condition(item) for item in clause.items) or plain(clause.text)
    return text if len(text) <= LONGEST else re.split(r"[,;(]", text)[0].strip()


def plain(text: Markup) -> str:
    """Words without their links."""
    return str(text.striptags())


def _cell(period: Period, key: Key, unit: str) -> Text:
    found = [a for a in period.amounts if (a.cases, a.factors) == key]
    return amount(found[0].value, unit) if found else Text("–", "–")


def _ranges(
    periods: tuple[Period, ...], unit: str, current: date | None
) -> tuple[tuple[Text, ...], tuple[MoneyRow, ...]]:
    headings = (Text("Thấp nhất", "Lowest"), Text("Cao nhất", "Highest"))
    rows = []
    for period in periods:
        cells = tuple(
            amount(pick(a.value for a in period.amounts), unit)
            if period.amounts
            else Text("–", "–")
            for pick in (min, max)
        )
        rows.append(MoneyRow(period.since, cells, period.since == current))
    return headings, tuple(rows)


def _chart(
    law: Law, periods: tuple[Period, ...], keys: list[Key], headings: tuple[Text, ...], unit: str
) -> str:
    """A line an amount, where it changed and there are few; the gaps of a line stay gaps."""
    if len(keys) > WIDEST:
        series = [
            [(p.since, pick(a.value for a in p.amounts)) for p in periods if p.amounts]
            for pick in (min, max)
        ]
    else:
        series = [_steps(periods, key) for key in keys]
    if len(series) > 4 or max(map(len, series), default=0) < 2:
        return ""
    lines = [
        Line(name, tuple(steps), lambda n: amount(n, unit))
        for name, steps in zip(headings, series, strict=True)
        if steps
    ]
    ends = [p.since for p in periods if not p.amounts and p.since > lines[0].steps[0][0]]
    title = Text("mức hưởng theo thời gian", "amount over time")
    return step_chart(lines, title, min([law.day, *ends]))


def _steps(periods: tuple[Period, ...], key: Key) -> list[tuple[date, Fraction]]:
    found: list[tuple[date, Fraction]] = []
    for period in periods:
        for item in period.amounts:
            if (item.cases, item.factors) == key and (not found or found[-1][1] != item.value):
                found.append((period.since, item.value))
    return found


def _now(period: Period, unit: str) -> Text:
    if not period.amounts:
        return NOTHING
    values = [a.value for a in period.amounts]
    least, most = amount(min(values), unit), amount(max(values), unit)
    if least == most:
        return least
    return Text(f"{least.vi} – {most.vi}", f"{least.en} – {most.en}")


def _factor(periods: tuple[Period, ...], readers: Readers) -> Text:
    """What every amount is multiplied by, where that is the same."""
    factors = {a.factors for period in periods for a in period.amounts}
    if len(factors) != 1 or not (of := factors.pop()):
        return NOTHING
    return readers.say(lambda reader: ", ".join(_each(reader, factor) for factor in of))
