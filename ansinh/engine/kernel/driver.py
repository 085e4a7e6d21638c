"""The driver: walks households once, block by block, and writes down what is found sparsely.

A block is a few dozen people, or some hundreds where few rules are remembered. Every benefit is
evaluated for all of them before the next one is looked at; then each row's claims are settled and
emitted.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Any

from llvmlite import ir as ll

from ansinh.engine.kernel.claims import claim_arrays
from ansinh.engine.kernel.columns import define_column
from ansinh.engine.kernel.emit import (
    FALSE,
    I8,
    I16,
    I32,
    I64,
    KNOWN,
    PENDING,
    WORDS,
    Emitter,
    i32,
    i64,
)
from ansinh.engine.kernel.layout import RECORD
from ansinh.engine.kernel.settle import define_settle

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
    one it has not looked at, when the record arrays might not hold another block.
    """
    function = ll.Function(kernel.module, ll.FunctionType(I64, [WORDS]), "drive")
    columns = {key: define_column(kernel, key) for key in kernel.layout.dense}
    _Driver(kernel, Emitter(function), columns).define()


class _Driver:
    def __init__(self, kernel: KernelModule, e: Emitter, columns: dict[str, ll.Function]) -> None:
        self.kernel, self.e, self.layout, self.columns = kernel, e, kernel.layout, columns
        self.settle = define_settle(kernel.module) if self.layout.interactions else None
        memset = ll.FunctionType(ll.VoidType(), [I8.as_pointer(), I8, I64, FALSE.type])
        self.clear = ll.Function(kernel.module, memset, "llvm.memset.p0.i64")
        self.written = e.b.inttoptr(kernel.argument(e, "written"), WORDS)
        self.records = self.record_arrays()
        self.arrays = {entity: claim_arrays(kernel, e, entity) for entity in self.layout.benefits}

    def define(self) -> None:
        """Households from the first to the last, some at a time."""
        e, last = self.e, self.kernel.argument(self.e, "last")
        at = e.slot(I64)
        e.b.store(self.kernel.argument(e, "first"), at)
        with e.again(at, lambda one: e.b.icmp_signed("<", one, last)) as (household, leave):
            past = self.end_of_block(household, last)
            self.leave_when_full(household, past, leave)
            self.block(household, past)
            e.b.store(past, at)
        e.b.ret(e.b.load(at))

    def end_of_block(self, household: Any, last: Any) -> Any:
        """The household past the last that fits into the memory of a block; at least one does."""
        e = self.e
        past = e.slot(I64)
        e.b.store(e.b.add(household, i64(1)), past)
        with e.again(past, lambda one: e.b.icmp_signed("<", one, last)) as (at, leave):
            after = e.b.add(at, i64(1))
            households = e.b.sub(after, household)
            people = e.b.sub(self.first_person(after), self.first_person(household))
            for number, entity in ((households, self.layout.top), (people, self.layout.inner)):
                room = self.kernel.rows_at_once(e, entity)
                e.leave_if(e.b.icmp_signed(">", number, room), leave)
            e.b.store(after, past)
        return e.b.load(past)

    def leave_when_full(self, household: Any, past: Any, leave: Any) -> None:
        e = self.e
        first, after = self.people(household, past)
        most: Any = i64(0)
        for entity, rows in self.rows(household, past, first, after).items():
            count = e.b.sub(rows[1], rows[0])
            benefits = i64(len(self.layout.benefits.get(entity, ())))
            most = e.b.add(most, e.b.mul(count, benefits))
        most = e.b.mul(most, self.kernel.argument(e, "asked_count"))
        needed = e.b.add(e.b.load(self.written), most)
        is_full = e.b.icmp_signed(">", needed, self.kernel.argument(e, "capacity"))
        e.leave_if(is_full, leave)

    def block(self, household: Any, past: Any) -> None:
        """All of some households, date by date."""
        e = self.e
        start, end = self.people(household, past)
        rows = self.rows(household, past, start, end)
        frame = self.kernel.words(e, "frame")
        for place, word in enumerate((household, past, start, end)):
            e.b.store(word, e.at(frame, i64(place)))
        self.place_cells(rows)
        self.forget_earlier(rows)
        with e.loop(i64(0), self.kernel.argument(e, "asked_count")) as (number, _):
            moment = e.fixed(e.at(self.kernel.words(e, "asked"), number))
            e.b.store(moment, e.at(frame, i64(4)))
            self.place_columns(number)
            self.forget_changed(rows, number)
            self.fill(rows, number, moment)
            for entity, (first, after) in rows.items():
                self.fill_columns(entity, first, after, number, moment)
                self.claim(entity, first, after, moment)
            with e.loop(household, past) as (one, _leave):
                self.emit_row(self.layout.top, one, household, number, moment)
                if self.layout.inner in self.layout.benefits:
                    with e.loop(*self.people(one, e.b.add(one, i64(1)))) as (person, _never):
                        self.emit_row(self.layout.inner, person, start, number, moment)

    # --- rows -----------------------------------------------------------------------------------

    def rows(self, household: Any, past: Any, start: Any, end: Any) -> dict[str, tuple[Any, Any]]:
        return {self.layout.top: (household, past), self.layout.inner: (start, end)}

    def people(self, household: Any, past: Any) -> tuple[Any, Any]:
        """First and past the last person of some households."""
        return self.first_person(household), self.first_person(past)

    def first_person(self, household: Any) -> Any:
        return self.owned(self.layout.inner, household)

    def owned(self, entity: str, row: Any) -> Any:
        """The first row that its owner ``row`` owns in the table of ``entity``."""
        column = self.kernel.column(self.e, ("offsets", entity, ""))
        return self.e.fixed(self.e.at(self.e.b.inttoptr(column[0], WORDS), row))

    # --- the memo -------------------------------------------------------------------------------

    def forget_earlier(self, rows: dict[str, tuple[Any, Any]]) -> None:
        """Empty what is remembered of a block over time."""
        e = self.e
        for key in self.layout.earlier:
            first, past = rows[key.split(".")[0]]
            cells = e.b.mul(e.b.sub(past, first), self.kernel.argument(e, "moments"))
            self.empty(self.kernel.first_cell(e, key), cells)

    def place_cells(self, rows: dict[str, tuple[Any, Any]]) -> None:
        """Where each remembered rule's values and status words stand, as if at row 0."""
        for cell, key, first, _ in self.remembered(rows):
            e = self.e
            words = e.at(self.kernel.words(e, "cells"), e.b.mul(key, i64(2)))
            for n, (name, width) in enumerate((("memo", 8), ("marks", 4))):
                start = e.b.mul(e.b.sub(cell, first), i64(width))
                e.b.store(e.b.add(self.kernel.argument(e, name), start), e.at(words, i64(n)))

    def place_columns(self, number: Any) -> None:
        """Rules that are remembered in their columns have their cells there, date by date."""
        e = self.e
        for key in self.kernel.in_place:
            place, values = self.kernel.cell_words(e, key), self.column_words(key, number)
            e.b.store(e.fixed(values), place)

    def forget_changed(self, rows: dict[str, tuple[Any, Any]], number: Any) -> None:
        """Empty the memo of a block for one date, except for what is as on the date before."""
        changed = self.changed(number)
        for cell, key, first, past in self.remembered(rows, self.layout.filled):
            is_changed = self.e.b.icmp_signed("!=", self.e.fixed(self.e.at(changed, key)), I8(0))
            with self.e.b.if_then(is_changed):
                self.empty(cell, self.e.b.sub(past, first))

    def fill(self, rows: dict[str, tuple[Any, Any]], number: Any, moment: Any) -> None:
        """Fill the block with rules, each after those it reads, unless they are as before."""
        e, changed = self.e, self.changed(number)
        keys = [key for keys in self.layout.remembered.values() for key in keys]
        for key in self.layout.filled:
            flag = e.fixed(e.at(changed, i64(keys.index(key))))
            with e.b.if_then(e.b.icmp_signed("!=", flag, I8(0))):
                arguments = [e.function.args[0], moment, *rows[key.split(".")[0]]]
                e.b.call(self.kernel.fills[key], arguments)

    def changed(self, number: Any) -> Any:
        """For each remembered rule, whether it is not as on the date before."""
        width = sum(map(len, self.layout.remembered.values()))
        changed = self.e.b.inttoptr(self.kernel.argument(self.e, "changed"), I8.as_pointer())
        return self.e.at(changed, self.e.b.mul(number, i64(width)))

    def remembered(
        self, rows: dict[str, tuple[Any, Any]], without: Container[str] = ()
    ) -> Iterator[tuple[Any, Any, Any, Any]]:
        """Loops over the remembered rules: first cell, place of the rule, its first and past row.

        Cells stand rule by rule, then row by row; filled rules stand last of their entity.
        """
        e = self.e
        cell, before = i64(0), 0
        for entity, (first, past) in rows.items():
            keys, room = self.layout.remembered[entity], self.kernel.rows_at_once(e, entity)
            count = sum(key not in without for key in keys)
            with e.loop(i64(0), i64(count)) as (number, _):
                place = e.b.add(number, i64(before))
                yield e.b.add(cell, e.b.mul(number, room)), place, first, past
            cell, before = e.b.mul(room, i64(len(keys))), before + len(keys)

    def empty(self, first: Any, count: Any) -> None:
        """Empty some cells."""
        e = self.e
        _, marks = self.kernel.memory(e)
        with e.loop(first, e.b.add(first, count)) as (cell, _):
            e.b.store(i32(PENDING), e.at(marks, cell))

    # --- columns and claims ---------------------------------------------------------------------

    def fill_columns(self, entity: str, first: Any, past: Any, number: Any, moment: Any) -> None:
        """The asked columns of some rows and of the records they own, each on its first date."""
        e, entities = self.e, self.kernel.book.entities
        for key, column in self.columns.items():
            of = key.split(".")[0]
            owner = entities[of].owner
            is_record = owner is not None and owner.target == entity and of != self.layout.inner
            if of != entity and not is_record:
                continue
            rows = (first, past)
            if of != entity:
                rows = (self.owned(of, first), self.owned(of, past))
            words = self.column_words(key, number)
            is_first = e.b.icmp_signed("!=", e.fixed(e.at(words, i64(1))), i64(0))
            with e.b.if_then(is_first):
                e.b.call(column, [e.function.args[0], moment, *rows, words])

    def column_words(self, key: str, number: Any) -> Any:
        """The words of an asked column on one date."""
        e, place = self.e, self.layout.dense.index(key)
        entry = e.b.add(e.b.mul(number, i64(3 * len(self.columns))), i64(3 * place))
        return e.at(self.kernel.words(e, "dense"), entry)

    def claim(self, entity: str, first: Any, past: Any, moment: Any) -> None:
        """Evaluate every benefit of some rows."""
        e = self.e
        if entity not in self.layout.benefits:
            return
        rows, benefits = e.b.sub(past, first), len(self.layout.benefits[entity])
        for name, width in (
            ("open", self.layout.open_words(entity)),
            ("values", benefits),
            ("statuses", benefits),
        ):
            array = self.arrays[entity][name]
            size = e.b.mul(rows, i64(width * array.type.pointee.width // 8))
            e.b.call(self.clear, [e.b.bitcast(array, I8.as_pointer()), I8(0), size, FALSE])
        for function in self.kernel.claims[entity]:
            e.b.call(function, [e.function.args[0], moment, first, past])

    # --- settling and emitting ------------------------------------------------------------------

    def emit_row(self, entity: str, row: Any, first: Any, number: Any, moment: Any) -> None:
        """Settle the claims of one row and write down those that are not a plain no."""
        codes = self.layout.benefits.get(entity, ())
        if not codes:
            return
        e, place = self.e, self.e.b.sub(row, first)
        arrays, count = self.arrays[entity], self.layout.open_words(entity)
        base = e.b.mul(place, i64(len(codes)))
        tables = tuple(e.at(arrays[name], base) for name in ("values", "statuses", "rivals"))
        bits = e.at(arrays["open"], e.b.mul(place, i64(count)))
        words = [e.b.load(e.at(bits, i64(n))) for n in range(count)]
        live: Any = i64(0)
        for word in words:
            live = e.b.add(live, e.b.ctpop(word))
        with e.b.if_then(e.b.icmp_signed(">", live, i64(1))):
            self.interact(codes, tables, moment)
        for n, word in enumerate(words):
            with e.each_bit(word) as bit:
                self.emit(entity, e.b.add(bit, i64(64 * n)), tables, row, number)

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
            order = e.array(I16, 2 * len(members))
            with e.b.if_then(e.b.icmp_signed("!=", flag, I8(0))):
                highest, count = i64(int(item.kind == "highest")), i64(len(members))
                e.b.call(self.settle, [highest, count, positions, compatible, *tables, order])

    def constant(self, kind: ll.IntType, numbers: list[int]) -> Any:
        array = ll.Constant(ll.ArrayType(kind, len(numbers)), numbers)
        module = self.kernel.module
        data = ll.GlobalVariable(module, array.type, module.get_unique_name("data"))
        data.linkage, data.global_constant, data.initializer = "internal", True, array
        return data.gep([i32(0), i32(0)])

    def record_arrays(self) -> dict[str, Any]:
        table = self.kernel.words(self.e, "records")
        return {
            name: self.e.b.inttoptr(
                self.e.fixed(self.e.at(table, i64(place))), RECORD_TYPES[name].as_pointer()
            )
            for place, name in enumerate(RECORD)
        }

    def emit(self, entity: str, place: Any, tables: Any, row: Any, number: Any) -> None:
        """Write one record unless the benefit ends as a plain no."""
        e = self.e
        amount, status, rival = (e.b.load(e.at(table, place)) for table in tables)
        is_known = e.b.icmp_signed("==", status, KNOWN)
        is_no = e.b.and_(is_known, e.b.icmp_signed("<=", amount, i64(0)))
        with e.b.if_then(e.b.not_(is_no)):
            at = e.b.load(self.written)
            fields = {
                "moment": e.b.trunc(number, I16),
                "entity": I8(0 if entity == self.layout.top else 1),
                "row": e.b.trunc(row, I32),
                "benefit": e.b.trunc(place, I16),
                "status": status,
                "amount": e.b.select(is_known, amount, i64(0)),
                "by": rival,
            }
            for name, value in fields.items():
                e.b.store(value, e.at(self.records[name], at))
            e.b.store(e.b.add(at, i64(1)), self.written)
