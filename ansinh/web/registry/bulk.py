"""Many rows at once: COPY into PostgreSQL, one prepared statement into SQLite."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import polars as pl
from django.db import connection, models
from django.db.models import NOT_PROVIDED

_ROWS = 5_000
#: Values in one condition: SQLite allows about a thousand.
_AT_ONCE = 900
T = TypeVar("T")
#: What PostgreSQL may use to sort one index.
_INDEX_MEMORY = "256MB"
_KEYS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE contype = 'f' AND conrelid IN (SELECT unnest(%s::text[])::regclass)
"""
_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index LEFT JOIN pg_constraint ON conindid = indexrelid AND contype IN ('p', 'u', 'x')
    WHERE conname IS NULL AND indrelid IN (SELECT unnest(%s::text[])::regclass)
"""


def insert(model: Any, frame: pl.DataFrame) -> int:
    """Append the rows of a frame whose columns are columns of the table; returns how many.

    A column that is left out takes its default. Null text becomes empty where the table wants it.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    frame = _with_defaults(frame, fields)
    columns = [name for name in frame.columns if name in fields]
    frame = frame.select(columns)
    if connection.vendor == "postgresql":
        _copy(model._meta.db_table, frame)
    else:
        _execute(model._meta.db_table, frame)
    return frame.height


def drop_indexes(tables: list[Any]) -> list[str]:
    """Take the indexes and the keys to other tables off; returns the commands that remake them.

    Made over all rows at once they take a fraction of the time. Readers of the tables wait until
    the transaction ends; if it fails, nothing was dropped. SQLite keeps its indexes.
    """
    if connection.vendor != "postgresql":
        return []
    names = [model._meta.db_table for model in tables]
    with connection.cursor() as cursor:
        cursor.execute(_KEYS, [names])
        keys = cursor.fetchall()
        cursor.execute(_INDEXES, [names])
        indexes = cursor.fetchall()
        for table, name, _ in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(f"SET LOCAL maintenance_work_mem = '{_INDEX_MEMORY}'")
    made_keys = [f"ALTER TABLE {table} ADD CONSTRAINT {name} {text}" for table, name, text in keys]
    return [command for _, command in indexes] + made_keys


def settle_sequence(model: Any) -> None:
    """Let the next row that the office adds have a number above all that were copied in."""
    if connection.vendor != "postgresql":
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), "  # noqa: S608
            f"COALESCE((SELECT max(id) FROM {connection.ops.quote_name(table)}), 1))",
            [table],
        )


def analyze(model: Any) -> None:
    """Let the database plan by the rows that are there now."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def slices(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Values in parts that one condition of a query may hold."""
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


def reserve(model: Any, count: int) -> list[int]:
    """Numbers for rows that will be inserted in this transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute(f"SELECT COALESCE(max(id), 0) FROM {table}")  # noqa: S608
        last = cursor.fetchone()[0]
    return list(range(last + 1, last + count + 1))


def update(model: Any, column: str, values: Iterable[tuple[Any, int]]) -> None:
    """Write one column of many rows: pairs of value and number."""
    table, name = (connection.ops.quote_name(n) for n in (model._meta.db_table, column))
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {name} = %s WHERE id = %s", list(values))  # noqa: S608


def _with_defaults(frame: pl.DataFrame, fields: dict[str, models.Field[Any, Any]]) -> pl.DataFrame:
    texts = [
        pl.col(name).fill_null("")
        for name, field in fields.items()
        if name in frame.columns and isinstance(field, models.CharField | models.TextField)
        if not field.null
    ]
    missing = [
        pl.lit(field.get_default()).alias(name)
        for name, field in fields.items()
        if name not in frame.columns and field.default is not NOT_PROVIDED
    ]
    return frame.with_columns(texts).with_columns(missing)


def _copy(table: str, frame: pl.DataFrame) -> None:
    names = ", ".join(connection.ops.quote_name(name) for name in frame.columns)
    target = connection.ops.quote_name(table)
    text = io.BytesIO()
    frame.write_csv(text, include_header=False, null_value="\\N", quote_style="non_numeric")
    with connection.cursor() as cursor:
        command = f"COPY {target} ({names}) FROM STDIN WITH (FORMAT csv, NULL '\\N')"
        with cursor.copy(command) as copy:
            copy.write(text.getbuffer())


def _execute(table: str, frame: pl.DataFrame) -> None:
    names = ", ".join(connection.ops.quote_name(name) for name in frame.columns)
    marks = ", ".join(["%s"] * frame.width)
    command = f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        for start in range(0, frame.height, _ROWS):
            cursor.executemany(command, frame.slice(start, _ROWS).rows())


def among(column: str, numbers: Collection[int]) -> tuple[str, tuple[Any, ...]]:
    """An SQL condition with its value: the column is one of these numbers, however many they are.

    PostgreSQL looks each up in an index, which it would not do for the same numbers in a subquery.
    """
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s::bigint[])", (f"{{{','.join(map(str, numbers))}}}",)
    text = json.dumps(list(numbers))
    return f"{column} IN (SELECT value FROM json_each(%s))", (text,)  # noqa: S608


def read(model: Any, where: str = "", values: tuple[Any, ...] = ()) -> pl.DataFrame:
    """Rows as text, whole numbers and nulls; ``where`` is SQL after the table's name.

    Dates and decimals come as they are written; :func:`ansinh.web.registry.tables.arrow` casts.
    """
    names = [field.column for field in model._meta.concrete_fields]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    query = f"SELECT {quoted} FROM {table} {where}"  # noqa: S608
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = io.BytesIO()
            command = f"COPY ({query}) TO STDOUT WITH (FORMAT csv, HEADER, FORCE_QUOTE *)"
            statement = connection.ops.compose_sql(command, values)  # type: ignore[attr-defined]
            with cursor.copy(statement) as copy:
                for block in copy:
                    text.write(block)
            text.seek(0)
            return pl.read_csv(text, infer_schema=False)
        cursor.execute(query, values)
        return pl.DataFrame(cursor.fetchall(), schema=names, orient="row", infer_schema_length=None)
