"""All rules of a book in intermediate form, with what each reads and no circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ansinh.engine import ir
from ansinh.engine.collecting import without_collector
from ansinh.engine.errors import CircularRuleError
from ansinh.engine.translate import translate

if TYPE_CHECKING:
    from ansinh.engine.book import LawBook, Rule
    from ansinh.engine.declare import Version


@dataclass(frozen=True)
class Body:
    """One version of a rule (or exception) and its intermediate form."""

    version: Version
    node: ir.Node


@dataclass(frozen=True)
class RuleProgram:
    """A rule with the intermediate form of every version and exception, in the book's order."""

    rule: Rule
    bodies: tuple[Body, ...]
    exceptions: tuple[Body, ...]

    @cached_property
    def nodes(self) -> list[Any]:
        """Every node and entity expression in every version and exception."""
        bodies = (*self.bodies, *self.exceptions)
        return [node for body in bodies for node in ir.walk(body.node)]

    @cached_property
    def reads(self) -> frozenset[str]:
        """Keys of the rules read for the same month."""
        return frozenset(k for k, lag in self._reads if not lag)

    @cached_property
    def reads_earlier(self) -> frozenset[str]:
        """Keys of the rules read for an earlier month."""
        return frozenset(k for k, lag in self._reads if lag)

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Paths of the parameters read."""
        return frozenset(n.path for n in self.nodes if isinstance(n, ir.ReadParameter))

    @cached_property
    def _reads(self) -> frozenset[tuple[str, int]]:
        bodies = (*self.bodies, *self.exceptions)
        return frozenset(read for body in bodies for read in _reads_in(body.node, ()))


#: Rule → the intermediate form of each version, and of each exception.
Trees = dict[str, tuple[tuple[ir.Node, ...], tuple[ir.Node, ...]]]


@dataclass(frozen=True)
class Program:
    """The whole book in intermediate form."""

    rules: dict[str, RuleProgram]

    def __getstate__(self) -> dict[str, Any]:
        """Without the closures that the evaluator keeps beside it: each process makes its own."""
        return {"rules": self.rules}

    @classmethod
    def of(cls, book: LawBook, trees: Trees) -> Program:
        """The program of a book whose rules were translated before."""
        return cls({key: _rule_program(rule, *trees[key]) for key, rule in book.rules.items()})

    @property
    def trees(self) -> Trees:
        """What :meth:`of` makes the program from again."""
        return {
            key: (tuple(b.node for b in part.bodies), tuple(b.node for b in part.exceptions))
            for key, part in self.rules.items()
        }

    def closure(self, keys: Iterable[str]) -> list[str]:
        """``keys`` and every rule they read, each after those it reads for the same month."""
        ordered: dict[str, None] = {}
        pending = list(keys)
        seen: set[str] = set()
        while pending:
            start = pending.pop()
            for key in self._post_order(start, seen):
                ordered[key] = None
                pending.extend(self.rules[key].reads_earlier - seen)
        return list(ordered)

    def _post_order(self, start: str, seen: set[str]) -> Iterator[str]:
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in seen:
            seen.add(start)
            stack.append((start, iter(sorted(self.rules[start].reads))))
        while stack:
            key, reads = stack[-1]
            child = next((read for read in reads if read not in seen), None)
            if child is None:
                yield key
                stack.pop()
            else:
                seen.add(child)
                stack.append((child, iter(sorted(self.rules[child].reads))))


def lag_of(entity: ir.EntityExpression, lags: tuple[int, ...] = ()) -> int:
    """How many months earlier an entity expression looks; ``lags`` are those of its aggregates."""
    lag = 0
    while not isinstance(entity, ir.Subject | ir.Each):
        lag += isinstance(entity, ir.LastMonth)
        entity = entity.of
    return lag + (lags[entity.depth] if isinstance(entity, ir.Each) else 0)


def _reads_in(node: ir.Node, lags: tuple[int, ...]) -> Iterator[tuple[str, int]]:
    """Keys of the rules read inside ``node``, each with how many months earlier."""
    if isinstance(node, ir.ReadRule):
        yield f"{node.of.entity}.{node.rule}", lag_of(node.of, lags)
    inside = lags
    if isinstance(node, ir.Aggregate):
        inside = (*lags[: node.depth], lag_of(node.of, lags))
    for child in ir.children(node):
        if isinstance(child, ir.Node):
            yield from _reads_in(child, inside)


@without_collector()
def translate_program(book: LawBook) -> Program:
    """Translate every rule.

    Raises:
        RuleError: a rule is not in the rule language.
        CircularRuleError: rules read each other in a circle within one month.
    """

    def trees(rule: Rule, versions: tuple[Version, ...]) -> tuple[ir.Node, ...]:
        return tuple(translate(version, book, rule.type) for version in versions)

    rules = book.rules.items()
    program = Program.of(
        book, {key: (trees(r, r.versions), trees(r, r.exceptions)) for key, r in rules}
    )
    _refuse_circles(program)
    return program


def _rule_program(
    rule: Rule, versions: tuple[ir.Node, ...], exceptions: tuple[ir.Node, ...]
) -> RuleProgram:
    return RuleProgram(
        rule,
        tuple(map(Body, rule.versions, versions)),
        tuple(map(Body, rule.exceptions, exceptions)),
    )


def _refuse_circles(program: Program) -> None:
    done: set[str] = set()
    for start in program.rules:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in done:
            stack.append((start, iter(sorted(program.rules[start].reads))))
            path.append(start)
            on_path.add(start)
        while stack:
            key, reads = stack[-1]
            child = next((read for read in reads if read not in done), None)
            if child is None:
                stack.pop()
                path.pop()
                on_path.discard(key)
                done.add(key)
            elif child in on_path:
                raise CircularRuleError([*path[path.index(child) :], child])
            else:
                stack.append((child, iter(sorted(program.rules[child].reads))))
                path.append(child)
                on_path.add(child)
