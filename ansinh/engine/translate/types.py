"""Making two numbers of the rule language go together."""

from __future__ import annotations

from ansinh.engine import ir
from ansinh.engine.ir import INT, MONEY, Type
from ansinh.engine.translate.signature import scaled

#: Ratios are compared in signed 128-bit integers.
COMPARED_BITS = 127


def adapted(value: ir.Node, wanted: Type) -> ir.Node:
    """An integer literal takes the kind of the number it stands beside."""
    if isinstance(value, ir.Constant) and value.type == INT and wanted.kind == "money":
        return ir.Constant(MONEY, value.source, value.value)
    if isinstance(value, ir.If) and value.type == INT and wanted.kind == "money":
        then, orelse = adapted(value.then, wanted), adapted(value.orelse, wanted)
        if then.type == orelse.type == MONEY:
            return ir.If(MONEY, value.source, value.condition, then, orelse)
    return value


def as_kind(value: ir.Node, kind: str) -> ir.Node:
    """The same number as another kind: a count as a rate."""
    if value.type.kind == kind:
        return value
    return ir.Rescale(Type(kind, value.type.scale), value.source, value)


def rescaled(value: ir.Node, scale: int) -> ir.Node:
    """The same number with ``scale`` decimal places."""
    if value.type.scale == scale:
        return value
    return ir.Rescale(Type(value.type.kind, scale), value.source, value)


def compared_bits(a: ir.Node, b: ir.Node) -> tuple[int, int]:
    """Bits that both sides need once multiplied across, with their decimals made equal."""
    (n1, d1), (n2, d2) = _fraction(a), _fraction(b)
    power = d1.type.scale + n2.type.scale - d2.type.scale - n1.type.scale
    left = _bits(n1) + _bits(d2) + (10 ** max(0, power)).bit_length()
    return left, _bits(n2) + _bits(d1) + (10 ** max(0, -power)).bit_length()


def _fraction(node: ir.Node) -> tuple[ir.Node, ir.Node]:
    one = ir.Constant(INT, None, 1)
    return (node.left, node.right) if isinstance(node, ir.Ratio) else (node, one)


def _bits(node: ir.Node) -> int:
    """Bits that the size of a number needs at most."""
    if isinstance(node, ir.Constant):
        return scaled(node.value).bit_length()
    return 31 if isinstance(node, ir.Count) else 63
