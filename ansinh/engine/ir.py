"""The typed intermediate form: what rules become, and what every other reader reads.

Expressions are trees of frozen nodes; each knows its type and, where it helps an explanation, the
place in the source it comes from. Numbers carry a decimal scale fixed here, so that the kernel
computes on 64-bit integers and never on floats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import Any

from ansinh.engine.values import Choice


@dataclass(frozen=True, slots=True)
class Type:
    """Type of an expression.

    Attributes:
        kind: ``bool``, ``int``, ``money``, ``rate``, ``date``, ``choice``, ``ratio``, ``none``.
        scale: Decimal places held (0 for ints and whole đồng).
        choice: The class of a choice.
        over: For a ratio, the types of numerator and denominator.
    """

    kind: str
    scale: int = 0
    choice: type[Choice] | None = None
    over: tuple[Type, Type] | None = None

    @property
    def is_number(self) -> bool:
        """Whether it can be added and multiplied."""
        return self.kind in ("int", "money", "rate")

    def __str__(self) -> str:
        if self.choice:
            return self.choice.__name__
        return self.kind if not self.scale else f"{self.kind}·10⁻{self.scale}"


BOOL, INT, MONEY, DATE, NONE = Type("bool"), Type("int"), Type("money"), Type("date"), Type("none")


@dataclass(frozen=True, slots=True)
class Source:
    """Where an expression stands: line, column and its text."""

    line: int
    column: int
    text: str


# --- entity expressions -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Subject:
    """The entity that the rule is about."""

    entity: str


@dataclass(frozen=True, slots=True)
class Each:
    """The member that the enclosing aggregate is looking at; ``depth`` counts aggregates."""

    entity: str
    depth: int


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of an entity: ``person.household``."""

    of: EntityExpression
    entity: str
    relation: str


@dataclass(frozen=True, slots=True)
class Follow:
    """What a link points to: ``person.mother``, ``household.area``."""

    of: EntityExpression
    entity: str
    relation: str


@dataclass(frozen=True, slots=True)
class LastMonth:
    """The same entity one month earlier."""

    of: EntityExpression
    entity: str


EntityExpression = Subject | Each | Owner | Follow | LastMonth

# --- value expressions --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Node:
    """Base of value expressions."""

    type: Type
    source: Source | None = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A literal: ``bool``, ``int`` (already scaled), ``date`` or a choice."""

    value: bool | int | date | Choice | None


@dataclass(frozen=True, slots=True)
class ReadFact(Node):
    """A fact of an entity."""

    of: EntityExpression
    fact: str


@dataclass(frozen=True, slots=True)
class ReadRule(Node):
    """Another rule of an entity."""

    of: EntityExpression
    rule: str


@dataclass(frozen=True, slots=True)
class Exists(Node):
    """Whether a link points to somebody; always known."""

    of: EntityExpression
    relation: str


@dataclass(frozen=True, slots=True)
class SameEntity(Node):
    """``child.carer == person``; always known, false where a link points to nobody."""

    left: EntityExpression
    right: EntityExpression


@dataclass(frozen=True, slots=True)
class Count(Node):
    """``len(household.people)``; always known."""

    of: EntityExpression
    relation: str
    entity: str


@dataclass(frozen=True, slots=True)
class ReadParameter(Node):
    """A parameter: single, indexed by a choice, or looked up in brackets."""

    path: str
    shape: str
    size: int
    index: Node | None = None


@dataclass(frozen=True, slots=True)
class Today(Node):
    """``law.date``."""


@dataclass(frozen=True, slots=True)
class Rescale(Node):
    """The same number with more decimal places."""

    value: Node


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """``-x``."""

    value: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """``+``, ``-``, ``*`` of numbers; operands of ``+`` and ``-`` have the same scale."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Extreme(Node):
    """``min`` or ``max`` of two numbers or dates of the same scale."""

    which: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Ratio(Node):
    """``ratio(a, b)``."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Round(Node):
    """A named rounding of a scaled number or ratio to a whole multiple of ``to``."""

    mode: str
    value: Node
    to: int


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """``==``, ``!=``, ``<``, ``<=``, ``>``, ``>=``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Not(Node):
    """Kleene negation."""

    value: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    """Kleene conjunction; a known false ends it."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Kleene disjunction; a known true ends it."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class AtLeast(Node):
    """``at_least(3, a, b, c, d)``: known as soon as the known conditions decide."""

    count: Node
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    """A branch; with an unknown condition both sides count, and agree or are unknown."""

    condition: Node
    then: Node
    orelse: Node


@dataclass(frozen=True, slots=True)
class Let(Node):
    """A named value and what uses it."""

    name: str
    value: Node
    body: Node


@dataclass(frozen=True, slots=True)
class Local(Node):
    """A value named by ``Let``."""

    name: str


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """``sum``, ``any``, ``all``, ``min`` or ``max`` over the members of an entity."""

    kind: str
    of: EntityExpression
    relation: str
    entity: str
    depth: int
    predicate: Node | None
    element: Node
    default: Node | None


@dataclass(frozen=True, slots=True)
class DateCall(Node):
    """A function of :mod:`ansinh.engine.dates`."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class NotApplicable(Node):
    """``None`` in an exception: it does not apply."""


def children(node: Node | EntityExpression) -> Iterator[Any]:
    """The nodes and entity expressions directly inside ``node``."""
    kind: Any = type(node)
    for name in _names(kind):
        value = getattr(node, name)
        if isinstance(value, tuple):
            yield from (v for v in value if isinstance(v, Node))
        elif isinstance(value, Node | Subject | Each | Owner | Follow | LastMonth):
            yield value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def walk(node: Any) -> Iterator[Any]:
    """``node`` and everything inside it, outermost first."""
    yield node
    for child in children(node):
        yield from walk(child)
