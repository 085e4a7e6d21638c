"""Checks of single columns: there, of the right type, filled where they must be, within limits."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.engine.entities import Fact
from ansinh.people.checks.registry import Registry, Table
from ansinh.people.checks.report import Report
from ansinh.people.columns import codes


def check_files(registry: Registry) -> None:
    """Row counts and row groups against ``snapshot.json``."""
    info, report = registry.info, registry.report
    tree = {e.name for e in registry.layout.tree}
    for name, table in registry.own.items():
        wanted = info.rows.get(table.entity.table)
        if wanted is not None and table.rows != wanted:
            report.add("wrong number of rows", table.name, f"{table.rows:,}", f"{wanted:,}")
        if name in tree:
            _check_groups(table, info.groups, report)
    for table in registry.guests.values():
        _check_groups(table, info.groups, report)


def _check_groups(table: Table, groups: int, report: Report) -> None:
    found = len(table.group_sizes)
    if found != groups:
        report.add("wrong number of row groups", table.name, found, str(groups))


def check_columns(registry: Registry) -> None:
    """Every column of every table."""
    for table in registry.own.values():
        for field in registry.layout.schema(table.entity):
            if _is_typed(table, field, registry.report):
                _check_cells(table, field, registry.report)
    for table in registry.guests.values():
        for field in registry.layout.schema(table.entity):
            _is_typed(table, field, registry.report)


def _is_typed(table: Table, field: pa.Field, report: Report) -> bool:
    if field.name not in table.schema.names:
        report.add("missing column", table.name, "no such column", str(field.type), field.name)
        return False
    found = table.schema.field(field.name).type
    if _alike(found, field.type):
        return True
    report.add("wrong type", table.name, found, str(field.type), field.name)
    return False


def _alike(found: pa.DataType, wanted: pa.DataType) -> bool:
    if pa.types.is_dictionary(wanted):
        value = found.value_type if pa.types.is_dictionary(found) else found
        return bool(pa.types.is_string(value) or pa.types.is_large_string(value))
    if pa.types.is_string(wanted):
        return bool(pa.types.is_string(found) or pa.types.is_large_string(found))
    return bool(found == wanted)


def _check_cells(table: Table, field: pa.Field, report: Report) -> None:
    fact = table.entity.facts.get(field.name)
    is_structure = fact is None and not field.nullable
    column = table.column(field.name) if is_structure else table.once(field.name)
    if column is None:
        return
    if not field.nullable and column.null_count:
        empty = column.is_null().to_numpy()
        report.rows("empty cell", table.name, field.name, empty, column, "a value")
    if fact is not None and fact.type == "choice":
        _check_choice(table, fact, column, report)
    elif fact is not None:
        _check_limits(table, fact, column, report)


def _check_choice(table: Table, fact: Fact, column: pa.ChunkedArray, report: Report) -> None:
    allowed = codes(fact)
    texts = column.cast(pa.string())
    wrong = pc.and_(pc.invert(pc.is_in(texts, pa.array(allowed))), texts.is_valid())
    if pc.any(wrong).as_py():
        expected = "one of " + ", ".join(allowed)
        report.rows("not a choice", table.name, fact.name, wrong.to_numpy(), texts, expected)


def _check_limits(table: Table, fact: Fact, column: pa.ChunkedArray, report: Report) -> None:
    for limit, compare, word in (
        (fact.least, pc.less, "at least"),
        (fact.most, pc.greater, "at most"),
    ):
        if limit is None:
            continue
        wrong = compare(column, _limit(fact, limit)).fill_null(False)
        if pc.any(wrong).as_py():
            mask = np.asarray(wrong.to_numpy(), dtype=bool)
            report.rows("outside limits", table.name, fact.name, mask, column, f"{word} {limit}")


def _limit(fact: Fact, limit: object) -> pa.Scalar:
    return pa.scalar(Decimal(str(limit)) if fact.type == "rate" else limit)
