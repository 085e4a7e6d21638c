"""Calls of the rule language: aggregates, ratios, roundings, dates."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from ansinh.engine import ir
from ansinh.engine.dates import DATE_FUNCTIONS
from ansinh.engine.ir import BOOL, DATE, INT, Type
from ansinh.engine.translate.operators import Operators
from ansinh.engine.values import ROUNDINGS, at_least, ratio

_FIRST_ARGUMENTS_ARE_DATES = {"days_between": 2, "months_between": 2, "years_between": 2}
_COUNTS = (*_FIRST_ARGUMENTS_ARE_DATES, "year_of", "month_of")
_DATE_RESULTS = {name: INT if name in _COUNTS else DATE for name in DATE_FUNCTIONS}


class Calls(Operators):
    """Adds calls: every expression of the language."""

    def expression(self, node: ast.expr) -> ir.Node:
        """Translate any expression."""
        handlers: dict[type[ast.expr], Callable[[Any], ir.Node]] = {
            ast.Constant: self.constant,
            ast.Name: self.name,
            ast.Attribute: self.attribute,
            ast.Subscript: self.subscript,
            ast.BoolOp: self.boolean,
            ast.UnaryOp: self.unary,
            ast.BinOp: self.binary,
            ast.Compare: self.compare,
            ast.IfExp: self.ternary,
            ast.Call: self.call,
        }
        handler = handlers.get(type(node))
        if handler is None:
            raise self.fail(
                node,
                f"{type(node).__name__} is not part of the rule language",
                "facts, rules, parameters, arithmetic, comparisons, and, or, not, if",
            )
        return handler(node)

    def call(self, node: ast.Call) -> ir.Node:
        """A call, by the name of what it calls."""
        if isinstance(node.func, ast.Attribute) and node.func.attr == "of":
            if self.is_law(node.func.value) and len(node.args) == 1:
                return self.parameter(node.func.value, ("of", node.args[0]))
        if not isinstance(node.func, ast.Name):
            raise self.fail(node, "this cannot be called", "a rule read as an attribute")
        name = node.func.id
        if name in ("sum", "any", "all", "min", "max") and len(node.args) == 1:
            return self.aggregate(name, node)
        if name in ("min", "max"):
            return self.extreme(name, node)
        if name == "len":
            return self.length(node)
        if name == "exists":
            return self.exists(node)
        target = self.resolve(node.func).value
        if target is ratio:
            return self.ratio(node)
        if target is at_least:
            return self.at_least(node)
        if target in ROUNDINGS.values():
            return self.rounding(target.__name__, node)
        if target in DATE_FUNCTIONS.values():
            return self.date_call(target.__name__, node)
        known = ", ".join(
            [
                "sum",
                "any",
                "all",
                "min",
                "max",
                "len",
                "exists",
                "ratio",
                "at_least",
                *ROUNDINGS,
                *DATE_FUNCTIONS,
            ]
        )
        raise self.fail(
            node,
            f"{name}() is not part of the rule language",
            f"a rule read as an attribute, or one of {known}",
        )

    def extreme(self, name: str, node: ast.Call) -> ir.Node:
        """``min(a, b)`` and ``max(a, b)``."""
        if len(node.args) < 2 or node.keywords:
            raise self.fail(node, f"{name}() needs two values or a generator", f"{name}(a, b)")
        result = self.expression(node.args[0])
        for argument in node.args[1:]:
            left, right = self.aligned(result, self.expression(argument), node)
            if not (left.type.is_number or left.type == DATE):
                raise self.fail(node, f"{left.type} has no order", "numbers or dates")
            result = ir.Extreme(left.type, self.source(node), name, left, right)
        return result

    def length(self, node: ast.Call) -> ir.Node:
        """``len(household.people)``."""
        found = self.members(node.args[0]) if len(node.args) == 1 else None
        if found is None:
            raise self.fail(node, "len() counts the members of an entity", "len(household.people)")
        of, relation = found
        return ir.Count(INT, self.source(node), of, relation.name, relation.target)

    def exists(self, node: ast.Call) -> ir.Node:
        """``exists(person.mother)``."""
        target = self.try_entity(node.args[0]) if len(node.args) == 1 else None
        if not isinstance(target, ir.Follow):
            raise self.fail(node, "exists() asks whether a link is there", "exists(person.mother)")
        return ir.Exists(BOOL, self.source(node), target.of, target.relation)

    def ratio(self, node: ast.Call) -> ir.Node:
        """``ratio(part, whole)``."""
        if len(node.args) != 2:
            raise self.fail(node, "ratio() needs two numbers", "ratio(part, whole)")
        left, right = (self.expression(argument) for argument in node.args)
        if not (left.type.is_number and right.type.is_number):
            raise self.fail(node, f"no ratio of {left.type} and {right.type}", "two numbers")
        return ir.Ratio(Type("ratio", over=(left.type, right.type)), self.source(node), left, right)

    def at_least(self, node: ast.Call) -> ir.Node:
        """``at_least(3, a, b, c)``."""
        if len(node.args) < 3 or node.keywords:
            raise self.fail(node, "at_least() needs a count and conditions", "at_least(3, a, b, c)")
        count = self.expression(node.args[0])
        if count.type != INT:
            raise self.fail(node, f"a count is an int, not {count.type}", "at_least(3, a, b, c)")
        values = tuple(self.condition(argument) for argument in node.args[1:])
        return ir.AtLeast(BOOL, self.source(node), count, values)

    def rounding(self, mode: str, node: ast.Call) -> ir.Node:
        """A named rounding, with the multiple that it rounds to."""
        value = self.expression(node.args[0])
        to = 1
        for extra in [*node.args[1:], *(keyword.value for keyword in node.keywords)]:
            constant = self.expression(extra)
            if not isinstance(constant, ir.Constant) or constant.type != INT:
                raise self.fail(extra, "the multiple to round to must be a whole number", "to=1000")
            to = int(constant.value)  # type: ignore[arg-type]
            if to < 1:
                raise self.fail(extra, f"nothing is a multiple of {to}", "to=1000")
        if value.type.kind == "ratio":
            assert value.type.over is not None
            over = {value.type.over[0].kind, value.type.over[1].kind}
            over_count = value.type.over[0].kind == "money" != value.type.over[1].kind
            kind = "money" if over_count else "int"
            if over == {"int", "money"} and kind == "int":
                raise self.fail(node, "a count over money has no meaning", "money over a count")
        elif value.type.is_number:
            kind = "money" if value.type.kind == "money" else "int"
        else:
            raise self.fail(node, f"{value.type} cannot be rounded", "a number")
        return ir.Round(Type(kind), self.source(node), mode, value, to)

    def date_call(self, name: str, node: ast.Call) -> ir.Node:
        """A function of dates."""
        arguments = tuple(self.expression(argument) for argument in node.args)
        expected = [DATE] * _FIRST_ARGUMENTS_ARE_DATES.get(name, 1)
        expected += [INT] * (name.startswith("add_"))
        if [a.type for a in arguments] != expected:
            shown = ", ".join(map(str, expected))
            raise self.fail(node, f"{name}() got other arguments", f"{name}({shown})")
        return ir.DateCall(_DATE_RESULTS[name], self.source(node), name, arguments)

    def aggregate(self, kind: str, node: ast.Call) -> ir.Node:
        """A generator over the members of an entity."""
        generator = node.args[0]
        if not isinstance(generator, ast.GeneratorExp) or len(generator.generators) != 1:
            raise self.fail(
                node,
                f"{kind}() looks at the members of an entity",
                f"{kind}(… for person in household.people if …)",
            )
        loop = generator.generators[0]
        found = self.members(loop.iter)
        if found is None or not isinstance(loop.target, ast.Name):
            raise self.fail(
                node,
                "the loop must go over the members of an entity",
                f"{kind}(… for person in household.people)",
            )
        if loop.target.id in self.entities or loop.target.id in self.locals:
            raise self.fail(node, f"{loop.target.id} already has a meaning", "another name")
        of, relation = found
        self.entities[loop.target.id] = ir.Each(relation.target, self.depth)
        self.depth += 1
        predicate: ir.Node | None = None
        for test in reversed(loop.ifs):
            tested = self.condition(test)
            if predicate is not None:
                tested = ir.And(BOOL, self.source(test), tested, predicate)
            predicate = tested
        element = self.expression(generator.elt)
        self.depth -= 1
        del self.entities[loop.target.id]
        default = self.default(kind, node, element)
        if kind in ("any", "all") and element.type != BOOL:
            raise self.fail(node, f"{kind}() needs a condition, not {element.type}", "x > 0")
        if kind == "sum" and not element.type.is_number:
            raise self.fail(
                node,
                f"{element.type} cannot be added",
                "sum(1 for … if …) to count, or sum(number for …)",
            )
        return ir.Aggregate(
            element.type,
            self.source(node),
            kind,
            of,
            relation.name,
            relation.target,
            self.depth,
            predicate,
            element,
            default,
        )

    def default(self, kind: str, node: ast.Call, element: ir.Node) -> ir.Node | None:
        """The value of ``min`` and ``max`` where there is nobody."""
        given = [keyword.value for keyword in node.keywords if keyword.arg == "default"]
        if kind not in ("min", "max"):
            return None
        if not given:
            raise self.fail(node, f"{kind}() of nobody has no value", f"{kind}(…, default=0)")
        value, fitted = self.aligned(element, self.expression(given[0]), node)
        if value.type != element.type:
            raise self.fail(node, "the default has more decimals than the values", "default=0")
        return fitted
