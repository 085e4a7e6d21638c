"""Asked rules as columns, filled for all rows of a block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llvmlite import ir as ll

from ansinh.engine.ir import Type
from ansinh.engine.kernel.claims import declare_block
from ansinh.engine.kernel.emit import I8, I32, I64, I128, WORDS, Emitter, Value, i64
from ansinh.engine.kernel.places import ARROW_EPOCH, Place

if TYPE_CHECKING:
    from ansinh.engine.kernel.module import KernelModule


def define_column(kernel: KernelModule, key: str) -> ll.Function:
    """``column(arguments, moment, first, past, words)`` of one asked rule on one date.

    What the words of a column are: :class:`ansinh.engine.kernel.outputs.Outputs`. Where the column
    is the memory that the rule is remembered in, only what is missing is left to say.
    """
    function = declare_block(kernel.module, f"column.{key}", WORDS)
    function.linkage = "internal"
    e = Emitter(function)
    _, moment, first, past, words = function.args
    values, missing, is_missing = (e.fixed(e.at(words, i64(place))) for place in range(3))
    kind = kernel.book.rules[key].type

    def tell_missing(row: Any) -> None:
        _store(e, kind, Value(i64(0)), values, row)
        for address, index in ((missing, row), (is_missing, i64(0))):
            e.b.store(I8(1), e.at(e.b.inttoptr(address, I8.as_pointer()), index))

    if key in kernel.in_place and kernel.has_wide_registers:
        with kernel.groups(e, key) as (row, wide):
            found = kernel.call(wide, key, Place(row, moment, is_own=True))
            unknown = wide.b.and_(wide.mask, wide.b.not_(wide.is_known(found)))
            with e.each_bit(wide.bits(unknown)) as lane:
                tell_missing(e.b.add(row, lane))
    else:
        with e.loop(first, past) as (row, _):
            found = kernel.call(e, key, Place(row, moment, is_own=True))
            if key not in kernel.in_place:
                _store(e, kind, found, values, row)
            with e.b.if_then(e.b.not_(e.is_known(found))):
                tell_missing(row)
    e.b.ret_void()
    return function


def _store(e: Emitter, kind: Type, found: Value, values: Any, row: Any) -> None:
    """Store a value as Arrow holds its type, truth values as bytes."""
    value, stored = e.b.select(e.is_known(found), found.value, i64(0)), stored_type(kind)
    if kind.kind == "date":
        value = e.b.sub(value, i64(ARROW_EPOCH))
    if stored is I128:
        value = e.b.sext(value, I128)
    elif stored is not I64:
        value = e.b.trunc(value, stored)
    store = e.b.store(value, e.at(e.b.inttoptr(values, stored.as_pointer()), row))
    store.align = min(stored.width // 8, 8)


def stored_type(kind: Type) -> ll.IntType:
    """The memory that Arrow gives a value, truth values a byte."""
    if kind.kind == "bool" or kind.choice is not None:
        return I8
    return {"date": I32, "rate": I128}.get(kind.kind, I64)
