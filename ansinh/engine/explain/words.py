"""Values, conditions and gaps in plain Vietnamese and English.

Amounts are written ``1.080.000 đ``, dates ``23/11/2026`` and rates ``1,5`` in both languages.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from ansinh.engine import ir
from ansinh.engine.answers import Known, Unknown, exact_value
from ansinh.engine.entities import UNKNOWN, Fact
from ansinh.engine.explain.reasons import Atom, Gap, elapsed, gap, is_never, oriented, through
from ansinh.engine.explain.record import Step, Trace
from ansinh.engine.parameters import Parameter
from ansinh.engine.values import NEVER, Choice

LANGUAGES = ("vi", "en")

_WORDS: dict[str, tuple[str, str]] = {
    "yes": ("có", "yes"),
    "no": ("không", "no"),
    "never": ("không có ngày kết thúc", "no end"),
    "unknown": ("chưa biết", "not known"),
    "monthly": ("mỗi tháng", "a month"),
    "yearly": ("mỗi năm", "a year"),
    "once": ("một lần", "once"),
    "and": ("và", "and"),
    "round_down": ("làm tròn xuống", "rounded down"),
    "round_up": ("làm tròn lên", "rounded up"),
    "round_half_up": ("làm tròn đến", "rounded to the nearest"),
    "to": ("bội số của", "to a multiple of"),
    "max": ("số lớn hơn của", "the greater of"),
    "min": ("số nhỏ hơn của", "the smaller of"),
    "overflow": ("số quá lớn", "a number is too large"),
    "inexact": (
        "số tiền lẻ mà luật không nói cách làm tròn",
        "an amount has a fraction and the law names no rounding",
    ),
    "division by zero": ("phép chia cho 0", "a division by zero"),
    "not in force": (
        "không có quy định nào còn hiệu lực cho ngày này",
        "nothing is in force on that date",
    ),
    "conflict": ("hai ngoại lệ cùng áp dụng và trái nhau", "two exceptions apply and disagree"),
}
_NEEDS = {
    ">=": ("từ {} trở lên", "at least {}"),
    ">": ("trên {}", "more than {}"),
    "<": ("dưới {}", "less than {}"),
    "<=": ("không quá {}", "at most {}"),
    "==": ("{}", "{}"),
    "!=": ("khác {}", "other than {}"),
}
_DATE_NEEDS = {
    ">=": ("từ {} trở đi", "on or after {}"),
    ">": ("sau {}", "after {}"),
    "<": ("trước {}", "before {}"),
    "<=": ("không muộn hơn {}", "not later than {}"),
    "==": ("{}", "{}"),
    "!=": ("khác {}", "other than {}"),
}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def pick(vi: str, en: str, language: str) -> str:
    """The text in the language asked for; Vietnamese where English is lacking."""
    return en if language == "en" and en else vi


def word(key: str, language: str) -> str:
    """A word of the list above."""
    return pick(*_WORDS[key], language) if key in _WORDS else key


def number(value: int | Fraction) -> str:
    """``1.080.000``, ``1,5``, or a fraction where no decimal is exact."""
    value = Fraction(value)
    if value < 0:
        return f"−{number(-value)}"
    if (value * 10**12).denominator != 1:
        return f"{number(value.numerator)}/{number(value.denominator)}"
    whole, decimals = divmod(int(value * 10**12), 10**12)
    grouped = f"{whole:,}".replace(",", ".")
    return f"{grouped},{decimals:012d}".rstrip("0") if decimals else grouped


def money(value: int | Fraction) -> str:
    """``1.080.000 đ``."""
    return f"{number(value)} đ"


def day(value: date, language: str) -> str:
    """``23/11/2026``."""
    return word("never", language) if value == NEVER else f"{value:%d/%m/%Y}"


def shown(value: Any, kind: str, language: str, unit: str = "") -> str:
    """Any exact value of a fact, rule or parameter."""
    if value is UNKNOWN or isinstance(value, Unknown):
        return word("unknown", language)
    if isinstance(value, bool):
        return word("yes" if value else "no", language)
    if isinstance(value, Choice):
        return lowered(pick(value.vi, value.en, language))
    if isinstance(value, date):
        return day(value, language)
    if kind == "money":
        return money(value)
    if unit.split("/")[0] == "percent":
        return f"{number(value * 100)} %"
    return f"{number(value)} {unit}" if unit in ("m²", "kg", "kWh", "cm") else number(value)


def lowered(text: str) -> str:
    """With a small first letter, unless the first word is an abbreviation."""
    return text[:1].lower() + text[1:] if not text[:2].isupper() else text


def raised(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def rule_label(step: Step, language: str) -> str:
    """The legal idea of a rule, by the version that was used."""
    if step.rule.benefit is not None:
        return pick(step.rule.benefit.vi, step.rule.benefit.en, language)
    version = step.version or step.rule.versions[-1]
    return pick(version.vi or step.rule.name, version.en, language)


def fact_label(fact: Fact, language: str) -> str:
    """The label of a fact."""
    return pick(fact.vi, fact.en, language)


# --- operands -----------------------------------------------------------------------------------


def label(trace: Trace, step: Step, names: dict[str, Trace], language: str) -> str:
    """What an operand is called: the fact, rule or parameter that it is."""
    node = trace.node
    if isinstance(node, ir.ReadFact):
        return fact_label(step.book.entities.fact(f"{node.of.entity}.{node.fact}"), language)
    if isinstance(node, ir.ReadRule):
        if trace.step is not None:
            return rule_label(trace.step, language)
        version = step.book.rules[f"{node.of.entity}.{node.rule}"].versions[-1]
        return pick(version.vi, version.en, language)
    if isinstance(node, ir.ReadParameter):
        parameter = step.book.parameters[node.path]
        return pick(parameter.vi, parameter.en, language)
    if isinstance(node, ir.Rescale):
        return label(trace.part(node.value), step, names, language)
    if isinstance(node, ir.Local) and node.name in names:
        return label(names[node.name], step, names, language)
    if isinstance(node, ir.Count):
        entity = step.book.entities[node.entity]
        return pick(f"Số {lowered(entity.vi)}", f"Number of: {lowered(entity.en)}", language)
    if isinstance(node, ir.Today):
        return pick("Ngày tính", "The day asked about", language)
    return _label_of_call(trace, step, names, language)


def _label_of_call(trace: Trace, step: Step, names: dict[str, Trace], language: str) -> str:
    since = elapsed(trace, names)
    if since is not None and isinstance(trace.node, ir.DateCall):
        unit = pick("năm", "years", language)
        if since[1] == "months_between":
            unit = pick("tháng", "months", language)
        of = label(trace.part(trace.node.arguments[0]), step, names, language)
        return pick(f"Số {unit} từ {lowered(of)}", f"Complete {unit} since {lowered(of)}", language)
    if isinstance(trace.node, ir.DateCall) and trace.parts:
        return label(trace.parts[0], step, names, language)
    return trace.node.source.text if trace.node.source else ""


def figure(trace: Trace, step: Step, names: dict[str, Trace], language: str) -> str:
    """The value of an operand, with its unit."""
    answer = trace.answer
    value = answer.value if isinstance(answer, Known) else UNKNOWN
    source = through(trace, names)[0]
    parameter = _parameter(source, step)
    fact = _fact(source, step)
    unit = parameter.unit if parameter else fact.unit if fact else ""
    return shown(value, trace.node.type.kind, language, unit)


def _parameter(trace: Trace, step: Step) -> Parameter | None:
    node = trace.node
    return step.book.parameters[node.path] if isinstance(node, ir.ReadParameter) else None


def _fact(trace: Trace, step: Step) -> Fact | None:
    node = trace.node
    if not isinstance(node, ir.ReadFact):
        return None
    return step.book.entities.fact(f"{node.of.entity}.{node.fact}")


# --- conditions ---------------------------------------------------------------------------------


def said(atom: Atom, language: str) -> str:
    """A condition as it is: ``số tuổi đã đủ là 76, từ 75 trở lên``."""
    if atom.trace is None:
        return _said_of_rule(atom, language)
    node = atom.trace.node
    if isinstance(node, ir.Compare):
        return _said_of_comparison(atom, language)
    if isinstance(node, ir.ReadFact | ir.ReadRule) and atom.holds is not None:
        return claimed(label(atom.trace, atom.step, atom.names, language), atom.holds, language)
    if isinstance(node, ir.Aggregate):
        return _said_of_members(atom, language)
    if isinstance(node, ir.Exists):
        relation = atom.step.book.entities[node.of.entity].relations[node.relation]
        text = pick(
            f"có thông tin về {lowered(relation.vi)}",
            f"{lowered(relation.en)} is recorded",
            language,
        )
        return claimed(text, bool(atom.holds), language)
    if atom.holds is None:
        name = lowered(rule_label(atom.step, language))
        return pick(f"{name}: bằng 0", f"{name}: comes to 0", language)
    return claimed(rule_label(atom.step, language), atom.step.value is not False, language)


_VERBS = ("có ", "là ", "ở ", "được ", "đang ")
_DENIALS = {"has ": "does not have ", "is ": "is not ", "lives ": "does not live "}


def claimed(text: str, holds: bool, language: str) -> str:
    """A statement, or its denial."""
    text = lowered(text)
    if holds:
        return text
    if language == "vi":
        return f"không {text}" if text.startswith(_VERBS) else f"không phải: {text}"
    for start, denied in _DENIALS.items():
        if text.startswith(start):
            return denied + text.removeprefix(start)
    return f"not the case: {text}"


def _said_of_rule(atom: Atom, language: str) -> str:
    applied = atom.step.applied
    if applied is not None:
        text = pick(applied.version.vi, applied.version.en, language)
        return lowered(text or applied.version.name)
    name = lowered(rule_label(atom.step, language))
    when = day(atom.step.day, language)
    return pick(
        f"{name}: không có quy định hiệu lực vào {when}",
        f"{name}: nothing in force on {when}",
        language,
    )


def _said_of_comparison(atom: Atom, language: str) -> str:
    sides = oriented(atom)
    assert sides is not None
    name, value = _left_in_words(atom, sides[0], language)
    if is_never(sides[0].value):
        return pick(f"chưa ghi nhận {name}", f"no {name} is recorded", language)
    operator = sides[1] if atom.holds else _OPPOSITE[sides[1]]
    if operator == "==":
        return pick(f"{name} là {value}", f"{name} is {value}", language)
    limit = _limit(operator, sides[2], atom, language)
    return pick(f"{name} là {value}, {limit}", f"{name} is {value}, {limit}", language)


def refusing(atom: Atom, language: str) -> str:
    """A condition that stands against a benefit, with what it would have to be."""
    sides = oriented(atom)
    if sides is None:
        return said(atom, language)
    name, value = _left_in_words(atom, sides[0], language)
    if is_never(sides[0].value):
        return pick(f"chưa ghi nhận {name}", f"no {name} is recorded", language)
    operator = _OPPOSITE[sides[1]] if atom.holds else sides[1]
    limit = _limit(operator, sides[2], atom, language)
    return pick(
        f"{name} là {value}, cần {limit}", f"{name} is {value}; it must be {limit}", language
    )


def _left_in_words(atom: Atom, left: Trace, language: str) -> tuple[str, str]:
    name = lowered(label(left, atom.step, atom.names, language))
    mine, about = atom.path[0].row, atom.step.row
    if about is not mine and about.entity == mine.entity:
        name = f"{name} ({about.key})"
    return name, figure(left, atom.step, atom.names, language)


def _limit(operator: str, right: Trace, atom: Atom, language: str) -> str:
    value = figure(right, atom.step, atom.names, language)
    return limit(operator, right.node.type.kind, value, language)


def limit(operator: str, kind: str, value: str, language: str) -> str:
    """``từ 60 trở lên``; dates are written ``từ 01/07/2025 trở đi``."""
    needs = _DATE_NEEDS if kind == "date" else _NEEDS
    return pick(*needs[operator], language).format(value)


def exact(node: ir.Constant) -> Any:
    """The exact value of a literal."""
    return exact_value(node.value, node.type)


def _said_of_members(atom: Atom, language: str) -> str:
    assert atom.trace is not None
    assert isinstance(atom.trace.node, ir.Aggregate)
    node, step = atom.trace.node, atom.step
    entity = lowered(pick(*_names_of(step, node.entity), language))
    about = lowered(rule_label(step, language))
    if atom.holds is None:
        return pick(f"{about}: bằng 0", f"{about}: comes to 0", language)
    if node.kind == "any" and not atom.holds and not atom.trace.parts:
        return pick(f"không có {entity} nào được ghi nhận", f"no {entity} is recorded", language)
    return claimed(about, atom.holds, language)


def _names_of(step: Step, entity: str) -> tuple[str, str]:
    found = step.book.entities[entity]
    return found.vi, found.en


# --- gaps ---------------------------------------------------------------------------------------


def duration(found: Gap, language: str) -> str:
    """``4 tháng 3 ngày``, ``4 months and 3 days``."""
    parts = [
        (found.years, "năm", "year"),
        (found.months, "tháng", "month"),
        (found.days, "ngày", "day"),
    ]
    if language == "vi":
        return " ".join(f"{n} {vi}" for n, vi, _ in parts if n) or "0 ngày"
    said_parts = [f"{n} {en}{'s' if n > 1 else ''}" for n, _, en in parts if n]
    return (
        " and ".join([", ".join(said_parts[:-1]), said_parts[-1]] if said_parts[1:] else said_parts)
        or "0 days"
    )


def margin(atom: Atom, language: str) -> str | None:
    """How far a condition is missed: ``còn thiếu 4 tháng 3 ngày``, ``vượt 120.000 đ``."""
    found = gap(atom)
    if found is None or not (found.amount or found.years or found.months or found.days):
        return None
    if found.kind == "time":
        amount = duration(found, language)
    else:
        amount = money(found.amount) if found.kind == "money" else number(found.amount)
    if found.short:
        return pick(f"còn thiếu {amount}", f"{amount} short", language)
    return pick(f"vượt {amount}", f"{amount} above", language)
