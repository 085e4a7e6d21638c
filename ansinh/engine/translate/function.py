"""Statements of the rule language: names, branches and returns."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ansinh.engine import ir
from ansinh.engine.ir import NONE, Type
from ansinh.engine.translate.calls import Calls
from ansinh.engine.translate.signature import definition, subject_entity
from ansinh.engine.translate.types import adapted, as_kind, rescaled

if TYPE_CHECKING:
    from ansinh.engine.book import LawBook
    from ansinh.engine.declare import Version


def translate(version: Version, book: LawBook, returns: Type) -> ir.Node:
    """Translate one version of a rule.

    Raises:
        RuleError: with file, line, and what to write instead.
    """
    node, file = definition(version)
    return Function(version, book, returns, node, file).function()


class Function(Calls):
    """Translates one function."""

    def function(self) -> ir.Node:
        """Translate the whole function."""
        names = [argument.arg for argument in self.definition.args.args]
        if len(names) > 2 or self.definition.args.vararg or self.definition.args.kwonlyargs:
            raise self.fail(self.definition, "takes too much", "def rule(person: Person, law: Law)")
        self.entities[names[0]] = ir.Subject(subject_entity(self.version, self.book.entities))
        self.law = names[1] if len(names) == 2 else ""
        body = list(self.definition.body)
        if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            body = body[1:]
        return self.block(body, self.definition)

    def block(self, body: list[ast.stmt], parent: ast.AST) -> ir.Node:
        """Translate statements up to the return that ends them."""
        if not body:
            raise self.fail(parent, "may end without a value", "a return on every way through")
        first, rest = body[0], body[1:]
        if isinstance(first, ast.Return):
            if rest:
                raise self.fail(rest[0], "is never reached", "nothing after return")
            return self.returned(first)
        if isinstance(first, ast.If):
            return self.branch(first, rest)
        if isinstance(first, ast.Assign):
            return self.assignment(first, rest)
        raise self.fail(
            first,
            f"{type(first).__name__} is not part of the rule language",
            "names, if and return; for loops become sum(), any(), all(), max(), min()",
        )

    def returned(self, node: ast.Return) -> ir.Node:
        """What a ``return`` gives, as the type that the rule promises."""
        value = node.value
        if value is None or (isinstance(value, ast.Constant) and value.value is None):
            if self.version.kind != "exception":
                raise self.fail(node, "returns nothing", "return a value on every way through")
            return ir.NotApplicable(NONE, None)
        return self.fit(self.expression(value), self.returns, value)

    def branch(self, node: ast.If, rest: list[ast.stmt]) -> ir.Node:
        """An ``if`` with what follows it as its other side."""
        if not _always_returns(node.body):
            raise self.fail(
                node,
                "this branch does not return",
                "return in the branch, or: name = value if condition else other",
            )
        condition = self.condition(node.test)
        saved = dict(self.locals)
        then = self.block(node.body, node)
        self.locals = saved
        if node.orelse and rest and _always_returns(node.orelse):
            raise self.fail(rest[0], "is never reached", "nothing after if … else with returns")
        orelse = self.block([*node.orelse, *rest] if node.orelse else rest, node)
        self.locals = saved
        return ir.If(self.join(then, orelse, node), self.source(node.test), condition, then, orelse)

    def join(self, then: ir.Node, orelse: ir.Node, node: ast.AST) -> Type:
        """The one type that both sides of a branch have."""
        if then.type == NONE:
            return orelse.type
        if orelse.type not in (NONE, then.type):
            raise self.fail(node, f"branches give {then.type} and {orelse.type}", "one type")
        return then.type

    def assignment(self, node: ast.Assign, rest: list[ast.stmt]) -> ir.Node:
        """A name for a value or for an entity."""
        target = node.targets[0]
        if len(node.targets) != 1 or not isinstance(target, ast.Name):
            raise self.fail(node, "only a single name can be given a value", "name = value")
        if target.id in self.locals or target.id in self.entities or target.id == self.law:
            raise self.fail(node, f"{target.id} already has a meaning", "another name")
        entity = self.try_entity(node.value)
        if entity is not None:
            self.entities[target.id] = entity
            return self.block(rest, node)
        value = self.expression(node.value)
        self.locals[target.id] = value.type
        body = self.block(rest, node)
        return ir.Let(body.type, self.source(node.value), target.id, value, body)

    def fit(self, value: ir.Node, wanted: Type, node: ast.expr) -> ir.Node:
        """``value`` as the type that the rule promises."""
        if value.type == wanted:
            return value
        value = adapted(value, wanted)
        if wanted.kind == "rate" and value.type.kind in ("int", "rate"):
            value = as_kind(value, "rate")
            if value.type.scale <= wanted.scale:
                return rescaled(value, wanted.scale)
        if wanted.kind == value.type.kind and wanted.kind == "money" and value.type.scale:
            return ir.Round(wanted, self.source(node), "exact", value, 1)
        if value.type == wanted:
            return value
        instead = "a named rounding" if value.type.kind in ("ratio", "rate") else f"-> {value.type}"
        raise self.fail(node, f"returns {value.type}, but {wanted} is promised", instead)


def _always_returns(body: list[ast.stmt]) -> bool:
    last = body[-1] if body else None
    if isinstance(last, ast.If):
        return _always_returns(last.body) and _always_returns(last.orelse)
    return isinstance(last, ast.Return)
