"""How law is written: ``@rule``, ``@exception``, ``@benefit`` and interactions between benefits.

The decorators leave the function as it is, so that a rule can be called and stepped through; they
note it in its module, where :class:`ansinh.engine.book.LawBook` finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from ansinh.engine.documents import Article
from ansinh.engine.errors import LawError

F = TypeVar("F", bound=Callable[..., Any])
DECLARED = "_declared_law"
_NOTHING = object()


#: Kind of benefit → units that its amount may have. ``VND`` alone is money that somebody is paid.
UNITS = {
    "cash": ("VND",),
    "goods": ("kg", "VND"),
    "insurance": ("card",),
    "status": ("status",),
    "exemption": ("percent", "VND waived"),
    "credit": ("VND lent",),
    "service": ("service",),
    "priority": ("priority",),
}
#: Kinds of which payment rolls and registers of cards and decisions say who has them.
RECORDED = ("cash", "goods", "insurance", "status")


@dataclass(frozen=True)
class BenefitInfo:
    """What a benefit is, apart from its amount.

    Attributes:
        code: Stable code, ``domain.name``.
        vi, en: Names.
        paid: ``monthly``, ``yearly``, ``once`` or ``in kind``.
        payer: Who pays.
        domain: Policy domain.
        unit: Unit of an amount per payment, one of those that its kind allows (:data:`UNITS`).
        on_request: Whether the law pays only those who ask.
        considered: Whether the law says the support "is considered" (được xem xét): a minimum.
        kind: What is given; a key of :data:`UNITS`.
    """

    code: str
    vi: str
    en: str
    paid: str
    payer: str
    domain: str
    unit: str = "VND"
    on_request: bool = False
    considered: bool = False
    kind: str = "cash"

    @property
    def is_recorded(self) -> bool:
        """Whether payment rolls say who receives it: only then can a person be missed on them."""
        return self.kind in RECORDED


@dataclass(frozen=True)
class Version:
    """One function that says what a rule is for a span of dates.

    Attributes:
        kind: ``rule``, ``exception`` or ``benefit``.
        since, until: Effect dates; ``None`` means the document's own.
        known: First day it could be applied; ``None`` means the document's day in force.
        otherwise: Value where no version is in force; ``has_otherwise`` says whether given.
        to: For an exception, the name of the rule that it departs from.
        layer: 0 for national law; what is laid over it (a province, a reform) has higher layers.
    """

    name: str
    kind: str
    function: Callable[..., Any] = field(compare=False)
    cites: tuple[Article, ...]
    en: str = ""
    since: date | None = None
    until: date | None = None
    known: date | None = None
    otherwise: Any = None
    has_otherwise: bool = False
    to: str | None = None
    benefit: BenefitInfo | None = None
    unverified: str | None = None
    layer: int = 0

    @property
    def file(self) -> str:
        """Path of the source file."""
        return self.function.__code__.co_filename

    @property
    def line(self) -> int:
        """First line of the function, decorators included."""
        return self.function.__code__.co_firstlineno

    @property
    def vi(self) -> str:
        """The first sentence of the docstring: the legal idea in Vietnamese."""
        return (self.function.__doc__ or "").strip().split("\n")[0].rstrip(".")


@dataclass(frozen=True)
class Interaction:
    """What happens when one person or household has several benefits at once.

    Attributes:
        kind: ``highest`` (the greater amounts win) or ``first`` (the earlier in the list wins).
        among: Codes of the benefits that exclude each other.
        together: Pairs of groups whose members do not exclude each other.
        cites: Where the law says so.
        unverified: Why the text is uncertain.
        layer: 0 for national law; what is laid over it has higher layers.
    """

    kind: str
    among: tuple[str, ...]
    together: tuple[tuple[frozenset[str], frozenset[str]], ...]
    cites: tuple[Article, ...]
    vi: str
    en: str
    since: date | None = None
    until: date | None = None
    known: date | None = None
    unverified: str | None = None
    layer: int = 0

    def compatible(self, a: str, b: str) -> bool:
        """Whether the benefits ``a`` and ``b`` may be paid together under this rule."""
        if a not in self.among or b not in self.among:
            return True
        return any((a in x and b in y) or (a in y and b in x) for x, y in self.together)


def _note(function: Callable[..., Any], version: Version) -> None:
    function.__globals__.setdefault(DECLARED, []).append(version)


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _dates(since: Any, until: Any, known: Any) -> dict[str, Any]:
    return {"since": _day(since), "until": _day(until), "known": _day(known)}


def _cites(cites: Iterable[Any]) -> tuple[Article, ...]:
    cites = tuple(cites)
    if not all(isinstance(cite, Article) for cite in cites):
        raise LawError("cite articles first: @rule(DECREE.article(5, clause=1), …)")
    return cites


def rule(
    *cites: Article,
    en: str = "",
    name: str | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    known: str | date | None = None,
    otherwise: Any = _NOTHING,
    unverified: str | None = None,
) -> Callable[[F], F]:
    """Make a function one dated version of a rule.

    Args:
        cites: The articles it encodes, the main one first.
        en: The legal idea in English (the docstring says it in Vietnamese).
        name: Name of the rule when the function must be called otherwise.
        since, until: Effect dates ``[since, until)``; by default the document's.
        known: First day it could be applied; by default the document's day in force.
        otherwise: Value on dates (and in earlier months) for which no version is in force.
        unverified: Why the text is uncertain.
    """

    def note(function: F) -> F:
        given = otherwise is not _NOTHING
        _note(
            function,
            Version(
                name or function.__name__,
                "rule",
                function,
                _cites(cites),
                en,
                otherwise=otherwise if given else None,
                has_otherwise=given,
                unverified=unverified,
                **_dates(since, until, known),
            ),
        )
        return function

    return note


def exception(
    *cites: Article,
    to: str,
    en: str = "",
    since: str | date | None = None,
    until: str | date | None = None,
    known: str | date | None = None,
    unverified: str | None = None,
) -> Callable[[F], F]:
    """Make a function an exception to the rule called ``to``.

    The function returns the value that the exception gives, or ``None`` where it does not apply.
    Two exceptions that apply at once and disagree set the row aside with both articles.
    """

    def note(function: F) -> F:
        version = Version(
            function.__name__,
            "exception",
            function,
            _cites(cites),
            en,
            to=to,
            unverified=unverified,
            **_dates(since, until, known),
        )
        _note(function, version)
        return function

    return note


def benefit(
    *cites: Article,
    code: str,
    name: str,
    en: str,
    paid: str,
    payer: str,
    domain: str,
    unit: str = "VND",
    on_request: bool = False,
    considered: bool = False,
    kind: str = "cash",
    since: str | date | None = None,
    until: str | date | None = None,
    known: str | date | None = None,
    unverified: str | None = None,
) -> Callable[[F], F]:
    """Make a function one dated version of a benefit; see :class:`BenefitInfo`.

    The function returns an amount (0 when not entitled) or, for a benefit in kind without an
    amount, whether the person is entitled. Outside its dates nobody is entitled.
    """

    def note(function: F) -> F:
        info = BenefitInfo(code, name, en, paid, payer, domain, unit, on_request, considered, kind)
        _note(
            function,
            Version(
                function.__name__,
                "benefit",
                function,
                _cites(cites),
                en,
                otherwise=0,
                has_otherwise=True,
                benefit=info,
                unverified=unverified,
                **_dates(since, until, known),
            ),
        )
        return function

    return note


def only_highest(
    *cites: Article,
    among: Sequence[str],
    vi: str,
    en: str,
    together: Sequence[tuple[Iterable[str], Iterable[str]]] = (),
    since: str | date | None = None,
    until: str | date | None = None,
    known: str | date | None = None,
    unverified: str | None = None,
) -> Interaction:
    """Of several benefits only the single highest is paid, save the pairs in ``together``."""
    dates = _dates(since, until, known)
    return Interaction(
        "highest",
        tuple(among),
        _pairs(together),
        _cites(cites),
        vi,
        en,
        unverified=unverified,
        **dates,
    )


def only_first(
    *cites: Article,
    among: Sequence[str],
    vi: str,
    en: str,
    together: Sequence[tuple[Iterable[str], Iterable[str]]] = (),
    since: str | date | None = None,
    until: str | date | None = None,
    known: str | date | None = None,
    unverified: str | None = None,
) -> Interaction:
    """Of several benefits only the first in ``among`` is paid, save the pairs in ``together``."""
    dates = _dates(since, until, known)
    return Interaction(
        "first",
        tuple(among),
        _pairs(together),
        _cites(cites),
        vi,
        en,
        unverified=unverified,
        **dates,
    )


def _pairs(
    together: Sequence[tuple[Iterable[str], Iterable[str]]],
) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple((frozenset(a), frozenset(b)) for a, b in together)
