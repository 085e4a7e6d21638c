"""Every error the engine raises.

AnSinhError
├── LawError                 the law as written cannot be used
│   ├── RuleError            a rule breaks the subset of Python that rules may use
│   ├── CircularRuleError    rules read each other in a circle
│   ├── ParameterError       a parameter file or a reform is wrong
│   └── UnknownNameError     a rule, fact, benefit or document that nobody declared
├── DataError                a registry, a case file or a household is wrong
└── EvaluationError          one evaluation cannot give a value: the row is set aside
    ├── MoneyOverflowError   a number left 64 bits
    ├── InexactMoneyError    an amount has a fraction of a đồng and no rounding is named
    ├── DivisionByZeroError  a ratio has no denominator
    ├── NotInForceError      no version of the rule or parameter holds on that date
    ├── ConflictError        two exceptions hold at once and disagree
    └── UnknownFactError     (oracle only) the evaluation reached a fact that nobody knows
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class AnSinhError(Exception):
    """Base of every error meant for the person using the software."""


class LawError(AnSinhError):
    """The law as written cannot be used."""


class RuleError(LawError):
    """A rule leaves the subset of Python that rules may use.

    Args:
        file: Path of the source file.
        line: Line of the offending code, counted from 1.
        problem: What is wrong.
        instead: What to write instead.
    """

    def __init__(self, file: str, line: int, problem: str, instead: str) -> None:
        self.file, self.line, self.problem, self.instead = file, line, problem, instead
        super().__init__(f"{file}:{line}: {problem}. Write instead: {instead}")


class CircularRuleError(LawError):
    """Rules read each other in a circle; ``circle`` names every one of them in order."""

    def __init__(self, circle: list[str]) -> None:
        self.circle = circle
        super().__init__("circular rules: " + " → ".join(circle))


class ParameterError(LawError):
    """A parameter file or a reform is wrong."""


class UnknownNameError(LawError):
    """A name that nobody declared, with the nearest names that somebody did."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.name = name
        near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"unknown {what} {name!r}{hint}")


class DataError(AnSinhError):
    """A registry, a case file or a household is wrong."""


class EvaluationError(AnSinhError):
    """One evaluation cannot give a value; the row is set aside with the reason."""

    reason = "error"


class MoneyOverflowError(EvaluationError):
    """A number left the signed 64-bit range."""

    reason = "overflow"


class InexactMoneyError(EvaluationError):
    """An amount has a fraction of a đồng and the rule names no rounding."""

    reason = "inexact"


class DivisionByZeroError(EvaluationError):
    """A ratio has no denominator."""

    reason = "division by zero"


class NotInForceError(EvaluationError):
    """No version of the rule or parameter holds on that date."""

    reason = "not in force"


class ConflictError(EvaluationError):
    """Two exceptions hold at once and disagree."""

    reason = "conflict"


class UnknownFactError(EvaluationError):
    """The oracle reached a fact that nobody knows; ``fact`` is its qualified name."""

    reason = "unknown"

    def __init__(self, fact: str) -> None:
        self.fact = fact
        super().__init__(f"unknown fact {fact}")


#: Reasons in the order of the codes that the kernel reports.
REASONS: tuple[type[EvaluationError], ...] = (
    MoneyOverflowError,
    InexactMoneyError,
    DivisionByZeroError,
    NotInForceError,
    ConflictError,
)
