"""LLVM modules: a function for every rule, and the driver that walks households once."""

from __future__ import annotations

from typing import Any

from llvmlite import ir as ll

from ansinh.engine import ir
from ansinh.engine.book import LawBook
from ansinh.engine.kernel.claims import declare_claims, define_claims
from ansinh.engine.kernel.dates import DateFunctions
from ansinh.engine.kernel.driver import define_driver
from ansinh.engine.kernel.emit import (
    FALSE,
    I8,
    I32,
    I64,
    KNOWN,
    NOT_IN_FORCE,
    RESULT,
    WORDS,
    Emitter,
    Value,
    i32,
    i64,
)
from ansinh.engine.kernel.expressions import Expressions, Optional, combine
from ansinh.engine.kernel.layout import ARGUMENTS, EMPTY, FRAME, Layout
from ansinh.engine.kernel.parts import Part
from ansinh.engine.kernel.places import Place
from ansinh.engine.kernel.uniform import UNIFORM_WORDS
from ansinh.engine.program import RuleProgram
from ansinh.engine.translate import scaled

#: A rule: arguments, row, moment.
RULE = ll.FunctionType(RESULT, [WORDS, I64, I64])


class KernelModule:
    """Builds the LLVM module of one part of a layout; ``text`` is the result."""

    def __init__(self, book: LawBook, layout: Layout, part: Part) -> None:
        self.book, self.layout, self.part = book, layout, part
        self.module = ll.Module("ansinh")
        self.dates = DateFunctions(self.module)
        self.slots = {slot.path: slot for slot in layout.parameters}
        self._columns = {column: number for number, column in enumerate(layout.columns)}
        self._uniform = {node: number for number, node in enumerate(layout.uniform)}
        self._unknowns = {name: number + 1 for number, name in enumerate(layout.unknowns)}
        self._rules = {key: number for number, key in enumerate(layout.rules)}
        self._exceptions = {item: number for number, item in enumerate(layout.exceptions)}
        self._remembered = [key for keys in layout.remembered.values() for key in keys]
        self._functions: dict[str, ll.Function] = {}
        self._readers: dict[str, ll.Function] = {}
        self.claims = {
            entity: [declare_claims(self, entity, number) for number in range(part.count)]
            for entity in layout.benefits
        }
        for key in layout.rules:
            if key in part.rules:
                self._define(book.program.rules[key])
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

    def call(self, e: Emitter, key: str, row: Any, moment: Any) -> Value:
        """Value of a rule."""
        function = self._reader(key) if self._has_cell(key) else self._function(key)
        result = e.b.call(function, [e.function.args[0], row, moment])
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

    def _function(self, key: str) -> ll.Function:
        """The function of a rule, of this part or another."""
        if key not in self._functions:
            is_private = key in self.part.rules and key not in self.part.shared
            linkage = "internal" if is_private else ""
            self._functions[key] = self._declare(f"rule.{key}", linkage)
            if key in self.part.read_once and not self._has_cell(key):
                self._functions[key].attributes.add("alwaysinline")
        return self._functions[key]

    def _reader(self, key: str) -> ll.Function:
        """The way to a remembered rule, inlined wherever it is read."""
        if key not in self._readers:
            self._readers[key] = self._declare(f"read.{key}", "internal")
            self._define_reader(key)
        return self._readers[key]

    def _define(self, part: RuleProgram) -> None:
        e = Emitter(self._function(part.rule.key))
        _, row, moment = e.function.args
        key = part.rule.key
        if key in self.layout.earlier:
            self._refuse_before_history(e, part, moment)
        value = self._evaluate(e, part, row, moment)
        if self._has_cell(key):
            memo, mark, is_own = self._cell(e, key, row, moment)
            with e.b.if_then(is_own):
                e.b.store(e.widened(value.value), memo)
                e.b.store(e.status(value), mark)
        self._return(e, value)

    def _define_reader(self, key: str) -> None:
        """Its cell where it holds something, else the rule."""
        function = self._readers[key]
        function.attributes.add("alwaysinline")
        e = Emitter(function)
        arguments, row, moment = function.args
        memo, mark, is_own = self._cell(e, key, row, moment)
        if key in self.layout.earlier:
            is_own = e.b.and_(is_own, e.b.icmp_signed(">=", moment, i64(0)))
        found = e.when(
            is_own, lambda: Value(e.b.load(memo), e.b.load(mark)), Value(i64(0), i32(EMPTY))
        )
        with e.b.if_then(e.b.icmp_signed("!=", e.status(found), i32(EMPTY))):
            self._return(e, found)
        e.b.ret(e.b.call(self._function(key), [arguments, row, moment]))

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

    def _evaluate(self, e: Emitter, part: RuleProgram, row: Any, moment: Any) -> Value:
        """The general rule with its exceptions."""
        if not part.exceptions:
            return self._general(e, part, row, moment)
        found = [
            self._exception(e, part, number, row, moment) for number in range(len(part.exceptions))
        ]
        zero = FALSE if part.rule.type == ir.BOOL else i64(0)
        return combine(e, found, lambda: self._general(e, part, row, moment), zero)

    def _exception(
        self, e: Emitter, part: RuleProgram, number: int, row: Any, moment: Any
    ) -> Optional:
        place = self._exceptions[part.rule.key, number]
        flag = self.table(e, "excepted", len(self.layout.exceptions), place, moment)
        holds = Value(e.b.icmp_signed("!=", flag, I8(0)))
        branch = ir.If(
            part.rule.type,
            None,
            ir.Constant(ir.BOOL, None, True),
            part.exceptions[number].node,
            ir.NotApplicable(ir.NONE, None),
        )
        expressions = Expressions(self, e, Place(row, moment))
        return expressions.optional_branch(holds, branch)

    def _general(self, e: Emitter, part: RuleProgram, row: Any, moment: Any) -> Value:
        """The version that the date picks; the branch is the same for everybody."""
        selected = self.table(
            e, "selected", len(self.layout.rules), self._rules[part.rule.key], moment
        )
        kind = FALSE.type if part.rule.type == ir.BOOL else I64
        value, word = e.slot(kind), e.slot(I32)
        none = self._without_version(part)
        e.b.store(none.value, value)
        e.b.store(none.status, word)
        after = e.b.append_basic_block()
        switch = e.b.switch(selected, after)
        for number, body in enumerate(part.bodies):
            block = e.b.append_basic_block()
            switch.add_case(I8(number), block)
            e.b.position_at_end(block)
            found = Expressions(self, e, Place(row, moment)).value(body.node)
            e.b.store(found.value, value)
            e.b.store(e.status(found), word)
            e.b.branch(after)
        e.b.position_at_end(after)
        return Value(e.b.load(value), e.b.load(word))

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

    def _cell(self, e: Emitter, key: str, row: Any, moment: Any) -> tuple[Any, Any, Any]:
        """The memo cell of a rule, and whether the row is of the block at hand."""
        word = 0 if key.split(".")[0] == self.layout.top else 2
        first, past, asked = (self._of_block(e, place) for place in (word, word + 1, 4))
        number = e.b.sub(row, first)
        is_own = e.b.icmp_unsigned("<", number, e.b.sub(past, first))
        if key in self.layout.earlier:
            number = e.b.add(e.b.mul(number, self.argument(e, "moments")), moment)
            place = e.b.add(self.first_cell(e, key), number)
            memo, marks = self.memory(e)
            return e.at(memo, place), e.at(marks, place), is_own
        if self.layout.earlier:
            is_own = e.b.and_(is_own, e.b.icmp_signed("==", moment, asked))
        table, place = self.words(e, "cells"), self._remembered.index(key)
        memo, marks = (e.fixed(e.at(table, i64(2 * place + n))) for n in range(2))
        marks = e.b.inttoptr(marks, I32.as_pointer())
        return e.at(e.b.inttoptr(memo, WORDS), row), e.at(marks, row), is_own

    def _of_block(self, e: Emitter, place: int) -> Any:
        """A word of the frame; it stays as it is while anything of a block is evaluated."""
        assert place < len(FRAME)
        return e.fixed(e.at(self.words(e, "frame"), i64(place)))
