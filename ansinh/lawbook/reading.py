"""Rules read in plain words from their intermediate form: conditions, branches, amounts.

Everything said here follows from the rule itself; no text is kept beside it. Where the rule names
another rule or a figure, the words link to it.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from ansinh.engine import ir
from ansinh.engine.book import LawBook, Rule
from ansinh.engine.declare import Version
from ansinh.engine.entities import EntityType
from ansinh.engine.explain import words
from ansinh.engine.explain.words import lowered, pick
from ansinh.lawbook import phrases
from ansinh.lawbook.clauses import (
    LISTED,
    Clause,
    Names,
    Reading,
    Way,
    as_condition,
    date_phrase,
    flat,
    inline,
    is_constant,
    is_nothing,
    may_not_apply,
)

#: Address of a rule (``rule``, key) or a figure (``figure``, path); empty where it has none.
Link = Callable[[str, str], str]


_PLAIN = (ir.Constant, ir.ReadFact, ir.ReadRule, ir.ReadParameter, ir.Today, ir.Count)
_LOOSE = (ir.Extreme, ir.If, ir.Aggregate, ir.Ratio)
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_COMPOUND = re.compile(r"[,;]| và | hoặc | and | or ")
_SIGNS = {"+": "+", "-": "−", "*": "×"}


class Reader:
    """Reads rules in one language, as they stand on one day.

    Args:
        link: Where rules and figures are told of.
    """

    def __init__(self, book: LawBook, language: str, effect: date, known: date, link: Link) -> None:
        self.book, self.language, self.link = book, language, link
        self.effect, self.known = effect, known
        self._names = Names()

    def read(self, node: ir.Node, *, gives: bool) -> Reading:
        """A rule's body in words.

        Args:
            gives: Whether 0, false and "does not apply" mean that nothing is given, so that the way
                past them is a condition of the rest.
        """
        self._names = Names()
        if node.type.kind == "bool" and not may_not_apply(node):
            return Reading(tuple(self._parts(node, positive=True)), (), tuple(self._names.notes))
        needs, ways = self._branches(node, gives=gives)
        return Reading(tuple(needs), tuple(ways), tuple(self._names.notes))

    def label(self, rule: Rule) -> str:
        """The legal idea of a rule in the version that counts."""
        if rule.benefit is not None:
            return pick(rule.benefit.vi, rule.benefit.en, self.language)
        return self.idea(rule.version_at(self.effect, self.known) or rule.versions[-1])

    def idea(self, version: Version) -> str:
        """The legal idea of one version."""
        return pick(version.vi, version.en, self.language)

    # --- branches -----------------------------------------------------------------------------

    def _branches(self, node: ir.Node, *, gives: bool) -> tuple[list[Clause], list[Way]]:
        if isinstance(node, ir.Let):
            return self._branches(self._named(node), gives=gives)
        if not isinstance(node, ir.If):
            return [], [Way(None, self.value(node))]
        if gives and is_nothing(node.then):
            needs = list(self._parts(node.condition, positive=False))
            more, ways = self._branches(node.orelse, gives=gives)
            return needs + more, ways
        if gives and is_nothing(node.orelse):
            needs = list(self._parts(node.condition, positive=True))
            more, ways = self._branches(node.then, gives=gives)
            return needs + more, ways
        return [], [*self._then(node, gives=gives), *self._otherwise(node, gives=gives)]

    def _then(self, node: ir.If, *, gives: bool) -> Iterator[Way]:
        needs, ways = self._branches(node.then, gives=gives)
        conditions = [*self._parts(node.condition, positive=True), *needs]
        for way in ways:
            more = conditions if way.when is None else [*conditions, way.when]
            yield replace(way, when=self._all(more))

    def _otherwise(self, node: ir.If, *, gives: bool) -> Iterator[Way]:
        needs, ways = self._branches(node.orelse, gives=gives)
        for way in ways:
            more = needs if way.when is None else [*needs, way.when]
            yield replace(way, when=self._all(more)) if more else way

    def _all(self, clauses: list[Clause]) -> Clause:
        if len(clauses) == 1:
            return clauses[0]
        return Clause(self._say("all"), tuple(clauses))

    def _say(self, key: str, *parts: Markup | str) -> Markup:
        return Markup(pick(*phrases.PHRASES[key], self.language)).format(*parts)  # noqa: S704

    # --- conditions ---------------------------------------------------------------------------

    def _parts(self, node: ir.Node, *, positive: bool) -> Iterator[Clause]:
        """A condition as the list of conditions that must all hold."""
        node, positive = self._bare(node, positive)
        if isinstance(node, ir.And if positive else ir.Or):
            for side in (node.left, node.right):
                yield from self._parts(side, positive=positive)
        else:
            yield self.clause(node, positive=positive)

    def clause(self, node: ir.Node, *, positive: bool = True) -> Clause:
        """A condition, or its denial, in words."""
        node, positive = self._bare(node, positive)
        if isinstance(node, ir.And | ir.Or):
            return self._group(node, positive)
        if isinstance(node, ir.Aggregate) and node.kind in ("any", "all"):
            return self._of_members(node, positive)
        if isinstance(node, ir.AtLeast):
            key = "at least" if positive else "fewer than"
            items = tuple(self.clause(value) for value in node.values)
            return Clause(self._say(key, self.value(node.count)), items)
        rule = f"{node.of.entity}.{node.rule}" if isinstance(node, ir.ReadRule) else ""
        return Clause(self._sentence(node, positive), rule=rule)

    def _bare(self, node: ir.Node, positive: bool) -> tuple[ir.Node, bool]:
        """Without denials and names, and branches as the conditions that they are."""
        while True:
            if isinstance(node, ir.Not):
                node, positive = node.value, not positive
            elif isinstance(node, ir.Let):
                node = self._named(node)
            elif isinstance(node, ir.Local) and node.type.kind == "bool":
                node = self._names.values[node.name]
            elif isinstance(node, ir.If) and node.type.kind == "bool":
                node = as_condition(node)
            else:
                return node, positive

    def _group(self, node: ir.And | ir.Or, positive: bool) -> Clause:
        is_all = isinstance(node, ir.And) is positive
        parts = [*flat(node, type(node))]
        listed = self._one_of(parts, positive)
        if listed is not None:
            return Clause(listed)
        items = tuple(self.clause(part, positive=positive) for part in parts)
        return Clause(self._say("all" if is_all else "any"), items)

    def _one_of(self, parts: list[ir.Node], positive: bool) -> Markup | None:
        """``nguyên nhân thuộc: thiên tai; hỏa hoạn`` of one value compared with several."""
        pairs = [p for p in parts if isinstance(p, ir.Compare) and isinstance(p.right, ir.Constant)]
        if len(pairs) != len(parts) or any(p.left != pairs[0].left for p in pairs):
            return None
        operators = {p.operator for p in pairs}
        if operators not in ({"=="}, {"!="}):
            return None
        key = "one of" if (operators == {"=="}) is positive else "none of"
        return self._say(
            key, self.value(pairs[0].left), LISTED.join(self.value(p.right) for p in pairs)
        )

    def _of_members(self, node: ir.Aggregate, positive: bool) -> Clause:
        """``có người trong hộ mà: …``."""
        key = f"members {node.kind}" if positive else f"members not {node.kind}"
        asked = [] if node.predicate is None else [*self._parts(node.predicate, positive=True)]
        if node.kind == "any":
            asked += (
                [] if is_constant(node.element, True) else self._parts(node.element, positive=True)
            )
            name = self._members(node)
            return Clause(self._say(key if asked else f"{key} at all", name), tuple(asked))
        name = self._members(node)
        if asked:
            name = self._say("such", name, LISTED.join(map(inline, asked)))
        return Clause(self._say(key, name), tuple(self._parts(node.element, positive=True)))

    def _members(self, node: ir.Aggregate) -> str:
        return self._entity(self.book.entities[node.entity])

    def _entity(self, entity: EntityType) -> str:
        return lowered(pick(entity.vi, entity.en, self.language))

    def _sentence(self, node: ir.Node, positive: bool) -> Markup:
        if isinstance(node, ir.Constant):
            return self._say("always" if bool(node.value) is positive else "never")
        if isinstance(node, ir.Compare):
            return self._comparison(node, positive)
        if isinstance(node, ir.ReadFact | ir.ReadRule):
            name = self._name(node)
            if not positive and _COMPOUND.search(name):
                return self._say("not so", self._linked(node, lowered(name)) + self._whose(node.of))
            text = words.claimed(name, positive, self.language)
            return self._linked(node, text) + self._whose(node.of)
        if isinstance(node, ir.Exists):
            relation = self.book.entities[node.of.entity].relations[node.relation]
            label = lowered(pick(relation.vi, relation.en, self.language))
            return self._say("recorded" if positive else "not recorded", label)
        if isinstance(node, ir.SameEntity):
            sides = (self._owner_words(side) for side in (node.left, node.right))
            return self._say("same" if positive else "not same", *sides)
        return self._say("holds" if positive else "does not hold", self.value(node))

    def _comparison(self, node: ir.Compare, positive: bool) -> Markup:
        left, operator, right = node.left, node.operator, node.right
        if isinstance(left, ir.Constant | ir.Today) and not isinstance(right, ir.Constant):
            left, operator, right = right, _FLIPPED[operator], left
        operator = operator if positive else _OPPOSITE[operator]
        key = date_phrase(left, operator, right)
        name = self.value(left)
        if key:
            return self._say(key, name)
        limit = words.limit(operator, right.type.kind, "{}", self.language)
        shown = Markup(limit).format(self.value(right))  # noqa: S704
        return self._say("is" if operator != "==" else "equals", name, shown)

    # --- values -------------------------------------------------------------------------------

    def value(self, node: ir.Node) -> Markup:
        """What an expression is called, or how it is computed."""
        if node.type.kind == "bool" and not isinstance(node, ir.Constant):
            return inline(self.clause(node))
        return self._VALUES[type(node)](self, node)

    def _name(self, node: ir.ReadFact | ir.ReadRule) -> str:
        if isinstance(node, ir.ReadFact):
            fact = self.book.entities[node.of.entity].facts[node.fact]
            return words.fact_label(fact, self.language)
        return words.brief(self.label(self.book.rules[f"{node.of.entity}.{node.rule}"]))

    def _read(self, node: ir.ReadFact | ir.ReadRule) -> Markup:
        name = lowered(self._name(node).split("; ")[0])
        return self._linked(node, name) + self._whose(node.of)

    def _linked(self, node: ir.ReadFact | ir.ReadRule, text: str) -> Markup:
        if isinstance(node, ir.ReadFact):
            return escape(text)
        return self._to("rule", f"{node.of.entity}.{node.rule}", text)

    def _to(self, kind: str, key: str, text: str) -> Markup:
        address = self.link(kind, key)
        return Markup('<a href="{}">{}</a>').format(address, text) if address else escape(text)

    def _whose(self, entity: Any) -> Markup:
        """``(của mẹ)``: whose it is, where that is somebody linked or an earlier month."""
        said = Markup("")
        while not isinstance(entity, ir.Subject | ir.Each):
            if isinstance(entity, ir.LastMonth):
                said += self._say("last month")
            elif isinstance(entity, ir.Follow) and entity.entity != "Area":
                said += self._say("whose", self._owner_words(entity))
            entity = entity.of
        return said

    def _owner_words(self, entity: Any) -> str:
        if isinstance(entity, ir.Follow):
            relation = self.book.entities[entity.of.entity].relations[entity.relation]
            return lowered(pick(relation.vi, relation.en, self.language))
        return self._entity(self.book.entities[entity.entity])

    def _constant(self, node: ir.Constant) -> Markup:
        if node.value is None:
            return self._say("nothing")
        return escape(words.shown(words.exact(node), node.type.kind, self.language))

    def _parameter(self, node: ir.ReadParameter) -> Markup:
        parameter = self.book.parameters[node.path]
        name = self._to(
            "figure", node.path, lowered(pick(parameter.vi, parameter.en, self.language))
        )
        if node.index is not None:
            return self._say("by", name, self.value(node.index))
        found = parameter.at(self.effect, self.known)
        if found is None:
            return name
        shown = words.shown(found.value, parameter.type, self.language, parameter.unit)
        return self._say("with value", name, shown)

    def _local(self, node: ir.Local) -> Markup:
        value = self._names.values[node.name]
        if isinstance(value, _PLAIN) or node.name not in self._names.repeated:
            return self.value(value)
        if node.name not in self._names.letters:
            number = len(self._names.letters)
            letter = string.ascii_uppercase[number % 26] + "′" * (number // 26)
            self._names.letters[node.name] = letter
            place = len(self._names.notes)
            note = (letter, self.value(value))
            self._names.notes.insert(place, note)
        return Markup("<b>{}</b>").format(self._names.letters[node.name])

    def _arithmetic(self, node: ir.Arithmetic) -> Markup:
        left, right = (self._factor(side, node.operator) for side in (node.left, node.right))
        return Markup("{} {} {}").format(left, _SIGNS[node.operator], right)

    def _factor(self, node: ir.Node, operator: str) -> Markup:
        shown, bare = self.value(node), self._unwrapped(node)
        inner = isinstance(bare, ir.Arithmetic) and bare.operator != "*" and operator != "+"
        return Markup("({})").format(shown) if inner or isinstance(bare, _LOOSE) else shown

    def _unwrapped(self, node: ir.Node) -> ir.Node:
        """Without what leaves no trace in words."""
        while True:
            if isinstance(node, ir.Rescale) or (
                isinstance(node, ir.Round) and node.mode == "exact"
            ):
                node = node.value
            elif isinstance(node, ir.Local) and node.name not in self._names.repeated:
                node = self._names.values[node.name]
            else:
                return node

    def _extreme(self, node: ir.Extreme) -> Markup:
        return self._say(node.which, self.value(node.left), self.value(node.right))

    def _round(self, node: ir.Round) -> Markup:
        if node.mode == "exact":
            return self.value(node.value)
        to = words.number(node.to) if node.to != 1 else ""
        mode = pick(*phrases.ROUNDINGS[node.mode], self.language)
        return self._say("rounded to" if to else "rounded", self.value(node.value), mode, to)

    def _if(self, node: ir.If) -> Markup:
        condition = inline(self.clause(node.condition))
        return self._say("either", self.value(node.then), condition, self.value(node.orelse))

    def _let(self, node: ir.Let) -> Markup:
        return self.value(self._named(node))

    def _named(self, node: ir.Let) -> ir.Node:
        """What follows a name; the name is remembered."""
        uses = [n for n in ir.walk(node.body) if isinstance(n, ir.Local) and n.name == node.name]
        self._names.values[node.name] = node.value
        if len(uses) > 1:
            self._names.repeated.add(node.name)
        return node.body

    def _count(self, node: ir.Count) -> Markup:
        return self._say("number of", self._entity(self.book.entities[node.entity]))

    def _aggregate(self, node: ir.Aggregate) -> Markup:
        name: Markup | str = self._members(node)
        if node.predicate is not None:
            asked = self._parts(node.predicate, positive=True)
            name = self._say("such", name, self._say("and").join(map(inline, asked)))
        if node.kind == "sum" and is_constant(node.element, 1):
            return self._say("number of", name)
        return self._say(f"aggregate {node.kind}", self.value(node.element), name)

    def _date_call(self, node: ir.DateCall) -> Markup:
        return self._say(node.function, *(self.value(argument) for argument in node.arguments))

    _VALUES: dict[type, Callable[[Any, Any], Markup]] = {  # noqa: RUF012 - a constant
        ir.Constant: _constant,
        ir.ReadFact: _read,
        ir.ReadRule: _read,
        ir.ReadParameter: _parameter,
        ir.Today: lambda self, _: self._say("today"),
        ir.Rescale: lambda self, node: self.value(node.value),
        ir.Negate: lambda self, node: Markup("−{}").format(self.value(node.value)),
        ir.Local: _local,
        ir.Let: _let,
        ir.Arithmetic: _arithmetic,
        ir.Extreme: _extreme,
        ir.Ratio: lambda self, node: self._say(
            "ratio", self._factor(node.left, "*"), self._factor(node.right, "*")
        ),
        ir.Round: _round,
        ir.If: _if,
        ir.Count: _count,
        ir.Aggregate: _aggregate,
        ir.DateCall: _date_call,
        ir.NotApplicable: lambda self, _: self._say("does not apply"),
    }
