"""The driver: walks households once, evaluates what was asked, settles and emits sparsely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llvmlite import ir as ll

from ansinh.engine.ir import Type
from ansinh.engine.kernel.emit import (
    I8,
    I16,
    I32,
    I64,
    I128,
    KNOWN,
    WORDS,
    Emitter,
    i32,
    i64,
)
from ansinh.engine.kernel.layout import EMPTY, RECORD
from ansinh.engine.kernel.places import ARROW_EPOCH

if TYPE_CHECKING:
    from ansinh.engine.kernel.module import KernelModule

RECORD_TYPES = {
    "moment": I16,
    "entity": I8,
    "row": I32,
    "benefit": I16,
    "status": I32,
    "amount": I64,
    "by": I16,
}


def define_driver(kernel: KernelModule) -> None:
    """Add ``drive(arguments) -> next household`` to the module.

    It looks at households from ``first`` to before ``last`` and stops early, returning the first
    one it has not looked at, when the record arrays might not hold another household.
    """
    function = ll.Function(kernel.module, ll.FunctionType(I64, [WORDS]), "drive")
    _Driver(kernel, Emitter(function)).define()


class _Driver:
    def __init__(self, kernel: KernelModule, e: Emitter) -> None:
        self.kernel, self.e, self.layout = kernel, e, kernel.layout
        self.settle = _define_settle(kernel.module) if self.layout.interactions else None
        self.tables: dict[str, tuple[Any, Any, Any]] = {}

    def define(self) -> None:
        e, layout = self.e, self.layout
        arguments = self.kernel.argument
        written = e.b.inttoptr(arguments(e, "written"), WORDS)
        records = self.record_arrays()
        next_household = e.slot(I64)
        e.b.store(arguments(e, "last"), next_household)
        first_of = self.offsets(layout.inner)
        frame = self.kernel.frame(e)
        for entity, codes in layout.benefits.items():
            self.tables[entity] = (
                e.array(I64, len(codes)),
                e.array(I32, len(codes)),
                e.array(I16, len(codes)),
            )
        with e.loop(arguments(e, "first"), arguments(e, "last")) as (household, leave):
            start = e.fixed(e.at(first_of, household))
            end = e.fixed(e.at(first_of, e.b.add(household, i64(1))))
            self.leave_when_full(household, start, end, written, next_household, leave)
            for place, word in enumerate((household, start, end)):
                e.b.store(word, e.at(frame, i64(place)))
            self.forget_earlier()
            with e.loop(i64(0), arguments(e, "asked_count")) as (number, _):
                asked = e.b.inttoptr(arguments(e, "asked"), WORDS)
                moment = e.fixed(e.at(asked, number))
                e.b.store(moment, e.at(frame, i64(3)))
                self.forget_changed(start, end, number)
                self.look(layout.top, household, number, moment, records, written)
                with e.loop(start, end) as (person, _leave):
                    self.look(layout.inner, person, number, moment, records, written)
        e.b.ret(e.b.load(next_household))

    def offsets(self, entity: str) -> Any:
        column = self.kernel.column(self.e, ("offsets", entity, ""))
        return self.e.b.inttoptr(column[0], WORDS)

    def record_arrays(self) -> dict[str, Any]:
        table = self.e.b.inttoptr(self.kernel.argument(self.e, "records"), WORDS)
        return {
            name: self.e.b.inttoptr(
                self.e.fixed(self.e.at(table, i64(place))), RECORD_TYPES[name].as_pointer()
            )
            for place, name in enumerate(RECORD)
        }

    def leave_when_full(
        self, household: Any, start: Any, end: Any, written: Any, stopped: Any, leave: Any
    ) -> None:
        e = self.e
        people = e.b.mul(
            e.b.sub(end, start), i64(len(self.layout.benefits.get(self.layout.inner, ())))
        )
        most = e.b.add(people, i64(len(self.layout.benefits.get(self.layout.top, ()))))
        most = e.b.mul(most, self.kernel.argument(e, "asked_count"))
        needed = e.b.add(e.b.load(written), most)
        is_full = e.b.icmp_signed(">", needed, self.kernel.argument(e, "capacity"))
        with e.b.if_then(is_full):
            e.b.store(household, stopped)
        e.leave_if(is_full, leave)

    def forget_earlier(self) -> None:
        """Empty what is remembered of a household over time."""
        e, layout = self.e, self.layout
        if not layout.earlier:
            return
        widest = self.kernel.argument(e, "widest")
        moments = self.kernel.argument(e, "moments")
        here, inner = (len(layout.remembered[entity]) for entity in (layout.top, layout.inner))
        first = e.b.add(i64(here), e.b.mul(widest, i64(inner)))
        total = first
        for key in layout.earlier:
            rows = widest if key.startswith(f"{layout.inner}.") else i64(1)
            total = e.b.add(total, e.b.mul(rows, moments))
        self.empty(first, total)

    def forget_changed(self, start: Any, end: Any, number: Any) -> None:
        """Empty the memo of a household for one date, except for what is as on the date before."""
        e, layout = self.e, self.layout
        here, inner = (len(layout.remembered[entity]) for entity in (layout.top, layout.inner))
        is_first = e.b.icmp_signed("==", number, i64(0))
        with e.b.if_else(is_first) as (all_of_it, some):
            with all_of_it:
                people = e.b.sub(end, start)
                self.empty(i64(0), e.b.add(i64(here), e.b.mul(people, i64(inner))))
            with some:
                changed = e.b.inttoptr(self.kernel.argument(e, "changed"), I8.as_pointer())
                changed = e.at(changed, e.b.mul(number, i64(here + inner)))
                self.empty(i64(0), i64(here), changed)
                changed = e.at(changed, i64(here))
                with e.loop(start, end) as (person, _):
                    first = e.b.mul(e.b.sub(person, start), i64(inner))
                    first = e.b.add(i64(here), first)
                    self.empty(first, e.b.add(first, i64(inner)), changed)

    def empty(self, first: Any, end: Any, changed: Any = None) -> None:
        """Empty a range of cells, or those among them that ``changed`` tells."""
        e = self.e
        cells = self.kernel.cells(e)
        with e.loop(first, end) as (index, _):
            status = e.b.gep(cells, [index, i32(1)])
            word = i32(EMPTY)
            if changed is not None:
                is_kept = e.fixed(e.at(changed, e.b.sub(index, first)))
                is_kept = e.b.icmp_signed("==", is_kept, I8(0))
                word = e.b.select(is_kept, e.b.load(status), word)
            e.b.store(word, status)

    def look(
        self, entity: str, row: Any, number: Any, moment: Any, records: Any, written: Any
    ) -> None:
        """Evaluate every benefit and asked column of one row."""
        codes = self.layout.benefits.get(entity, ())
        self.write_columns(entity, row, number, moment)
        if not codes:
            return
        b = self.e.b
        live = self.claims(entity, row, moment)
        with b.if_then(b.icmp_signed(">", live, i64(0))):
            with b.if_then(b.icmp_signed(">", live, i64(1))):
                self.interact(codes, self.tables[entity], moment)
            for place in range(len(codes)):
                self.emit(entity, place, self.tables[entity], row, number, records, written)

    def claims(self, entity: str, row: Any, moment: Any) -> Any:
        """Evaluate every benefit of a row; how many of them do not end as a plain no."""
        b, live = self.e.b, i64(0)
        arguments = [self.e.function.args[0], row, moment, *self.tables[entity]]
        for function in self.kernel.claims[entity]:
            live = b.add(live, b.call(function, arguments))
        return live

    def write_columns(self, entity: str, row: Any, number: Any, moment: Any) -> None:
        """The asked columns of a row and of the records it owns."""
        for key in self.layout.dense:
            owner = self.kernel.book.entities[key.split(".")[0]].owner
            if key.split(".")[0] == entity:
                self.write_dense(key, row, number, moment)
            elif owner is not None and owner.target == entity and owner.entity != self.layout.inner:
                offsets = self.offsets(owner.entity)
                start = self.e.fixed(self.e.at(offsets, row))
                end = self.e.fixed(self.e.at(offsets, self.e.b.add(row, i64(1))))
                with self.e.loop(start, end) as (record, _):
                    self.write_dense(key, record, number, moment)

    def write_dense(self, key: str, row: Any, number: Any, moment: Any) -> None:
        """Store a rule's value in its column of a date, unless another date's column is the same.

        What the words of a column are: :class:`ansinh.engine.kernel.outputs.Outputs`.
        """
        e = self.e
        table = e.b.inttoptr(self.kernel.argument(e, "dense"), WORDS)
        width, place = 3 * len(self.layout.dense), 3 * self.layout.dense.index(key)
        entry = e.b.add(e.b.mul(number, i64(width)), i64(place))
        values = e.fixed(e.at(table, entry))
        with e.b.if_then(e.b.icmp_signed("!=", values, i64(0))):
            found = self.kernel.call(e, key, row, moment)
            is_known = e.is_known(found)
            value = e.b.select(is_known, found.value, i64(0))
            self.store_typed(self.kernel.book.rules[key].type, value, values, row)
            with e.b.if_then(e.b.not_(is_known)):
                for word, index in ((1, row), (2, i64(0))):
                    address = e.fixed(e.at(table, e.b.add(entry, i64(word))))
                    e.b.store(I8(1), e.at(e.b.inttoptr(address, I8.as_pointer()), index))

    def store_typed(self, kind: Type, value: Any, values: Any, row: Any) -> None:
        """Store a value as Arrow holds its type, truth values as bytes."""
        e, stored = self.e, _stored_type(kind)
        if kind.kind == "date":
            value = e.b.sub(value, i64(ARROW_EPOCH))
        if stored is I128:
            value = e.b.sext(value, I128)
        elif stored is not I64:
            value = e.b.trunc(value, stored)
        store = e.b.store(value, e.at(e.b.inttoptr(values, stored.as_pointer()), row))
        store.align = min(stored.width // 8, 8)

    def interact(self, codes: tuple[str, ...], tables: Any, moment: Any) -> None:
        """Settle the interactions in force among these benefits, in order."""
        e = self.e
        for place, number in enumerate(self.layout.interactions):
            item = self.kernel.book.interactions[number]
            members = [code for code in item.among if code in codes]
            if len(members) < 2:
                continue
            flag = self.kernel.table(e, "settling", len(self.layout.interactions), place, moment)
            positions = self.constant(I16, [codes.index(code) for code in members])
            compatible = self.constant(
                I8, [int(item.compatible(a, b)) for a in members for b in members]
            )
            scratch = e.array(I16, 2 * len(members))
            with e.b.if_then(e.b.icmp_signed("!=", flag, I8(0))):
                e.b.call(
                    self.settle,
                    [
                        i64(int(item.kind == "highest")),
                        i64(len(members)),
                        positions,
                        compatible,
                        *tables,
                        scratch,
                    ],
                )

    def constant(self, kind: ll.IntType, numbers: list[int]) -> Any:
        array = ll.Constant(ll.ArrayType(kind, len(numbers)), numbers)
        module = self.kernel.module
        data = ll.GlobalVariable(module, array.type, module.get_unique_name("data"))
        data.linkage, data.global_constant, data.initializer = "internal", True, array
        return data.gep([i32(0), i32(0)])

    def emit(
        self,
        entity: str,
        place: int,
        tables: Any,
        row: Any,
        number: Any,
        records: Any,
        written: Any,
    ) -> None:
        """Write one record unless the benefit ends as a plain no."""
        e = self.e
        values, statuses, rivals = tables
        amount = e.b.load(e.at(values, i64(place)))
        status = e.b.load(e.at(statuses, i64(place)))
        rival = e.b.load(e.at(rivals, i64(place)))
        is_known = e.b.icmp_signed("==", status, KNOWN)
        is_no = e.b.and_(is_known, e.b.icmp_signed("<=", amount, i64(0)))
        with e.b.if_then(e.b.not_(is_no)):
            at = e.b.load(written)
            fields = {
                "moment": e.b.trunc(number, I16),
                "entity": I8(0 if entity == self.layout.top else 1),
                "row": e.b.trunc(row, I32),
                "benefit": I16(place),
                "status": status,
                "amount": e.b.select(is_known, amount, i64(0)),
                "by": rival,
            }
            for name, value in fields.items():
                e.b.store(value, e.at(records[name], at))
            e.b.store(e.b.add(at, i64(1)), written)


def _stored_type(kind: Type) -> ll.IntType:
    if kind.kind == "bool" or kind.choice is not None:
        return I8
    return {"date": I32, "rate": I128}.get(kind.kind, I64)


def _define_settle(module: ll.Module) -> ll.Function:
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
        head, body, move, leave = (e.b.append_basic_block() for _ in range(4))
        e.b.branch(head)
        e.b.position_at_end(head)
        at = e.b.load(place)
        e.b.cbranch(e.b.icmp_signed(">", at, i64(0)), body, leave)
        e.b.position_at_end(body)
        before = e.b.load(e.at(self.order, e.b.sub(at, i64(1))))
        e.b.cbranch(self.better(member, e.b.sext(before, I64)), move, leave)
        e.b.position_at_end(move)
        e.b.store(before, e.at(self.order, at))
        e.b.store(e.b.sub(at, i64(1)), place)
        e.b.branch(head)
        e.b.position_at_end(leave)
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
