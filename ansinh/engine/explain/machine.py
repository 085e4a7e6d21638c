"""Steps as an officer reads them and as a machine does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from ansinh.engine.answers import Answer, Error, Known, Unknown
from ansinh.engine.declare import Version
from ansinh.engine.entities import UNKNOWN
from ansinh.engine.explain import words
from ansinh.engine.explain.conditions import in_words, is_plain
from ansinh.engine.explain.margins import Gap, Turn
from ansinh.engine.explain.record import Considered, FactRead, FigureRead, Step
from ansinh.engine.outcome import Outcome
from ansinh.engine.rows import Row
from ansinh.engine.values import NEVER, Choice

# --- lines for an officer -----------------------------------------------------------------------


def step_line(step: Step, subject: Row, language: str) -> str:
    """``Hộ nghèo (household) = có · khoản 2 Điều 3 …, từ 01/01/2020``."""
    who = "" if step.row is subject else f" ({step.row.key})"
    when = f" [{step.day:%m/%Y}]" if step.lag else ""
    name = words.raised(words.rule_label(step, language))
    return f"{name}{who}{when} = {_result(step, language)}{_source(step.deciding, language)}"


def _result(step: Step, language: str) -> str:
    answer = step.answer
    if isinstance(answer, Known):
        return words.shown(answer.value, step.rule.type.kind, language)
    if isinstance(answer, Unknown):
        return f"{words.word('unknown', language)} ({answer.fact})"
    return words.word(answer.reason, language)


def _source(version: Version | None, language: str) -> str:
    if version is None:
        return " · " + words.pick("ngoài thời gian hiệu lực", "outside its dates", language)
    cites = "; ".join(cite.in_words(language) for cite in version.cites)
    dates = span(version.since, version.until, language)
    return f" · {cites}{dates}{_doubt(version.unverified, language)}"


def _doubt(unverified: str | None, language: str) -> str:
    return words.pick(" · chưa kiểm chứng", " · unverified", language) if unverified else ""


def span(since: date | None, until: date | None, language: str) -> str:
    """``, từ 01/07/2021 đến trước 01/07/2025``."""
    text = ""
    if since is not None and since != date.min:
        text += words.pick(", từ ", ", from ", language) + f"{since:%d/%m/%Y}"
    if until is not None and until != NEVER:
        text += words.pick(" đến trước ", " until ", language) + f"{until:%d/%m/%Y}"
    return text


def read_lines(step: Step, subject: Row, language: str) -> Iterator[str]:
    """What a rule looked at: exceptions, conditions, facts, figures."""
    for considered in step.exceptions:
        yield _exception_line(considered, language)
    for node, answer in step.branches:
        if not is_plain(node):
            outcome = answer.value if isinstance(answer, Known) else UNKNOWN
            asked = words.raised(in_words(node, step.book, language))
            yield f"{asked}? {words.shown(outcome, 'bool', language)}"
    for item in step.facts:
        who = "" if item.row is subject else f" ({item.row.key})"
        value = words.shown(item.value, item.fact.type, language, item.fact.unit)
        yield f"{words.fact_label(item.fact, language)}{who}: {value}"
    for figure in step.figures:
        yield _figure_line(figure, language)


def _exception_line(considered: Considered, language: str) -> str:
    version = considered.version
    name = words.pick(version.vi or version.name, version.en, language)
    applies = UNKNOWN if isinstance(considered.applies, Unknown) else considered.applies
    title = words.pick("ngoại lệ", "exception", language)
    asked = words.pick("áp dụng", "applies", language)
    shown = words.shown(applies, "bool", language)
    return f"{title}: {name} · {asked}: {shown}{_source(version, language)}"


def _figure_line(figure: FigureRead, language: str) -> str:
    parameter, dated = figure.parameter, figure.dated
    value = words.shown(figure.value, parameter.type, language, parameter.unit)
    cite = f" · {dated.cite.in_words(language)}" if dated.cite else ""
    note = _doubt(dated.unverified or parameter.unverified, language)
    name = words.pick(parameter.vi, parameter.en, language)
    return f"{name}: {value}{cite}{span(dated.effect, None, language)}{note}"


# --- the machine form ---------------------------------------------------------------------------


def plain(value: Any) -> Any:
    """A value that JSON can hold: dates and choices as text, exact rates as text."""
    if value is UNKNOWN:
        return None
    if isinstance(value, Choice):
        return value.code
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return (
            int(value)
            if value.denominator == 1
            else words.number(value).replace(".", "").replace(",", ".")
        )
    return value


def row(subject: Row) -> dict[str, Any]:
    """Who it is."""
    key = subject.key if isinstance(subject.key, int | str) else str(subject.key)
    return {"entity": subject.entity, "key": key}


def outcome(found: Outcome) -> dict[str, Any]:
    """How it ended."""
    return {
        "status": found.status.name.lower(),
        "amount": found.amount,
        "needs": found.needs,
        "reason": found.reason,
        "by": found.by,
    }


def answer_of(found: Answer) -> dict[str, Any]:
    """``{"known": …}``, ``{"unknown": fact}`` or ``{"error": reason}``."""
    if isinstance(found, Known):
        return {"known": plain(found.value)}
    if isinstance(found, Unknown):
        return {"unknown": found.fact}
    assert isinstance(found, Error)
    return {"error": found.reason, "detail": found.detail}


def gap(found: Gap | None) -> dict[str, Any] | None:
    """By how much a condition was missed."""
    if found is None:
        return None
    if found.kind == "time":
        return {
            "kind": "time",
            "short": found.short,
            "years": found.years,
            "months": found.months,
            "days": found.days,
            "when": plain(found.when),
        }
    return {"kind": found.kind, "short": found.short, "amount": plain(found.amount)}


def turn(found: Turn | None) -> dict[str, Any] | None:
    """The fact that would turn a condition."""
    if found is None:
        return None
    return {
        "fact": found.fact.qualified,
        "subject": row(found.row),
        "value": plain(found.value),
        "to": plain(found.to),
    }


def steps(top: Step) -> list[dict[str, Any]]:
    """Every step once, each after those it read; ``reads`` are numbers of steps."""
    numbers: dict[int, int] = {}
    found = []
    for step in top.walk():
        numbers[id(step)] = len(numbers)
        found.append(
            {
                "id": numbers[id(step)],
                **_step(step),
                "reads": [numbers[id(child)] for child in step.children],
            }
        )
    return found


def _step(step: Step) -> dict[str, Any]:
    return {
        "rule": step.rule.key,
        "label": {lang: words.rule_label(step, lang) for lang in words.LANGUAGES},
        "subject": row(step.row),
        "day": step.day.isoformat(),
        "months_earlier": step.lag,
        "result": answer_of(step.answer),
        "version": _version(step.deciding),
        "exceptions": [_considered(item) for item in step.exceptions],
        "branches": [
            {"source": node.source.text if node.source else "", "taken": answer_of(found)}
            for node, found in step.branches
        ],
        "facts": [_fact(item) for item in step.facts],
        "parameters": [_figure(item) for item in step.figures],
    }


def _version(version: Version | None) -> dict[str, Any] | None:
    if version is None:
        return None
    return {
        "name": version.name,
        "since": plain(version.since),
        "until": plain(version.until),
        "known": plain(version.known),
        "cites": [c.in_words() for c in version.cites],
        "unverified": version.unverified,
    }


def _considered(item: Considered) -> dict[str, Any]:
    applies = (
        {"unknown": item.applies.fact}
        if isinstance(item.applies, Unknown)
        else {"known": item.applies}
    )
    return {"applies": applies, "version": _version(item.version)}


def _fact(item: FactRead) -> dict[str, Any]:
    return {
        "fact": item.fact.qualified,
        "label": {"vi": item.fact.vi, "en": item.fact.en},
        "subject": row(item.row),
        "value": plain(item.value),
        "unit": item.fact.unit,
        "known": item.value is not UNKNOWN,
    }


def _figure(item: FigureRead) -> dict[str, Any]:
    parameter, dated = item.parameter, item.dated
    return {
        "path": parameter.path,
        "label": {"vi": parameter.vi, "en": parameter.en},
        "value": plain(item.value),
        "unit": parameter.unit,
        "from": plain(dated.effect),
        "known": plain(dated.known),
        "cite": dated.cite.in_words() if dated.cite else None,
        "unverified": dated.unverified or parameter.unverified,
    }
