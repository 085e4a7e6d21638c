"""The benefits of one part, each evaluated for all rows of a block: the innermost work.

A benefit's code is small and the law's is not: row after row of one benefit, it stays in the
processor's nearest memory, and what depends on the date alone is looked up once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llvmlite import ir as ll

from ansinh.engine.kernel.emit import I16, I32, I64, KNOWN, WORDS, Emitter, i64
from ansinh.engine.kernel.layout import CLAIMS
from ansinh.engine.kernel.places import Place

if TYPE_CHECKING:
    from ansinh.engine.kernel.module import KernelModule

_TYPES = {"values": I64, "statuses": I32, "rivals": I16, "open": I64}


def declare_block(module: ll.Module, name: str, *more: ll.Type) -> ll.Function:
    """``name(arguments, moment, first, past, …)``: something evaluated for all rows of a block.

    It is never inlined: the frame, which is fixed for it, changes in the driver that calls it.
    """
    kind = ll.FunctionType(ll.VoidType(), [WORDS, I64, I64, I64, *more])
    function = ll.Function(module, kind, name)
    function.attributes.add("nounwind")
    function.attributes.add("noinline")
    function.args[0].add_attribute("noalias")
    return function


def declare_claims(kernel: KernelModule, entity: str, number: int) -> ll.Function:
    """The benefits of part ``number``, for all rows of a block."""
    return declare_block(kernel.module, f"claims.{entity}.{number}")


def define_claims(kernel: KernelModule, function: ll.Function, entity: str) -> None:
    """Give the function of this part its body."""
    e = Emitter(function)
    for place, code in enumerate(kernel.layout.benefits[entity]):
        key = kernel.book.benefit(code).key
        if key in kernel.part.rules:
            e.b.call(_define_claim(kernel, entity, place, key), function.args)
    e.b.ret_void()


def claim_arrays(kernel: KernelModule, e: Emitter, entity: str) -> dict[str, Any]:
    """The arrays of a block's claims: see :data:`ansinh.engine.kernel.layout.CLAIMS`."""
    table = kernel.words(e, "claims")
    start = 0 if entity == kernel.layout.top else len(CLAIMS)
    return {
        name: e.b.inttoptr(e.fixed(e.at(table, i64(start + place))), _TYPES[name].as_pointer())
        for place, name in enumerate(CLAIMS)
    }


def _define_claim(kernel: KernelModule, entity: str, place: int, key: str) -> ll.Function:
    """One benefit of all rows of a block; those that are not a plain no get their bit."""
    function = declare_block(kernel.module, f"claim.{entity}.{place}")
    function.linkage = "internal"
    e = Emitter(function)
    _, moment, first, past = function.args
    arrays = claim_arrays(kernel, e, entity)
    width, words = len(kernel.layout.benefits[entity]), kernel.layout.open_words(entity)

    def claim(row: Any) -> None:
        found = kernel.call(e, key, Place(row, moment, is_own=True))
        status = e.status(found)
        number = e.b.sub(row, first)
        at = e.b.add(e.b.mul(number, i64(width)), i64(place))
        e.b.store(found.value, e.at(arrays["values"], at))
        e.b.store(status, e.at(arrays["statuses"], at))
        is_open = e.b.icmp_signed("!=", status, KNOWN)
        is_due = e.b.icmp_signed(">", found.value, i64(0))
        with e.b.if_then(e.b.or_(is_open, is_due)):
            e.b.store(I16(-1), e.at(arrays["rivals"], at))
            word = e.b.add(e.b.mul(number, i64(words)), i64(place // 64))
            bits = e.at(arrays["open"], word)
            bit = i64(1 << (place % 64) if place % 64 < 63 else -(1 << 63))
            e.b.store(e.b.or_(e.b.load(bits), bit), bits)

    is_ready = key in kernel.layout.filled
    if kernel.has_wide_registers and (is_ready or kernel.goes_abreast(key)):
        with kernel.groups(e, key) as (row, wide):
            subject = Place(row, moment, is_own=True)
            found = (kernel.call if is_ready else kernel.call_abreast)(wide, key, subject)
            is_no = wide.b.icmp_signed("<=", wide.widened(found.value), i64(0))
            is_no = wide.b.and_(is_no, wide.is_known(found))
            with e.each_bit(wide.bits(wide.b.and_(wide.mask, wide.b.not_(is_no)))) as lane:
                claim(e.b.add(row, lane))
    else:
        with e.loop(first, past) as (row, _):
            claim(row)
    e.b.ret_void()
    return function
