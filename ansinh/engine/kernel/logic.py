"""Kleene logic and branches in compiled code."""

from __future__ import annotations

from typing import Any

from ansinh.engine import ir
from ansinh.engine.kernel.arithmetic import Numbers
from ansinh.engine.kernel.emit import FALSE, I64, KNOWN, TRUE, Value, i64


class Logic(Numbers):
    """Adds conditions, branches and names to numbers."""

    def on_Compare(self, node: ir.Compare) -> Value:
        if "ratio" in (node.left.type.kind, node.right.type.kind):
            return self.compare_ratios(node)
        left, right = self.value(node.left), self.value(node.right)
        result = self.e.b.icmp_signed(node.operator, left.value, right.value)
        return Value(result, self.e.both(left, right))

    def on_Not(self, node: ir.Not) -> Value:
        value = self.value(node.value)
        return Value(self.e.b.not_(value.value), value.status)

    def on_And(self, node: ir.And) -> Value:
        return self.connective(node.left, node.right, deciding=FALSE)

    def on_Or(self, node: ir.Or) -> Value:
        return self.connective(node.left, node.right, deciding=TRUE)

    def connective(self, first: ir.Node, second: ir.Node, deciding: Any) -> Value:
        """Kleene and/or: ``deciding`` is the value that one known side settles it with."""
        left = self.value(first)
        b = self.e.b
        decides = b.icmp_signed("==", left.value, deciding)
        settled = b.and_(decides, self.e.is_known(left))
        go_on = b.not_(b.or_(settled, self.e.is_error(left)))

        def other() -> Value:
            right = self.value(second)
            if left.status is None:
                return right
            known = self.e.is_known(right)
            right_decides = b.and_(known, b.icmp_signed("==", right.value, deciding))
            keeps_left = b.and_(
                b.not_(self.e.is_known(left)),
                b.not_(b.or_(right_decides, self.e.is_error(right))),
            )
            status = b.select(keeps_left, left.status, self.e.status(right))
            return Value(right.value, status)

        return self.e.when(go_on, other, left)

    def on_AtLeast(self, node: ir.AtLeast) -> Value:
        b = self.e.b
        count = self.value(node.count)
        true, open_, word, error = i64(0), i64(0), KNOWN, self.e.status(count)
        for condition in map(self.value, node.values):
            is_known = self.e.is_known(condition)
            true = b.add(true, b.zext(b.and_(is_known, condition.value), I64))
            if condition.status is None:
                continue
            open_ = b.add(open_, b.zext(b.icmp_signed(">", condition.status, KNOWN), I64))
            word = b.select(b.icmp_signed("==", word, KNOWN), condition.status, word)
            error = self.e.both(Value(None, error), Value(None, self.error_of(condition)))
        holds = b.icmp_signed(">=", true, count.value)
        fails = b.icmp_signed("<", b.add(true, open_), count.value)
        status = b.select(b.or_(holds, fails), KNOWN, word)
        return Value(holds, b.select(b.icmp_signed("==", error, KNOWN), status, error))

    def error_of(self, value: Value) -> Any:
        """The status where it is an error, else known."""
        if value.status is None:
            return KNOWN
        return self.e.b.select(self.e.is_error(value), value.status, KNOWN)

    def on_If(self, node: ir.If) -> Value:
        condition = self.value(node.condition)
        zero = FALSE if node.type == ir.BOOL else i64(0)
        nothing = Value(zero)
        saved = dict(self.locals)
        then = self.e.when(self.may(condition, TRUE), lambda: self.value(node.then), nothing)
        self.locals = dict(saved)
        orelse = self.e.when(self.may(condition, FALSE), lambda: self.value(node.orelse), nothing)
        self.locals = saved
        return self.merged(condition, then, orelse)

    def may(self, condition: Value, side: Any) -> Any:
        """Whether the branch for ``side`` has to be looked at: not if it is known otherwise."""
        b = self.e.b
        takes = b.icmp_signed("==", condition.value, side)
        if condition.status is None:
            return takes
        is_unknown = b.icmp_signed(">", condition.status, KNOWN)
        return b.or_(is_unknown, b.and_(self.e.is_known(condition), takes))

    def merged(self, condition: Value, then: Value, orelse: Value) -> Value:
        """Both sides of a branch put together under its condition."""
        b = self.e.b
        value = b.select(condition.value, then.value, orelse.value)
        if condition.status is None:
            if then.status is None and orelse.status is None:
                return Value(value)
            return Value(
                value, b.select(condition.value, self.e.status(then), self.e.status(orelse))
            )
        chosen = b.select(condition.value, self.e.status(then), self.e.status(orelse))
        agree = b.and_(self.e.is_known(then), self.e.is_known(orelse))
        agree = b.and_(agree, b.icmp_signed("==", then.value, orelse.value))
        failed = b.select(self.e.is_error(then), self.e.status(then), self.e.status(orelse))
        fails = b.or_(self.e.is_error(then), self.e.is_error(orelse))
        both = b.select(fails, failed, b.select(agree, KNOWN, condition.status))
        is_unknown = b.icmp_signed(">", condition.status, KNOWN)
        value = b.select(b.and_(is_unknown, agree), then.value, value)
        status = b.select(self.e.is_known(condition), chosen, condition.status)
        return Value(value, b.select(is_unknown, both, status))

    def on_Let(self, node: ir.Let) -> Value:
        bound = self.value(node.value)
        self.locals = {**self.locals, node.name: bound}
        zero = FALSE if node.type == ir.BOOL else i64(0)
        if bound.status is None:
            return self.value(node.body)
        ok = self.e.b.not_(self.e.is_error(bound))
        return self.e.when(ok, lambda: self.value(node.body), Value(zero, bound.status))

    def on_Local(self, node: ir.Local) -> Value:
        return self.locals[node.name]
