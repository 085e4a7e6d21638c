"""What a rule reads: entities, facts, other rules, parameters and constants."""

from __future__ import annotations

import ast
import enum
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ansinh.engine import ir
from ansinh.engine.errors import RuleError, UnknownNameError
from ansinh.engine.ir import BOOL, DATE, INT, Source, Type
from ansinh.engine.translate.signature import RATE, SourceFile
from ansinh.engine.values import Choice

if TYPE_CHECKING:
    from ansinh.engine.book import LawBook
    from ansinh.engine.declare import Version


@dataclass(frozen=True)
class Named:
    """A Python object that a name in a rule stands for."""

    value: Any


@dataclass
class Reads:
    """The part of a translator that resolves names; :meth:`expression` comes with the operators."""

    version: Version
    book: LawBook
    returns: Type
    definition: ast.FunctionDef
    file: SourceFile
    entities: dict[str, Any] = field(default_factory=dict)
    locals: dict[str, Type] = field(default_factory=dict)
    law: str = ""
    depth: int = 0

    def expression(self, node: ast.expr) -> ir.Node:
        """Translate any expression."""
        raise NotImplementedError

    # --- errors and sources -----------------------------------------------------------------------

    def fail(self, node: ast.AST, problem: str, instead: str) -> RuleError:
        """The error that tells where, what is wrong and what to write instead."""
        line = getattr(node, "lineno", self.version.line)
        return RuleError(self.version.file, line, f"{self.version.name}: {problem}", instead)

    def source(self, node: ast.expr) -> Source:
        """Where an expression stands."""
        return Source(node.lineno, node.col_offset, self.file.text(node))

    # --- entities ---------------------------------------------------------------------------------

    def try_entity(self, node: ast.expr) -> Any:
        """The entity expression that ``node`` is, or ``None``."""
        if isinstance(node, ast.Name):
            return self.entities.get(node.id)
        if not isinstance(node, ast.Attribute):
            return None
        of = self.try_entity(node.value)
        if of is None:
            return None
        if node.attr == "last_month":
            return ir.LastMonth(of, of.entity)
        relation = self.book.entities[of.entity].relations.get(node.attr)
        if relation is None or relation.kind == "members":
            return None
        make = ir.Owner if relation.kind == "owner" else ir.Follow
        return make(of, relation.target, relation.name)

    def members(self, node: ast.expr) -> tuple[Any, Any] | None:
        """The owner and relation when ``node`` is ``household.people``."""
        if not isinstance(node, ast.Attribute):
            return None
        of = self.try_entity(node.value)
        if of is None:
            return None
        relation = self.book.entities[of.entity].relations.get(node.attr)
        return (of, relation) if relation is not None and relation.kind == "members" else None

    # --- values -----------------------------------------------------------------------------------

    def constant(self, node: ast.Constant) -> ir.Node:
        """A number or truth value as written."""
        return self.literal(node.value, node)

    def literal(self, value: Any, node: ast.expr) -> ir.Node:
        """A Python value as a constant of the rule language."""
        source = self.source(node)
        if isinstance(value, bool):
            return ir.Constant(BOOL, source, value)
        if isinstance(value, int) and not isinstance(value, enum.Enum):
            return ir.Constant(INT, source, value)
        if isinstance(value, date):
            return ir.Constant(DATE, source, value)
        if isinstance(value, Choice):
            return ir.Constant(Type("choice", choice=type(value)), source, value)
        if isinstance(value, float):
            raise self.fail(node, f"{value} is a float", "a parameter with unit rate, cited")
        raise self.fail(node, f"{value!r} is not a value of rules", "a number, date or Choice")

    def name(self, node: ast.Name) -> ir.Node:
        """A local name or a constant of the module."""
        if node.id in self.locals:
            return ir.Local(self.locals[node.id], self.source(node), node.id)
        return self.literal(self.resolve(node).value, node)

    def resolve(self, node: ast.expr) -> Named:
        """The Python object that a dotted name in the module stands for."""
        if isinstance(node, ast.Attribute):
            holder = self.resolve(node.value).value
            if hasattr(holder, node.attr):
                return Named(getattr(holder, node.attr))
            members = getattr(holder, "__members__", {})
            raise self.unknown(node, f"name in {holder}", node.attr, list(members))
        if isinstance(node, ast.Name):
            scope = self.version.function.__globals__
            if node.id in self.entities:
                raise self.fail(node, f"{node.id} is not a value", f"a fact such as {node.id}.age")
            if node.id in scope:
                return Named(scope[node.id])
            raise self.unknown(node, "name", node.id, [*scope, *self.locals, *self.entities])
        raise self.fail(node, "not a name", "a fact, rule, parameter or constant")

    def unknown(self, node: ast.AST, what: str, name: str, known: list[str]) -> RuleError:
        """The error for a name that nobody declared."""
        error = UnknownNameError(what, name, known)
        return self.fail(node, str(error), "a declared name")

    def attribute(self, node: ast.Attribute) -> ir.Node:
        """A fact, rule, parameter or constant."""
        of = self.try_entity(node.value)
        if of is not None:
            return self.read(of, node)
        if self.is_law(node):
            return self.parameter(node, None)
        return self.literal(self.resolve(node).value, node)

    def read(self, of: Any, node: ast.Attribute) -> ir.Node:
        """A fact or rule of an entity."""
        entity = self.book.entities[of.entity]
        if node.attr in entity.facts:
            found = entity.facts[node.attr]
            scale = found.decimals if found.type == "rate" else 0
            kind = Type(found.type, scale, found.choice)
            return ir.ReadFact(kind, self.source(node), of, node.attr)
        if node.attr in entity.relations:
            raise self.fail(node, f"{node.attr} is not a value", "one of its facts, or exists(…)")
        key = f"{of.entity}.{node.attr}"
        if key not in self.book.rules:
            names = [r.name for r in self.book.rules.values() if r.entity == of.entity]
            what = f"fact or rule of {of.entity}"
            raise self.unknown(node, what, node.attr, [*names, *entity.facts])
        return ir.ReadRule(self.book.rules[key].type, self.source(node), of, node.attr)

    # --- parameters -------------------------------------------------------------------------------

    def is_law(self, node: ast.expr) -> bool:
        """Whether a dotted name begins with the rule’s ``law``."""
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id == self.law and bool(self.law)

    def parameter(self, node: ast.expr, index: tuple[str, ast.expr] | None) -> ir.Node:
        """A parameter, with the index it is read by."""
        path = "".join(self.file.text(node).split()).split(".", 1)[-1]
        if path == "date":
            return ir.Today(DATE, self.source(node))
        if path not in self.book.parameters:
            known = list(self.book.parameters.parameters)
            raise self.unknown(node, "parameter", path, known)
        found = self.book.parameters[path]
        kind = RATE if found.type == "rate" else Type(found.type)
        shapes = {"single": None, "by_choice": "choice", "brackets": "of"}
        if (index[0] if index else None) != shapes[found.shape]:
            instead = {
                "single": f"law.{path}",
                "by_choice": f"law.{path}[choice]",
                "brackets": f"law.{path}.of(number)",
            }[found.shape]
            raise self.fail(node, f"{path} is a parameter of shape {found.shape}", instead)
        if index is None:
            return ir.ReadParameter(kind, self.source(node), path, "single", 1)
        position = self.expression(index[1])
        if found.shape == "by_choice":
            if position.type.choice is None:
                raise self.fail(index[1], f"{path} is indexed by a choice", "a Choice")
            unknown = set(found.keys) - set(position.type.choice.codes())
            if unknown:
                name = position.type.choice.__name__
                raise self.fail(node, f"{path} has keys {sorted(unknown)} not in {name}", name)
            size = len(position.type.choice)
        else:
            if position.type != Type(found.by):
                raise self.fail(
                    index[1],
                    f"brackets of {path} are looked up by {found.by}, not {position.type}",
                    "a count of years, months or persons" if found.by == "int" else "an amount",
                )
            size = found.size
        return ir.ReadParameter(kind, self.source(node), path, found.shape, size, position)

    def subscript(self, node: ast.Subscript) -> ir.Node:
        """``law.parameter[choice]``."""
        if self.is_law(node.value):
            return self.parameter(node.value, ("choice", node.slice))
        raise self.fail(node, "only parameters are indexed", "law.parameter[choice]")
