"""The benefits of one part, evaluated for one row: the innermost work of the driver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llvmlite import ir as ll

from ansinh.engine.kernel.emit import I16, I32, I64, KNOWN, WORDS, Emitter, i64

if TYPE_CHECKING:
    from ansinh.engine.kernel.module import KernelModule

_KIND = ll.FunctionType(
    I64, [WORDS, I64, I64, I64.as_pointer(), I32.as_pointer(), I16.as_pointer()]
)


def declare_claims(kernel: KernelModule, entity: str, number: int) -> ll.Function:
    """``claims(arguments, row, moment, values, statuses, rivals) -> open``, of part ``number``.

    It fills the places of the part's benefits and returns how many are not a plain no.
    """
    function = ll.Function(kernel.module, _KIND, f"claims.{entity}.{number}")
    function.attributes.add("nounwind")
    function.args[0].add_attribute("noalias")
    return function


def define_claims(kernel: KernelModule, function: ll.Function, entity: str) -> None:
    """Give the function of this part its body."""
    e = Emitter(function)
    live: Any = i64(0)
    _, row, moment, values, statuses, rivals = function.args
    for place, code in enumerate(kernel.layout.benefits[entity]):
        key = kernel.book.benefit(code).key
        if key not in kernel.part.rules:
            continue
        found = kernel.call(e, key, row, moment)
        status = e.status(found)
        e.b.store(found.value, e.at(values, i64(place)))
        e.b.store(status, e.at(statuses, i64(place)))
        e.b.store(I16(-1), e.at(rivals, i64(place)))
        is_open = e.b.icmp_signed("!=", status, KNOWN)
        is_due = e.b.icmp_signed(">", found.value, i64(0))
        live = e.b.add(live, e.b.zext(e.b.or_(is_open, is_due), I64))
    e.b.ret(live)
