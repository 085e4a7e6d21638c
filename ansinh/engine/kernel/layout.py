"""What a compiled kernel expects of the caller: columns, parameters, dates and memory to work in.

A layout is plain data, stored beside the compiled object, so that a cached kernel runs without the
rules being translated again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ansinh.engine import ir
from ansinh.engine.book import LawBook
from ansinh.engine.errors import LawError
from ansinh.engine.kernel.reads import certain_rules
from ansinh.engine.kernel.sharing import DateReads, date_reads
from ansinh.engine.kernel.straight import Memory, has_wide_registers, straight_of
from ansinh.engine.kernel.uniform import uniform_nodes
from ansinh.engine.program import Program, RuleProgram

#: Arguments of the driver, each one 64-bit word.
ARGUMENTS = (
    "first",
    "last",
    "asked_count",
    "asked",
    "dates",
    "previous",
    "parameters",
    "present",
    "selected",
    "excepted",
    "settling",
    "columns",
    "frame",
    "memo",
    "marks",
    "cells",
    "claims",
    "households",
    "people",
    "records",
    "capacity",
    "written",
    "dense",
    "moments",
    "uniform",
    "changed",
)
#: Fields of one output record, each in an array of its own.
RECORD = ("moment", "entity", "row", "benefit", "status", "amount", "by")
#: What the driver tells of the block of households at hand, each one word: its first household and
#: the one past its last, its first person and the one past the last, and the moment asked about,
#: the only one that the memo of ordinary rules holds for.
FRAME = ("household", "past_household", "person", "past_person", "moment")
#: Where the claims of a block's rows stand, each an array: rows × benefits of an entity, and for
#: ``open`` rows × words of one bit a benefit: whether it is not a plain no.
CLAIMS = ("values", "statuses", "rivals", "open")
#: Bytes of a memo cell: a value of 64 bits and a status word of 32.
CELL = 12

#: Nodes of a rule that is begun abreast at most: compiling it twice is worth it where it is small.
_SMALL = 12


@dataclass(frozen=True)
class Slot:
    """Where one parameter stands in the flat array of a date."""

    path: str
    shape: str
    type: str
    start: int
    size: int
    keys: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """64-bit words it takes: brackets hold their thresholds first."""
        return self.size * 2 if self.shape == "brackets" else self.size


@dataclass(frozen=True)
class Layout:
    """Numbering of everything that crosses the border of a kernel.

    Attributes:
        columns: ``("fact", entity, name)``, ``("owner", entity, "")``, ``("offsets", entity, "")``
            or ``("target", entity, relation)``; each takes two words (data, validity).
        unknowns: Qualified facts and links; an unknown status is the position plus one.
        rules: Keys of the compiled rules, in order of evaluation.
        exceptions: (rule key, number of the exception).
        benefits: Entity → codes in the order of emission.
        dense: Keys of the rules asked for as columns.
        earlier: Rules that are read for earlier months.
        uniform: Dates and counts that are the same for everybody on a day.
        remembered: Rules that several readers share, by entity; filled ones stand last.
        filled: Remembered rules that a block is filled with beforehand, each after those it reads.
        eager: Those of them that are worked out for all of a block; the others are only begun, as
            far as that goes for rows abreast.
        date_reads: What the columns and the remembered rules read of the date.
    """

    top: str
    inner: str
    columns: tuple[tuple[str, str, str], ...]
    parameters: tuple[Slot, ...]
    unknowns: tuple[str, ...]
    rules: tuple[str, ...]
    exceptions: tuple[tuple[str, int], ...]
    interactions: tuple[int, ...]
    benefits: dict[str, tuple[str, ...]] = field(hash=False)
    dense: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    uniform: tuple[ir.Node, ...] = ()
    remembered: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    filled: tuple[str, ...] = ()
    eager: frozenset[str] = frozenset()
    date_reads: dict[str, DateReads] = field(default_factory=dict, hash=False)

    def memory(self, program: Program) -> Memory:
        """What stands in the memory of a block when it is read abreast."""
        shared = {key for keys in self.remembered.values() for key in keys}
        programs = {key: program.rules[key] for key in self.rules}
        inlined = frozenset(programs) - shared - set(self.earlier)
        return Memory(programs, self.inner, set(self.eager), set(self.filled) - self.eager, inlined)

    @property
    def parameter_words(self) -> int:
        """Words of parameters for one date."""
        return sum(slot.words for slot in self.parameters)

    def memo_cells(self, rows: Mapping[str, int], moments: int) -> int:
        """Memo cells of a block of so many households and people over ``moments`` dates."""
        here = sum(rows[entity] * len(keys) for entity, keys in self.remembered.items())
        return here + moments * sum(rows[key.split(".")[0]] for key in self.earlier)

    def rows_within(self, size: int, least: int, most: int) -> int:
        """Households, and as many people, whose memo takes ``size`` bytes, within bounds."""
        cells = max(sum(map(len, self.remembered.values())), 1)
        return min(max(size // (cells * CELL), least), most)

    def open_words(self, entity: str) -> int:
        """64-bit words that hold a bit for each benefit of an entity."""
        return -(-len(self.benefits.get(entity, ())) // 64)


def plan(book: LawBook, benefits: Iterable[str], dense: Iterable[str]) -> Layout:
    """Number everything that the kernel of some benefits and columns needs.

    Raises:
        UnknownNameError: a benefit or rule does not exist.
    """
    program = book.program
    codes = list(benefits)
    dense = tuple(dense)
    for key in dense:
        _check_column(book, key)
    wanted = [book.benefit(code).key for code in codes] + list(dense)
    rules = program.closure(wanted)
    parts = [program.rules[key] for key in rules]
    earlier = tuple(sorted({k for part in parts for k in part.reads_earlier}))
    by_entity = {
        e.name: tuple(c for c in codes if book.benefit(c).entity == e.name) for e in book.entities
    }
    top, inner = _nest(book)
    interactions = tuple(
        number
        for number, item in enumerate(book.interactions)
        if sum(code in codes for code in item.among) > 1
    )
    certain = certain_rules(program, wanted) - set(earlier)
    remembered = _remembered(parts, wanted, dense, earlier, top, inner)
    shared = {key for keys in remembered.values() for key in keys}
    memory = _memory(parts, certain & shared, shared, inner, {*earlier})
    filled = tuple(key for key in rules if key in memory.ready or key in memory.begun)
    layout = Layout(
        top=top,
        inner=inner,
        columns=_columns(parts, {inner, *(key.split(".")[0] for key in dense)} - {top}),
        parameters=_parameters(book, parts),
        unknowns=_unknowns(book),
        rules=tuple(rules),
        exceptions=tuple((part.rule.key, n) for part in parts for n in range(len(part.exceptions))),
        interactions=interactions,
        benefits={name: found for name, found in by_entity.items() if found},
        dense=dense,
        earlier=earlier,
        uniform=uniform_nodes(node for part in parts for node in part.nodes),
        remembered={
            entity: tuple(sorted(keys, key=lambda key: (key in filled, key)))
            for entity, keys in remembered.items()
        },
        filled=filled,
        eager=frozenset(memory.ready),
    )
    return replace(layout, date_reads=date_reads(program, layout))


def _nest(book: LawBook) -> tuple[str, str]:
    """The entity that households are, and the one that people are."""
    for entity in book.entities:
        owner = entity.owner
        if owner is not None and any(
            other.owner is not None and other.owner.target == entity.name for other in book.entities
        ):
            return owner.target, entity.name
    for entity in book.entities:
        if entity.owner is not None:
            return entity.owner.target, entity.name
    raise ValueError("no entity owns another")


def _check_column(book: LawBook, key: str) -> None:
    entity, name = key.split(".")
    book.rule(entity, name)
    top, _ = _nest(book)
    if entity != top and book.entities[entity].owner is None:
        raise LawError(f"{key}: a column is of households and what they own, not of {entity}")


def _columns(parts: list[RuleProgram], walked: set[str]) -> tuple[tuple[str, str, str], ...]:
    found = {("offsets", entity, "") for entity in walked}
    for part in parts:
        for node in part.nodes:
            found.update(_needed(node))
    return tuple(sorted(found))


def _needed(node: object) -> list[tuple[str, str, str]]:
    if isinstance(node, ir.ReadFact):
        return [("fact", node.of.entity, node.fact)]
    if isinstance(node, ir.Owner):
        return [("owner", node.of.entity, "")]
    if isinstance(node, ir.Follow | ir.Exists):
        return [("target", node.of.entity, node.relation)]
    if isinstance(node, ir.Count | ir.Aggregate):
        return [("offsets", node.entity, "")]
    return []


def _parameters(book: LawBook, parts: list[RuleProgram]) -> tuple[Slot, ...]:
    reads: dict[str, ir.ReadParameter] = {}
    for part in parts:
        for node in part.nodes:
            if isinstance(node, ir.ReadParameter):
                reads.setdefault(node.path, node)
    slots: list[Slot] = []
    start = 0
    for path, node in sorted(reads.items()):
        choice = node.index.type.choice if node.index is not None else None
        keys = tuple(choice.codes()) if choice is not None else ()
        slot = Slot(path, node.shape, book.parameters[path].type, start, node.size, keys)
        slots.append(slot)
        start += slot.words
    return tuple(slots)


def _unknowns(book: LawBook) -> tuple[str, ...]:
    names = [f.qualified for e in book.entities for f in e.facts.values() if f.may_be_unknown]
    names += [r.qualified for e in book.entities for r in e.links]
    return tuple(sorted(names))


def _remembered(
    parts: list[RuleProgram],
    wanted: list[str],
    dense: tuple[str, ...],
    earlier: tuple[str, ...],
    top: str,
    inner: str,
) -> dict[str, list[str]]:
    """Rules that have several readers, or are asked for, by entity."""
    readers = Counter(wanted)
    for part in parts:
        for node in part.nodes:
            if isinstance(node, ir.ReadRule):
                key = f"{node.of.entity}.{node.rule}"
                readers[key] += 1 if key.startswith(f"{part.rule.entity}.") else 2
    shared = [
        key
        for key, count in readers.items()
        if key not in earlier and (key in dense or (count > 1 and not _trivial(parts, key)))
    ]
    return {
        entity: [key for key in shared if key.split(".")[0] == entity] for entity in (top, inner)
    }


def _memory(
    parts: list[RuleProgram], certain: set[str], shared: set[str], inner: str, earlier: set[str]
) -> Memory:
    """Rules filled in before anybody reads them: what is certain to be read, and what is cheap."""
    programs = {part.rule.key: part for part in parts}
    memory = Memory(programs, inner, set(), set(), frozenset(programs) - shared - earlier)
    is_wide = has_wide_registers()
    for part in parts:
        key, straight = part.rule.key, straight_of(part, memory)
        if key in certain or (is_wide and key in shared and straight.is_whole(part)):
            memory.ready.add(key)
        elif is_wide and key in shared and len(part.nodes) <= _SMALL and straight.is_some(part):
            memory.begun.add(key)
    return memory


def _trivial(parts: list[RuleProgram], key: str) -> bool:
    part = next((p for p in parts if p.rule.key == key), None)
    return part is not None and len(part.nodes) <= 3
