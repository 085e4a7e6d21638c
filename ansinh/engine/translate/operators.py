"""Operators of the rule language: logic, arithmetic, comparison."""

from __future__ import annotations

import ast
from typing import Any

from ansinh.engine import ir
from ansinh.engine.ir import BOOL, Type
from ansinh.engine.translate.reads import Reads
from ansinh.engine.translate.signature import scaled
from ansinh.engine.translate.types import COMPARED_BITS, adapted, as_kind, compared_bits, rescaled
from ansinh.engine.values import MAX_SCALE

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


class Operators(Reads):
    """Adds operators to what a rule reads."""

    def condition(self, node: ast.expr) -> ir.Node:
        """Translate an expression that must be true or false."""
        value = self.expression(node)
        if value.type != BOOL:
            raise self.fail(node, f"a condition must be true or false, not {value.type}", "x > 0")
        return value

    def boolean(self, node: ast.BoolOp) -> ir.Node:
        """``and``, ``or``."""
        values = [self.condition(value) for value in node.values]
        make = ir.And if isinstance(node.op, ast.And) else ir.Or
        result = values[-1]
        for value in reversed(values[:-1]):
            result = make(BOOL, self.source(node), value, result)
        return result

    def unary(self, node: ast.UnaryOp) -> ir.Node:
        """``not x``, ``-x``."""
        if isinstance(node.op, ast.Not):
            return ir.Not(BOOL, self.source(node), self.condition(node.operand))
        value = self.expression(node.operand)
        if isinstance(node.op, ast.USub) and value.type.is_number:
            if isinstance(value, ir.Constant):
                return ir.Constant(value.type, value.source, -value.value)  # type: ignore[operator]
            return ir.Negate(value.type, self.source(node), value)
        raise self.fail(node, "this sign cannot stand here", "not x, or -number")

    def binary(self, node: ast.BinOp) -> ir.Node:
        """``+``, ``-``, ``*``."""
        operator = _OPERATORS.get(type(node.op))
        if operator is None:
            raise self.fail(
                node,
                f"{type(node.op).__name__} is inexact or not part of the rule language",
                "ratio(a, b), and a named rounding such as round_down(ratio(a, b))",
            )
        left, right = self.expression(node.left), self.expression(node.right)
        if operator == "*":
            return self.product(node, left, right)
        left, right = self.aligned(left, right, node)
        if not left.type.is_number:
            raise self.fail(node, f"{left.type} cannot be added", "numbers of one kind")
        if isinstance(left, ir.Constant) and isinstance(right, ir.Constant):
            a, b = scaled(left.value), scaled(right.value)
            total = a + b if operator == "+" else a - b
            return ir.Constant(left.type, self.source(node), total)
        return ir.Arithmetic(left.type, self.source(node), operator, left, right)

    def product(self, node: ast.BinOp, left: ir.Node, right: ir.Node) -> ir.Node:
        """A product; decimals add up."""
        kinds = {left.type.kind, right.type.kind}
        if not (left.type.is_number and right.type.is_number):
            raise self.fail(node, f"{left.type} × {right.type} has no meaning", "numbers")
        if left.type.kind == right.type.kind == "money":
            raise self.fail(node, "money × money has no meaning", "money × rate")
        scale = left.type.scale + right.type.scale
        if scale > MAX_SCALE:
            raise self.fail(node, f"{scale} decimal places are too many", "round a factor first")
        kind = "money" if "money" in kinds else "rate" if "rate" in kinds else "int"
        return ir.Arithmetic(Type(kind, scale), self.source(node), "*", left, right)

    def aligned(self, left: ir.Node, right: ir.Node, node: ast.AST) -> tuple[ir.Node, ir.Node]:
        """Both sides with one type: literals adapt, scales become equal.

        Raises:
            RuleError: the kinds do not go together.
        """
        left, right = adapted(left, right.type), adapted(right, left.type)
        kinds = {left.type.kind, right.type.kind}
        if kinds == {"int", "rate"}:
            left, right = as_kind(left, "rate"), as_kind(right, "rate")
        elif len(kinds) > 1 or left.type.choice is not right.type.choice or "ratio" in kinds:
            raise self.fail(
                node, f"{left.type} and {right.type} do not go together", "two values of one kind"
            )
        scale = max(left.type.scale, right.type.scale)
        return rescaled(left, scale), rescaled(right, scale)

    def compare(self, node: ast.Compare) -> ir.Node:
        """A comparison, chained or not."""
        operands = [node.left, *node.comparators]
        parts = [
            self.comparison(operator, left, right, node)
            for operator, left, right in zip(node.ops, operands, operands[1:], strict=False)
        ]
        result = parts[-1]
        for part in reversed(parts[:-1]):
            result = ir.And(BOOL, self.source(node), part, result)
        return result

    def comparison(
        self, operator: ast.cmpop, left: ast.expr, right: ast.expr, node: ast.Compare
    ) -> ir.Node:
        """One link of a comparison."""
        if isinstance(operator, ast.In | ast.NotIn):
            found = self.membership(left, right, node)
            if isinstance(operator, ast.NotIn):
                return ir.Not(BOOL, self.source(node), found)
            return found
        sign = _OPERATORS.get(type(operator))
        if sign is None:
            raise self.fail(node, "'is' is not part of the rule language", "== or exists(link)")
        x, y = self.try_entity(left), self.try_entity(right)
        if x is not None and y is not None and sign in ("==", "!="):
            return self.same_entity(sign, x, y, node)
        a, b = self.expression(left), self.expression(right)
        if "ratio" in (a.type.kind, b.type.kind):
            return self.ratio_comparison(sign, a, b, node)
        a, b = self.aligned(a, b, node)
        if a.type.kind in ("bool", "choice") and sign not in ("==", "!="):
            raise self.fail(node, f"{a.type} has no order", "== or !=")
        return ir.Compare(BOOL, self.source(node), sign, a, b)

    def same_entity(self, sign: str, left: Any, right: Any, node: ast.Compare) -> ir.Node:
        """``child.carer == person``."""
        if left.entity != right.entity:
            raise self.fail(node, f"a {left.entity} is never a {right.entity}", "two of a kind")
        same = ir.SameEntity(BOOL, self.source(node), left, right)
        return same if sign == "==" else ir.Not(BOOL, self.source(node), same)

    def ratio_comparison(self, sign: str, a: ir.Node, b: ir.Node, node: ast.Compare) -> ir.Node:
        """A comparison of ratios, exact in 128 bits."""
        for side in (a, b):
            if side.type.kind not in ("ratio", "int", "rate"):
                raise self.fail(node, f"a ratio cannot be compared with {side.type}", "a rate")
        if max(compared_bits(a, b)) > COMPARED_BITS:
            raise self.fail(
                node,
                "these numbers are too wide to compare exactly",
                "round one of them by name first",
            )
        return ir.Compare(BOOL, self.source(node), sign, a, b)

    def membership(self, left: ast.expr, right: ast.expr, node: ast.Compare) -> ir.Node:
        """``value in (A, B)``."""
        if isinstance(right, ast.Tuple | ast.Set | ast.List):
            options = [self.expression(item) for item in right.elts]
        else:
            options = [self.literal(item, right) for item in self.resolve(right).value]
        if not options:
            raise self.fail(node, "an empty list matches nothing", "at least one value")
        value = self.expression(left)
        result: ir.Node | None = None
        for option in reversed(options):
            a, b = self.aligned(value, option, node)
            equal = ir.Compare(BOOL, self.source(node), "==", a, b)
            result = equal if result is None else ir.Or(BOOL, self.source(node), equal, result)
        assert result is not None
        return result

    def ternary(self, node: ast.IfExp) -> ir.Node:
        """``a if condition else b``."""
        condition = self.condition(node.test)
        then, orelse = self.aligned(self.expression(node.body), self.expression(node.orelse), node)
        return ir.If(then.type, self.source(node.test), condition, then, orelse)
