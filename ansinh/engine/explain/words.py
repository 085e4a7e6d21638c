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
from ansinh.engine.explain.margins import elapsed, through
from ansinh.engine.explain.record import Step, Trace
from ansinh.engine.parameters import Parameter
from ansinh.engine.values import NEVER, Choice

LANGUAGES = ("vi", "en")

_WORDS: dict[str, tuple[str, str]] = {
    "yes": ("có", "yes"),
    "no": ("không", "no"),
    "never": ("không có ngày kết thúc", "no end"),
    "unknown": ("chưa biết", "not known"),
    "VND": ("", ""),
    "VND waived": (" được miễn, giảm", " waived"),
    "VND lent": (" được vay", " lent"),
    "kg": ("kg", "kg"),
    "percent": ("%", "%"),
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


def brief(text: str) -> str:
    """A label without what it explains after a colon."""
    return text.split(": ")[0]


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


_PARTS_OF_DATES = {"year_of": ("Năm của", "Year of"), "month_of": ("Tháng của", "Month of")}


def _label_of_call(trace: Trace, step: Step, names: dict[str, Trace], language: str) -> str:
    since = elapsed(trace, names)
    if since is not None and isinstance(trace.node, ir.DateCall):
        unit = pick("năm", "years", language)
        if since[1] == "months_between":
            unit = pick("tháng", "months", language)
        of = label(trace.part(trace.node.arguments[0]), step, names, language)
        return pick(f"Số {unit} từ {lowered(of)}", f"Complete {unit} since {lowered(of)}", language)
    if isinstance(trace.node, ir.DateCall) and trace.parts:
        of = label(trace.parts[0], step, names, language)
        if trace.node.function in _PARTS_OF_DATES:
            return f"{pick(*_PARTS_OF_DATES[trace.node.function], language)} {lowered(of)}"
        return of
    if isinstance(trace.node, ir.Arithmetic):
        left, right = (
            label(trace.part(side), step, names, language)
            for side in (trace.node.left, trace.node.right)
        )
        return f"{brief(left)} {_SIGNS[trace.node.operator]} {lowered(brief(right))}"
    if isinstance(trace.node, ir.Constant):
        return shown(exact(trace.node), trace.node.type.kind, language)
    return rule_label(step, language)


_SIGNS = {"+": "+", "-": "−", "*": "×"}


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


_PEOPLE = ("người ", "trẻ em ", "hộ ", "con ", "học sinh ", "bà mẹ ", "thân nhân ")
_OPENINGS = {"đã ": "chưa ", "chưa ": "đã "}
_DENIALS = {
    "has ": "does not have ",
    "is ": "is not ",
    "lives ": "does not live ",
    "was ": "was not ",
    "belongs ": "does not belong ",
    "can ": "cannot ",
}


#: A statement that joins two is denied as a whole: its first half may well hold.
_JOINED = (" và ", " hoặc ", " and ", " or ", ": ", "; ")


def claimed(text: str, holds: bool, language: str) -> str:
    """A statement, or its denial."""
    text = lowered(text)
    if holds:
        return text
    for start, denied in (_OPENINGS if language == "vi" else _DENIALS).items():
        if text.startswith(start) and not any(word in text for word in _JOINED):
            return denied + text.removeprefix(start)
    if language == "en":
        return f"not the case: {text}"
    if any(text.startswith(start) for start in _OPENINGS):
        return f"không đúng: {text}"
    if text.startswith("không "):
        return f"không đúng: {text}"
    return f"không phải {text}" if text.startswith(_PEOPLE) else f"không {text}"


def limit(operator: str, kind: str, value: str, language: str) -> str:
    """``từ 60 trở lên``; dates are written ``từ 01/07/2025 trở đi``."""
    needs = _DATE_NEEDS if kind == "date" else _NEEDS
    return pick(*needs[operator], language).format(value)


def exact(node: ir.Constant) -> Any:
    """The exact value of a literal."""
    return exact_value(node.value, node.type)
