"""LLVM modules: a function for every rule, and the driver that walks households once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from llvmlite import ir as ll

from ansinh.engine import ir
from ansinh.engine.book import LawBook
from ansinh.engine.kernel.abreast import LANES, Abreast
from ansinh.engine.kernel.claims import declare_block, declare_claims, define_claims
from ansinh.engine.kernel.columns import stored_type
from ansinh.engine.kernel.dates import DateFunctions
from ansinh.engine.kernel.driver import define_driver
from ansinh.engine.kernel.emit import (
    FALSE,
    I8,
    I32,
    I64,
    KNOWN,
    NOT_IN_FORCE,
    PENDING,
    RESULT,
    TRUE,
    WORDS,
    Emitter,
    Value,
    i32,
    i64,
)
from ansinh.engine.kernel.expressions import Expressions, Optional, combine
from ansinh.engine.kernel.layout import ARGUMENTS, FRAME, Layout
from ansinh.engine.kernel.parts import Part
from ansinh.engine.kernel.places import Place
from ansinh.engine.kernel.reads import Function
from ansinh.engine.kernel.straight import Straight, has_wide_registers, straight_of
from ansinh.engine.kernel.uniform import UNIFORM_WORDS
from ansinh.engine.program import Body, RuleProgram
from ansinh.engine.translate import scaled

#: A rule: arguments, row, moment.
RULE = ll.FunctionType(RESULT, [WORDS, I64, I64])


class KernelModule:
    """Builds the LLVM module of one part of a layout; ``text`` is the result."""

    def __init__(self, book: LawBook, layout: Layout, part: Part) -> None:
        self.book, self.layout, self.part = book, layout, part
        self.has_wide_registers = has_wide_registers()
        self.module = ll.Module("ansinh")
        self.dates = DateFunctions(self.module)
        self.slots = {slot.path: slot for slot in layout.parameters}
        self._columns = {column: number for number, column in enumerate(layout.columns)}
        self._uniform = {node: number for number, node in enumerate(layout.uniform)}
        self._unknowns = {name: number + 1 for number, name in enumerate(layout.unknowns)}
        self._rules = {key: number for number, key in enumerate(layout.rules)}
        self._exceptions = {item: number for number, item in enumerate(layout.exceptions)}
        self._remembered = [key for keys in layout.remembered.values() for key in keys]
        #: Rules whose asked column is the memory that they are remembered in.
        self.in_place = [
            key
            for key in layout.dense
            if key in layout.eager and stored_type(book.rules[key].type) is I64
        ]
        self.reads_abreast = layout.memory(book.program)
        self._functions: dict[Function, ll.Function] = {}
        self._readers: dict[Function, ll.Function] = {}
        self.fills = {key: declare_block(self.module, f"fill.{key}") for key in layout.filled}
        self.claims = {
            entity: [declare_claims(self, entity, number) for number in range(part.count)]
            for entity in layout.benefits
        }
        for function in sorted(part.functions - {(key, True) for key in layout.eager}):
            self._define(function)
        for key in layout.filled:
            if key in part.rules:
                self._define_fill(key)
        for entity, functions in self.claims.items():
            define_claims(self, functions[part.number], entity)
        if part.drives:
            define_driver(self)

    @property
    def text(self) -> str:
        """The module as LLVM assembly."""
        return str(self.module)

    # --- what expressions ask for ---------------------------------------------------------------

    def argument(self, e: Emitter, name: str) -> Any:
        """One word of the arguments."""
        return e.fixed(e.at(e.function.args[0], i64(ARGUMENTS.index(name))))

    def column(self, e: Emitter, column: tuple[str, str, str]) -> tuple[Any, Any]:
        """Addresses of a column's data and validity."""
        table = e.b.inttoptr(self.argument(e, "columns"), WORDS)
        number = self._columns[column] * 2
        data = e.fixed(e.at(table, i64(number)))
        return data, e.fixed(e.at(table, i64(number + 1)))

    def unknown(self, name: str) -> int:
        """Status of a fact or link that nobody knows."""
        return self._unknowns[name]

    def call(self, e: Emitter, key: str, place: Place) -> Value:
        """Value of a rule; of a row of the block it may be there already."""
        is_own = place.is_own and key not in self.layout.earlier
        is_there = self.layout.filled if isinstance(e, Abreast) else self.layout.eager
        if is_own and key in is_there:
            memo, mark = self._own_cell(e, key, place.row)
            return Value(e.load(memo), e.load(mark))
        if isinstance(e, Abreast):
            with e.inside(self._straight(key)):
                return self.call_abreast(e, key, place)
        function = (key, is_own)
        called = self._reader(function) if self._has_cell(key) else self._function(function)
        result = e.b.call(called, [e.function.args[0], place.row, place.moment])
        return Value(e.b.extract_value(result, 0), e.b.extract_value(result, 1))

    def uniform(self, e: Emitter, node: ir.Node, moment: Any) -> tuple[Any, ...] | None:
        """Value, year, month and day of what is the same for everybody; ``None`` if it is not."""
        if node not in self._uniform:
            return None
        width = len(self.layout.uniform) * UNIFORM_WORDS
        base = e.b.add(e.b.mul(moment, i64(width)), i64(self._uniform[node] * UNIFORM_WORDS))
        table = e.b.inttoptr(self.argument(e, "uniform"), WORDS)
        return tuple(e.fixed(e.at(table, e.b.add(base, i64(n)))) for n in range(UNIFORM_WORDS))

    def table(self, e: Emitter, name: str, width: int, number: int, moment: Any) -> Any:
        """One byte of a table of dates × ``width``."""
        bytes_ = e.b.inttoptr(self.argument(e, name), I8.as_pointer())
        return e.fixed(e.at(bytes_, e.b.add(e.b.mul(moment, i64(width)), i64(number))))

    # --- rules ----------------------------------------------------------------------------------

    def _declare(self, name: str, linkage: str) -> ll.Function:
        function = ll.Function(self.module, RULE, name)
        function.linkage = linkage
        function.attributes.add("nounwind")
        function.args[0].add_attribute("noalias")
        return function

    def _function(self, function: Function) -> ll.Function:
        """What is compiled of a rule, of this part or another."""
        if function not in self._functions:
            is_private = function in self.part.functions - self.part.shared
            found = self._declare(_name("rule", function), "internal" if is_private else "")
            if function in self.part.called_once and not self._has_cell(function[0]):
                found.attributes.add("alwaysinline")
            self._functions[function] = found
        return self._functions[function]

    def _reader(self, function: Function) -> ll.Function:
        """The way to a remembered rule, inlined wherever it is read."""
        if function not in self._readers:
            self._readers[function] = self._declare(_name("read", function), "internal")
            self._define_reader(function)
        return self._readers[function]

    def _define(self, function: Function) -> None:
        e = Emitter(self._function(function))
        key, is_own = function
        _, row, moment = e.function.args
        part = self.book.program.rules[key]
        if key in self.layout.earlier:
            self._refuse_before_history(e, part, moment)
        value = self._evaluate(e, part, Place(row, moment, is_own=is_own))
        if self._has_cell(key):
            memo, mark, is_there = self._cell(e, function, row, moment)
            with e.b.if_then(is_there):
                self._remember(e, value, memo, mark)
        self._return(e, value)

    def _define_fill(self, key: str) -> None:
        """Work a rule out for all rows of a block, or begin it as far as that goes abreast."""
        e = Emitter(self.fills[key])
        part = self.book.program.rules[key]
        _, moment, first, past = e.function.args

        def remember(row: Any) -> None:
            value = self._evaluate(e, part, Place(row, moment, is_own=True))
            self._remember(e, value, *self._own_cell(e, key, row))

        if self.goes_abreast(key):
            with self.groups(e, key) as (row, wide):
                found = self.call_abreast(wide, key, Place(row, moment, is_own=True))
                self._remember(wide, found, *self._own_cell(wide, key, row))
                if key in self.layout.eager and not self._straight(key).is_whole(part):
                    pending = wide.b.icmp_signed("==", wide.status(found), i32(PENDING))
                    with e.each_bit(wide.bits(wide.b.and_(wide.mask, pending))) as lane:
                        remember(e.b.add(row, lane))
        else:
            with e.loop(first, past) as (row, _):
                remember(row)
        e.b.ret_void()

    def goes_abreast(self, key: str) -> bool:
        """Whether a rule is settled for some rows by what can be worked out for them abreast."""
        return self.has_wide_registers and self._straight(key).is_some(self.book.program.rules[key])

    def _straight(self, key: str) -> Straight:
        return straight_of(self.book.program.rules[key], self.reads_abreast)

    @contextmanager
    def groups(self, e: Emitter, key: str) -> Iterator[tuple[Any, Abreast]]:
        """All rows of a block, a few at a time: the first of them, and what emits their code."""
        first, past = e.function.args[2:4]
        count = e.b.add(e.b.sub(past, first), i64(LANES - 1))
        with e.loop(i64(0), e.b.sdiv(count, i64(LANES))) as (number, _):
            row = e.b.add(first, e.b.mul(number, i64(LANES)))
            yield row, Abreast(e, e.b.sub(past, row), self._straight(key))

    def call_abreast(self, wide: Abreast, key: str, place: Place) -> Value:
        """What a rule gives for rows abreast, as far as that goes."""
        return self._general(wide, self.book.program.rules[key], place)

    def _remember(self, e: Emitter, value: Value, memo: Any, mark: Any) -> None:
        e.store(e.widened(value.value), memo)
        e.store(e.status(value), mark)

    def _define_reader(self, function: Function) -> None:
        """Its cell where it holds something, else the rule."""
        reader = self._readers[function]
        reader.attributes.add("alwaysinline")
        e = Emitter(reader)
        arguments, row, moment = reader.args
        memo, mark, is_there = self._cell(e, function, row, moment)
        if function[0] in self.layout.earlier:
            is_there = e.b.and_(is_there, e.b.icmp_signed(">=", moment, i64(0)))
        found = e.when(
            is_there, lambda: Value(e.b.load(memo), e.b.load(mark)), Value(i64(0), i32(PENDING))
        )
        with e.b.if_then(e.b.icmp_signed("!=", e.status(found), i32(PENDING))):
            self._return(e, found)
        e.b.ret(e.b.call(self._function(function), [arguments, row, moment]))

    def _return(self, e: Emitter, value: Value) -> None:
        result = e.b.insert_value(ll.Constant(RESULT, ll.Undefined), e.widened(value.value), 0)
        e.b.ret(e.b.insert_value(result, e.status(value), 1))

    def _refuse_before_history(self, e: Emitter, part: RuleProgram, moment: Any) -> None:
        with e.b.if_then(e.b.icmp_signed("<", moment, i64(0))):
            self._return(e, self._without_version(part))

    def _without_version(self, part: RuleProgram) -> Value:
        """What holds where no version is in force."""
        zero = FALSE if part.rule.type == ir.BOOL else i64(0)
        otherwise = part.rule.otherwise
        if otherwise is None:
            return Value(zero, i32(NOT_IN_FORCE))
        number = scaled(otherwise.otherwise)
        return Value(zero.type(number), KNOWN)

    def _evaluate(self, e: Emitter, part: RuleProgram, subject: Place) -> Value:
        """The general rule with its exceptions."""
        if not part.exceptions:
            return self._general(e, part, subject)
        found = [self._exception(e, part, n, subject) for n in range(len(part.exceptions))]
        zero = FALSE if part.rule.type == ir.BOOL else i64(0)
        return combine(e, found, lambda: self._general(e, part, subject), zero)

    def _exception(self, e: Emitter, part: RuleProgram, number: int, subject: Place) -> Optional:
        place = self._exceptions[part.rule.key, number]
        flag = self.table(e, "excepted", len(self.layout.exceptions), place, subject.moment)
        holds = Value(e.b.icmp_signed("!=", flag, I8(0)))
        branch = ir.If(
            part.rule.type,
            None,
            ir.Constant(ir.BOOL, None, True),
            part.exceptions[number].node,
            ir.NotApplicable(ir.NONE, None),
        )
        return Expressions(self, e, subject).optional_branch(holds, branch)

    def _general(self, e: Emitter, part: RuleProgram, subject: Place) -> Value:
        """The version that the date picks; the branch is the same for everybody."""
        kind = FALSE.type if part.rule.type == ir.BOOL else I64
        value, word = e.slot(e.kind(kind)), e.slot(e.kind(I32))
        for body in self._versions(e, part, subject.moment):
            found = self._without_version(part)
            if body is not None:
                found = Expressions(self, e, subject).value(body.node)
            e.b.store(e.spread(found.value), value)
            e.b.store(e.spread(e.status(found)), word)
        return Value(e.b.load(value), e.b.load(word))

    def _versions(self, e: Emitter, part: RuleProgram, moment: Any) -> Iterator[Body | None]:
        """The versions of a rule, each to be emitted where the date picks it, and none."""
        width, number = len(self.layout.rules), self._rules[part.rule.key]
        selected = self.table(e, "selected", width, number, moment)
        blocks = [e.b.append_basic_block() for _ in (None, *part.bodies)]
        after = e.b.append_basic_block()
        switch = e.b.switch(selected, blocks[0])
        for number, (block, body) in enumerate(zip(blocks, (None, *part.bodies), strict=True)):
            if number:
                switch.add_case(I8(number - 1), block)
            e.b.position_at_end(block)
            yield body
            e.b.branch(after)
        e.b.position_at_end(after)

    # --- memory ---------------------------------------------------------------------------------

    def words(self, e: Emitter, name: str) -> Any:
        """The words that an argument points to."""
        return e.b.inttoptr(self.argument(e, name), WORDS)

    def memory(self, e: Emitter) -> tuple[Any, Any]:
        """The memo: values of its cells, and their status words."""
        marks = e.b.inttoptr(self.argument(e, "marks"), I32.as_pointer())
        return self.words(e, "memo"), marks

    def rows_at_once(self, e: Emitter, entity: str) -> Any:
        """How many rows of households or people a block may have."""
        return self.argument(e, "households" if entity == self.layout.top else "people")

    def first_cell(self, e: Emitter, key: str) -> Any:
        """The first cell of a rule that is read over time: these stand last, rule by rule."""
        layout = self.layout
        before: Any = i64(0)
        for entity, keys in layout.remembered.items():
            before = e.b.add(before, e.b.mul(self.rows_at_once(e, entity), i64(len(keys))))
        for other in layout.earlier[: layout.earlier.index(key)]:
            rows = self.rows_at_once(e, other.split(".")[0])
            before = e.b.add(before, e.b.mul(rows, self.argument(e, "moments")))
        return before

    def _has_cell(self, key: str) -> bool:
        """Whether a rule is remembered: only those of households and people are."""
        entity = key.split(".")[0]
        layout = self.layout
        if entity not in (layout.top, layout.inner):
            return False
        return key in layout.remembered[entity] or key in layout.earlier

    def cell_words(self, e: Emitter, key: str) -> Any:
        """Where it stands where a remembered rule's values and status words are."""
        return e.at(self.words(e, "cells"), i64(2 * self._remembered.index(key)))

    def _own_cell(self, e: Emitter, key: str, row: Any) -> tuple[Any, Any]:
        """The memo cell of a rule, value and status word, for a row of the block at hand."""
        words = self.cell_words(e, key)
        memo, marks = (e.fixed(e.at(words, i64(n))) for n in range(2))
        marks = e.b.inttoptr(marks, I32.as_pointer())
        return e.at(e.b.inttoptr(memo, WORDS), row), e.at(marks, row)

    def _cell(self, e: Emitter, function: Function, row: Any, moment: Any) -> tuple[Any, Any, Any]:
        """The memo cell of a rule, and whether there is one: whether the row is of the block."""
        key, is_own = function
        if is_own:
            return *self._own_cell(e, key, row), TRUE
        word = 0 if key.split(".")[0] == self.layout.top else 2
        first, past, asked = (self._of_block(e, place) for place in (word, word + 1, 4))
        number = e.b.sub(row, first)
        is_there = e.b.icmp_unsigned("<", number, e.b.sub(past, first))
        if key in self.layout.earlier:
            number = e.b.add(e.b.mul(number, self.argument(e, "moments")), moment)
            place = e.b.add(self.first_cell(e, key), number)
            memo, marks = self.memory(e)
            return e.at(memo, place), e.at(marks, place), is_there
        if self.layout.earlier:
            is_there = e.b.and_(is_there, e.b.icmp_signed("==", moment, asked))
        return *self._own_cell(e, key, row), is_there

    def _of_block(self, e: Emitter, place: int) -> Any:
        """A word of the frame; it stays as it is while anything of a block is evaluated."""
        assert place < len(FRAME)
        return e.fixed(e.at(self.words(e, "frame"), i64(place)))


def _name(what: str, function: Function) -> str:
    key, is_own = function
    return f"{what}.{'own' if is_own else 'any'}.{key}"
