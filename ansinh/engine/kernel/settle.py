"""Benefits that exclude each other: which of a row's claims stand, in compiled code."""

from __future__ import annotations

from typing import Any

from llvmlite import ir as ll

from ansinh.engine.kernel.emit import I8, I16, I32, I64, KNOWN, Emitter, i64


def define_settle(module: ll.Module) -> ll.Function:
    """``settle(highest, count, positions, compatible, values, statuses, rivals, scratch)``.

    What :func:`ansinh.engine.outcome.settle` does for one interaction.
    """
    kinds = [
        I64,
        I64,
        I16.as_pointer(),
        I8.as_pointer(),
        I64.as_pointer(),
        I32.as_pointer(),
        I16.as_pointer(),
        I16.as_pointer(),
    ]
    function = ll.Function(module, ll.FunctionType(ll.VoidType(), kinds), "settle")
    function.linkage = "internal"
    _Settle(Emitter(function)).define()
    return function


class _Settle:
    def __init__(self, e: Emitter) -> None:
        self.e = e
        (
            self.highest,
            self.count,
            self.positions,
            self.compatible,
            self.values,
            self.statuses,
            self.rivals,
            self.order,
        ) = e.function.args
        self.standing = e.at(self.order, self.count)

    def place(self, member: Any) -> Any:
        """Place of a member in the tables of benefits."""
        return self.e.b.sext(self.e.b.load(self.e.at(self.positions, member)), I64)

    def status(self, member: Any) -> Any:
        return self.e.b.load(self.e.at(self.statuses, self.place(member)))

    def amount(self, member: Any) -> Any:
        return self.e.b.load(self.e.at(self.values, self.place(member)))

    def is_open(self, member: Any) -> Any:
        return self.e.b.icmp_signed("!=", self.status(member), KNOWN)

    def define(self) -> None:
        e = self.e
        live = e.slot(I64)
        e.b.store(i64(0), live)
        with e.loop(i64(0), self.count) as (member, _), e.b.if_then(self.counts(member)):
            self.insert(member, e.b.load(live))
            e.b.store(e.b.add(e.b.load(live), i64(1)), live)
        with e.b.if_then(e.b.icmp_signed(">", e.b.load(live), i64(1))):
            self.judge(e.b.load(live))
        e.b.ret_void()

    def counts(self, member: Any) -> Any:
        """Whether a claim takes part: entitled and not yet superseded, or open."""
        b = self.e.b
        rival = b.load(self.e.at(self.rivals, self.place(member)))
        due = b.and_(
            b.icmp_signed(">", self.amount(member), i64(0)), b.icmp_signed("<", rival, I16(0))
        )
        return b.or_(self.is_open(member), due)

    def insert(self, member: Any, live: Any) -> None:
        """Put a member into ``order`` after everything that is not worse."""
        e = self.e
        place = e.slot(I64)
        e.b.store(live, place)
        with e.again(place, lambda at: e.b.icmp_signed(">", at, i64(0))) as (at, leave):
            before = e.b.load(e.at(self.order, e.b.sub(at, i64(1))))
            e.leave_if(e.b.not_(self.better(member, e.b.sext(before, I64))), leave)
            e.b.store(before, e.at(self.order, at))
            e.b.store(e.b.sub(at, i64(1)), place)
        e.b.store(e.b.trunc(member, I16), e.at(self.order, e.b.load(place)))

    def better(self, a: Any, c: Any) -> Any:
        """Whether ``a`` comes before ``c`` although it stands later in the list."""
        b = self.e.b
        a_open, c_open = self.is_open(a), self.is_open(c)
        more = b.icmp_signed(">", self.known_amount(a), self.known_amount(c))
        before = b.or_(
            b.and_(a_open, b.not_(c_open)), b.and_(b.icmp_signed("==", a_open, c_open), more)
        )
        return b.and_(b.icmp_signed("!=", self.highest, i64(0)), before)

    def known_amount(self, member: Any) -> Any:
        return self.e.b.select(self.is_open(member), i64(0), self.amount(member))

    def judge(self, live: Any) -> None:
        e = self.e
        standing = e.slot(I64)
        e.b.store(i64(0), standing)
        with e.loop(i64(0), live) as (index, _):
            member = e.b.sext(e.b.load(e.at(self.order, index)), I64)
            rival = self.rival(member, e.b.load(standing))
            alone = e.b.icmp_signed("<", rival, i64(0))
            rival = e.b.select(alone, member, rival)
            rival_open = self.is_open(rival)
            is_open = self.is_open(member)
            with e.b.if_then(e.b.or_(alone, rival_open)):
                e.b.store(e.b.trunc(member, I16), e.at(self.standing, e.b.load(standing)))
                e.b.store(e.b.add(e.b.load(standing), i64(1)), standing)
            with e.b.if_then(e.b.not_(e.b.or_(alone, is_open))):
                self.lose(member, rival, rival_open)

    def rival(self, member: Any, standing: Any) -> Any:
        """The first standing member that does not go together with ``member``, or -1."""
        e = self.e
        found = e.slot(I64)
        e.b.store(i64(-1), found)
        with e.loop(i64(0), standing) as (index, leave):
            other = e.b.sext(e.b.load(e.at(self.standing, index)), I64)
            at = e.b.add(e.b.mul(member, self.count), other)
            clashes = e.b.icmp_signed("==", e.b.load(e.at(self.compatible, at)), I8(0))
            with e.b.if_then(clashes):
                e.b.store(other, found)
            e.leave_if(clashes, leave)
        return e.b.load(found)

    def lose(self, member: Any, rival: Any, rival_open: Any) -> None:
        """Take over an open rival's status, or be superseded by a known one."""
        e = self.e
        mine = e.at(self.statuses, self.place(member))
        e.b.store(e.b.select(rival_open, self.status(rival), KNOWN), mine)
        by = e.b.select(rival_open, I16(-1), e.b.trunc(self.place(rival), I16))
        e.b.store(by, e.at(self.rivals, self.place(member)))
